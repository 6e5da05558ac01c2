import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import {
  assetOfMeasure,
  contested,
  controlOfMeasure,
  controls,
  enforcements,
  LIVE_STATES,
  measuresOfAsset,
  objections,
  openProposals,
  openTransfers,
  openWrongs,
  preservations,
  proposals,
  transfers,
  wrongs,
} from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'controls-have-their-case', violation: controlViolation },
  { name: 'measure-index-is-controls', violation: measureViolation },
  { name: 'closed-cases-withhold-nothing', violation: closedViolation },
  { name: 'signed-proposals-name-their-instrument', violation: proposalViolation },
  { name: 'open-matters-are-found', violation: mattersViolation },
  { name: 'assets-are-measures', violation: assetViolation },
]

function controlViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, controls)) {
    if (!enforcements(store).has(value.caseRef) && !preservations(store).has(value.caseRef))
      return `${id.join('/')}: no case`
    const stands = value.state !== 'ORDERED' && value.state !== 'REJECTED' && value.state !== 'FAILED'
    if (stands !== (value.measureId !== null)) return `${id.join('/')}: ${value.state} and measure`
  }
  return null
}

function measureViolation({ store }: ReadContext): string | null {
  const rows = [...allEntries(store, controlOfMeasure)]
  const lost = rows.find(({ id, value }) => controls(store).get(value.caseRef, value.orderId)?.measureId !== id[0])
  if (lost !== undefined) return `${lost.id.join('/')}: no control`
  const standing = [...allEntries(store, controls)].filter(({ value }) => value.measureId !== null).length
  return rows.length === standing ? null : `${rows.length} rows, ${standing} measures`
}

function closedViolation({ store }: ReadContext): string | null {
  for (const { value } of allEntries(store, controls)) {
    const closed = enforcements(store).get(value.caseRef)?.state === 'CLOSED'
    if (closed && LIVE_STATES.includes(value.state)) return `${value.caseRef}: closed, and ${value.state}`
  }
  return null
}

function proposalViolation({ store }: ReadContext): string | null {
  let open = 0
  for (const { id, value } of allEntries(store, proposals)) {
    if ((value.state === 'SIGNED') !== (value.instrumentId !== null)) return `${id.join('/')}: instrument`
    if ((value.state === 'DISMISSED') !== (value.dismissal !== null)) return `${id.join('/')}: dismissal`
    if ((value.state === 'OPEN') !== (value.endedAtMs === null)) return `${id.join('/')}: end`
    if (value.state !== 'OPEN') continue
    open += 1
    const { caseRef, measureId, kind, proposalId } = value
    if (openProposals(store).get(caseRef, measureId, kind) !== proposalId) return `${id.join('/')}: not in the index`
  }
  const rows = [...allEntries(store, openProposals)].length
  return rows === open ? null : `${rows} rows, ${open} open proposals`
}

/** What blocks a disposal, a transfer or the closing is exactly what is open. */
function mattersViolation({ store }: ReadContext): string | null {
  const counts = [
    [
      [...allEntries(store, contested)].filter(
        ({ id, value }) => objections(store).get(value, id[1] ?? '')?.state === 'OPEN',
      ).length,
      [...allEntries(store, contested)].length,
      [...allEntries(store, objections)].filter(({ value }) => value.kind === 'THIRD_PARTY' && value.state === 'OPEN')
        .length,
    ],
    [
      [...allEntries(store, openWrongs)].filter(
        ({ id, value }) => wrongs(store).get(id[0] ?? '', value)?.state === 'FOUND',
      ).length,
      [...allEntries(store, openWrongs)].length,
      [...allEntries(store, wrongs)].filter(({ value }) => value.state === 'FOUND').length,
    ],
  ]
  const odd = counts.find(([found, rows, open]) => found !== rows || rows !== open)
  if (odd !== undefined) return `${odd.join(', ')}: rows and open matters`
  for (const { id, value } of allEntries(store, openTransfers)) {
    const transfer = transfers(store).get(value)
    if (transfer?.from.measureId !== id[0] || transfer?.state === 'GRANTED') return `${id.join('/')}: no open transfer`
  }
  return null
}

/** Both indexes of assets say the same of each measure. */
function assetViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, measuresOfAsset)) {
    const [institution, assetKey, measureId = ''] = id
    const found = assetOfMeasure(store).get(measureId)
    if (found?.institution !== institution || found?.assetKey !== assetKey) return `${measureId}: asset`
    if (controls(store).get(value.caseRef, value.orderId)?.measureId !== measureId) return `${measureId}: no control`
  }
  const rows = [[...allEntries(store, measuresOfAsset)].length, [...allEntries(store, assetOfMeasure)].length]
  return rows[0] === rows[1] ? null : `${rows.join(' and ')} rows`
}
