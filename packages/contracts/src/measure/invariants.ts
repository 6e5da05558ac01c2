import type { CollectionDefinition, Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import { isHolding, isLive, rowOf } from './handlers/line-plan.ts'
import {
  histories,
  linePages,
  lines,
  measures,
  measuresOfCase,
  measuresOfInstitution,
  measuresOfOrder,
} from './state.ts'
import type { Line, Measure, Row } from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'lines-are-measures', violation: lineViolation },
  { name: 'ranks-follow-registration', violation: rankViolation },
  { name: 'dates-only-in-effect', violation: dateViolation },
  { name: 'indexes-are-measures', violation: indexViolation },
  { name: 'history-is-counted', violation: historyViolation },
]

const PAGES_READ = 1_000

function lineViolation({ store }: ReadContext): string | null {
  let rows = 0
  for (const { value } of allEntries(store, lines)) {
    const pages = linePages(store).list({ under: [value.assetKey], limit: PAGES_READ })
    if (pages.length !== (value.paged?.pages ?? 0)) return `${value.assetKey}: pages`
    const all = [...pages.flatMap((page) => page.value), ...value.rows]
    rows += all.length
    const odd = all.find((row) => !isRowOf(row, value, measures(store).get(row.measureId)))
    if (odd !== undefined) return `${value.assetKey}: ${odd.measureId}`
  }
  const all = [...allEntries(store, measures)].length
  return rows === all ? null : `${rows} rows, ${all} measures`
}

function isRowOf(row: Row, { assetKey, institution, asset }: Line, measure: Measure | undefined): boolean {
  if (measure?.assetKey !== assetKey || measure.institution !== institution || measure.asset !== asset) return false
  const kept = rowOf(measure)
  return (Object.keys(kept) as (keyof Row)[]).every((field) => kept[field] === row[field])
}

/** The first live row holds the asset, the others wait: so ranks are unique and leave no gap. */
function rankViolation({ store }: ReadContext): string | null {
  for (const { value } of allEntries(store, lines)) {
    const { assetKey, rows } = value
    const unordered = rows.some((row, at) => {
      const before = rows[at - 1]
      return before !== undefined && (before.registeredAtMs - row.registeredAtMs || before.n - row.n) >= 0
    })
    if (unordered) return `${assetKey}: order`
    const [first, ...others] = rows.filter(isLive)
    if (first !== undefined && !isHolding(first)) return `${assetKey}: nobody holds`
    if (others.some(isHolding)) return `${assetKey}: two hold`
  }
  return null
}

function dateViolation({ store }: ReadContext): string | null {
  for (const { value } of allEntries(store, measures)) {
    const { measureId, state, effectiveFromMs, from, to, endedAtMs, endedBy, suspendedFrom, distribution } = value
    const dated = [effectiveFromMs, from, to].filter((date) => date !== null).length
    if (state === 'WAITING' && dated > 0) return `${measureId}: dates while it waits`
    if (isHolding(value) && dated < 3) return `${measureId}: in effect without dates`
    if (isLive(value) !== (endedAtMs === null) || isLive(value) !== (endedBy === null)) return `${measureId}: end`
    if ((state === 'SUSPENDED') !== (suspendedFrom !== null)) return `${measureId}: suspension`
    const disposed = state === 'DISPOSED' || state === 'SURPLUS_CLAIM'
    if (disposed !== (distribution !== null)) return `${measureId}: distribution`
  }
  return null
}

function indexViolation({ store }: ReadContext): string | null {
  const all = [...allEntries(store, measures)]
  const lost = all.find(({ value: { measureId, client, orderId, caseRef, institution } }) => {
    const ordered = measuresOfOrder(store).get(client, orderId) === measureId
    return !ordered || !measuresOfCase(store).has(caseRef, measureId) || !inInstitution(institution, measureId)
  })
  if (lost !== undefined) return `${lost.value.measureId}: not found by its order, case or institution`
  const counts = [countOf(measuresOfOrder), countOf(measuresOfCase), countOf(measuresOfInstitution)]
  return counts.every((count) => count === all.length) ? null : `${counts.join(', ')} rows, ${all.length} measures`

  function inInstitution(institution: string, measureId: string): boolean {
    return measuresOfInstitution(store).has(institution, measureId)
  }
  function countOf<T>(index: CollectionDefinition<T>): number {
    return [...allEntries(store, index)].length
  }
}

function historyViolation({ store }: ReadContext): string | null {
  const counts = new Map<string, number>()
  for (const { id, value } of allEntries(store, histories)) {
    const [measureId = ''] = id
    const n = (counts.get(measureId) ?? 0) + 1
    if (value.n !== n) return `${measureId}: row ${value.n}`
    counts.set(measureId, n)
  }
  const odd = [...allEntries(store, measures)].find(({ value }) => value.history !== (counts.get(value.measureId) ?? 0))
  if (odd !== undefined) return `${odd.value.measureId}: history`
  return [...counts.keys()].every((id) => measures(store).has(id)) ? null : 'history without a measure'
}
