import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import {
  answers,
  dispatches,
  fallbacks,
  logs,
  packets,
  receipts,
  requests,
  subscribedCases,
  subscriptions,
} from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'dispatches-have-their-request', violation: dispatchViolation },
  { name: 'receipts-belong-to-an-answered-packet', violation: receiptViolation },
  { name: 'answers-are-logged', violation: logViolation },
  { name: 'subscription-indices-agree', violation: subscriptionViolation },
  { name: 'open-packets-are-pending', violation: packetViolation },
  { name: 'paper-checks-take-two-persons', violation: fallbackViolation },
]

function dispatchViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, dispatches)) {
    const request = requests(store).get(value.dispatchId)
    if (request?.client !== value.client || id[0] !== value.dispatchId) return `${value.dispatchId}: no request`
    const answeredWithoutReceipt = value.outcome?.kind === 'answered' && !receipts(store).has(value.dispatchId)
    if (answeredWithoutReceipt) return `${value.dispatchId}: answered without receipt`
    const { additions } = value
    if (additions.length > 0 && value.outcome === null) return `${value.dispatchId}: an addition without outcome`
  }
  return null
}

function receiptViolation({ store }: ReadContext): string | null {
  for (const { value } of allEntries(store, receipts)) {
    const { dispatchId, sequence, result } = value
    const packet = dispatches(store)
      .get(dispatchId)
      ?.packets.find((one) => one.sequence === sequence)
    if (packet?.state !== 'acknowledged') return `${dispatchId}: packet ${sequence} is not acknowledged`
    if ((result.finding === null) !== (value.freshUntilMs === null)) return `${dispatchId}: freshness of a refusal`
  }
  return null
}

function logViolation({ store }: ReadContext): string | null {
  for (const { value } of allEntries(store, answers)) {
    const subject = value.result.finding?.serial ?? 'unknown'
    const row = logs(store).get(subject, String(value.result.decidedAtMs).padStart(16, '0'), value.dispatchId)
    if (row?.commitment !== value.question.logCommitment) return `${value.dispatchId}: not logged`
  }
  return null
}

function subscriptionViolation({ store }: ReadContext): string | null {
  const rows = [...allEntries(store, subscriptions)]
  const lost = rows.find(({ value }) => !subscribedCases(store).has(value.client, value.caseRef, value.serial))
  if (lost !== undefined) return `${lost.id.join('/')}: no case row`
  const indexed = [...allEntries(store, subscribedCases)]
  return indexed.length === rows.length ? null : `${rows.length} subscriptions, ${indexed.length} case rows`
}

function packetViolation({ store }: ReadContext): string | null {
  for (const { id, value } of allEntries(store, packets)) {
    if (value.kind !== 'ask') continue
    const packet = dispatches(store)
      .get(value.subject)
      ?.packets.find(({ sequence }) => String(sequence) === id[1])
    if (packet?.state !== 'pending') return `${id.join('/')}: not pending`
  }
  return null
}

function fallbackViolation({ store }: ReadContext): string | null {
  const alone = [...allEntries(store, fallbacks)].find(
    ({ value }) => value.state !== 'RECORDED' && value.ratifiedByPerson === value.recordedByPerson,
  )
  return alone === undefined ? null : `${alone.value.fallbackId}: one person`
}
