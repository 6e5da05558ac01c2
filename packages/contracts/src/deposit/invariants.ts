import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import { deposits, depositsByDigest, depositsOfCase, filings, findings, objections, sourceOrders } from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'digest-index-is-deposits', violation: digestViolation },
  { name: 'case-index-is-deposits', violation: caseViolation },
  { name: 'supersession-agrees', violation: supersessionViolation },
  { name: 'counts-agree', violation: countViolation },
  { name: 'findings-are-a-persons', violation: findingViolation },
]

function digestViolation({ store }: ReadContext): string | null {
  const all = [...allEntries(store, deposits)]
  const missing = all.find(({ value }) => !depositsByDigest(store).has(value.digest, value.depositId))
  if (missing !== undefined) return `${missing.value.depositId}: not found by its digest`
  const rows = [...allEntries(store, depositsByDigest)].length
  return rows === all.length ? null : `${rows} rows, ${all.length} deposits`
}

function caseViolation({ store }: ReadContext): string | null {
  const all = [...allEntries(store, filings)]
  const lost = all.find(({ id }) => !deposits(store).has(id[0] ?? ''))
  if (lost !== undefined) return `${lost.id.join('/')}: filed and not deposited`
  const ofCases = all.filter(({ value }) => value.caseRef !== null)
  const missing = ofCases.find(({ id, value }) => !depositsOfCase(store).has(value.caseRef ?? '', id[0] ?? ''))
  if (missing !== undefined) return `${missing.id.join('/')}: not found by its case`
  const rows = [...allEntries(store, depositsOfCase)].length
  return rows === ofCases.length ? null : `${rows} rows, ${ofCases.length} deposits of cases`
}

function supersessionViolation({ store }: ReadContext): string | null {
  for (const { value } of allEntries(store, deposits)) {
    if ((value.state === 'SUPERSEDED') !== (value.supersededBy !== null))
      return `${value.depositId}: state and successor`
    if ((value.state === 'REVOKED') !== (value.revocation !== null)) return `${value.depositId}: state and revocation`
    const later = value.supersededBy === null ? undefined : deposits(store).get(value.supersededBy)
    if (value.supersededBy !== null && later?.supersedes !== value.depositId) return `${value.depositId}: successor`
  }
  return null
}

function countViolation({ store }: ReadContext): string | null {
  const raised = new Map<string, number>()
  const ordered = new Map<string, number>()
  const count = (counts: Map<string, number>, [id = '']: readonly string[]): unknown =>
    counts.set(id, (counts.get(id) ?? 0) + 1)
  for (const { id } of allEntries(store, objections)) count(raised, id)
  for (const { id } of allEntries(store, sourceOrders)) count(ordered, id)
  for (const { value } of allEntries(store, deposits)) {
    const { depositId } = value
    if (value.objections !== (raised.get(depositId) ?? 0)) return `${depositId}: objections`
    if (value.orders !== (ordered.get(depositId) ?? 0)) return `${depositId}: orders`
  }
  return null
}

function findingViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, findings)) {
    const found = deposits(store).get(id[0] ?? '')
    if (found === undefined) return `${id.join('/')}: no deposit`
    if (value.objections > found.objections || value.orders > found.orders) return `${id.join('/')}: looks ahead`
  }
  return null
}
