import { integer, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Packet } from '@xiezhi/interchain'
import type { TxContext } from '@xiezhi/kernel'
import { caseReference, clientId } from '../../ids.ts'
import { raiseAlarm } from '../api.ts'
import type { QueryPorts } from '../ports.ts'
import { askedCases, closedCases, packets, subscribedCases, subscriptions } from '../state.ts'
import { trySend } from '../../json-port.ts'
import { questionInput } from './ask.ts'

export const UNSUBSCRIBE_TIMEOUT_SECONDS = 3_600
export const UNSUBSCRIBE_RETRY_MS = 3_600_000
export const UNSUBSCRIBE_ATTEMPTS_MAX = 72
/** Lawyers of one case whose subscriptions one packet ends. */
export const SERIALS_PER_CASE_MAX = 128

const itemSchema = object({ client: clientId, caseRef: caseReference, attempt: integer({ min: 1 }) })

/** Due effect: tells the other zone that a case has closed; repeated while the client cannot send. */
export function sendUnsubscribe(ports: QueryPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const { client, caseRef, attempt } = itemSchema.parse(item)
    if (!askedCases(ctx.store).has(caseRef, client)) return
    const timeoutSeconds = Math.floor(ctx.block.timeMs / 1_000) + UNSUBSCRIBE_TIMEOUT_SECONDS
    const input = questionInput(client, timeoutSeconds, { kind: 'unsubscribe', caseRef })
    const sequence = trySend(ctx, ports.sender, input)
    if (sequence !== undefined) {
      packets(ctx.store).set([client, String(sequence)], {
        kind: 'unsubscribe',
        subject: caseRef,
        caseRefs: [],
        attempt,
      })
    } else retry(ctx, client, caseRef, attempt)
  }
}

function retry(ctx: TxContext, client: string, caseRef: string, attempt: number): void {
  if (attempt >= UNSUBSCRIBE_ATTEMPTS_MAX) {
    raiseFailed(ctx, client, caseRef)
    return
  }
  ctx.schedule({
    module: 'query',
    kind: 'unsubscribe',
    atMs: ctx.block.decidedAtMs + UNSUBSCRIBE_RETRY_MS,
    item: { client, caseRef, attempt: attempt + 1 },
  })
}

function raiseFailed(ctx: TxContext, client: string, caseRef: string): void {
  raiseAlarm(ctx, {
    alarmId: `unsubscribe-${caseRef}`,
    kind: 'UNSUBSCRIBE_FAILED',
    owner: 'COURT_CLERK',
    subject: `${client} ${caseRef}`,
  })
}

/** At the bureau: ends the pushing for a closed case, now and for questions that arrive later. */
export function receiveUnsubscribe(ctx: TxContext, client: string, caseRef: string): void {
  const rows = subscribedCases(ctx.store).list({ under: [client, caseRef], limit: SERIALS_PER_CASE_MAX })
  for (const { id } of rows) {
    const [, , serial = ''] = id
    subscriptions(ctx.store).delete(serial, client, caseRef)
    subscribedCases(ctx.store).delete(client, caseRef, serial)
  }
  closedCases(ctx.store).set([client, caseRef], { atMs: ctx.block.decidedAtMs })
  ctx.emit({ type: 'SubscriptionsEnded', data: { client, caseRef, ended: rows.length } })
}

/** The packet has ended. Returns whether it was one of these. */
export function endUnsubscribe(ctx: TxContext, packet: Packet, end: 'success' | 'error' | 'timeout'): boolean {
  const { sourceClient: client, sequence } = packet
  const row = packets(ctx.store).get(client, String(sequence))
  if (row?.kind !== 'unsubscribe') return false
  packets(ctx.store).delete(client, String(sequence))
  if (end === 'success') askedCases(ctx.store).delete(row.subject, client)
  else if (end === 'error') raiseFailed(ctx, client, row.subject)
  else retry(ctx, client, row.subject, row.attempt)
  return true
}
