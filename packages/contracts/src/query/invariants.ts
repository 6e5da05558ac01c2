import type { Invariant, ReadContext } from '@xiezhi/kernel'
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

/** Records looked at by one run, in key order. */
const RECORDS_MAX = 1_000_000

export const invariants: readonly Invariant[] = [
  { name: 'dispatches-have-their-request', violation: dispatchViolation },
  { name: 'receipts-belong-to-an-answered-packet', violation: receiptViolation },
  { name: 'answers-are-logged', violation: logViolation },
  { name: 'subscription-indices-agree', violation: subscriptionViolation },
  { name: 'open-packets-are-pending', violation: packetViolation },
  { name: 'paper-checks-take-two-persons', violation: fallbackViolation },
]

function dispatchViolation({ store }: ReadContext): string | null {
  for (const { id, value } of dispatches(store).list({ limit: RECORDS_MAX })) {
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
  for (const { value } of receipts(store).list({ limit: RECORDS_MAX })) {
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
  for (const { value } of answers(store).list({ limit: RECORDS_MAX })) {
    const subject = value.result.finding?.serial ?? 'unknown'
    const row = logs(store).get(subject, String(value.result.decidedAtMs).padStart(16, '0'), value.dispatchId)
    if (row?.commitment !== value.question.logCommitment) return `${value.dispatchId}: not logged`
  }
  return null
}

function subscriptionViolation({ store }: ReadContext): string | null {
  const rows = subscriptions(store).list({ limit: RECORDS_MAX })
  const lost = rows.find(({ value }) => !subscribedCases(store).has(value.client, value.caseRef, value.serial))
  if (lost !== undefined) return `${lost.id.join('/')}: no case row`
  const indexed = subscribedCases(store).list({ limit: RECORDS_MAX })
  return indexed.length === rows.length ? null : `${rows.length} subscriptions, ${indexed.length} case rows`
}

function packetViolation({ store }: ReadContext): string | null {
  for (const { id, value } of packets(store).list({ limit: RECORDS_MAX })) {
    if (value.kind !== 'ask') continue
    const packet = dispatches(store)
      .get(value.subject)
      ?.packets.find(({ sequence }) => String(sequence) === id[1])
    if (packet?.state !== 'pending') return `${id.join('/')}: not pending`
  }
  return null
}

function fallbackViolation({ store }: ReadContext): string | null {
  const alone = fallbacks(store)
    .list({ limit: RECORDS_MAX })
    .find(({ value }) => value.state !== 'RECORDED' && value.ratifiedByPerson === value.recordedByPerson)
  return alone === undefined ? null : `${alone.value.fallbackId}: one person`
}
