import { array, integer, nullable, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Packet } from '@xiezhi/interchain'
import type { TxContext } from '@xiezhi/kernel'
import { caseReference, clientId, shortId } from '../../ids.ts'
import { jsonInput, trySend } from '../../json-port.ts'
import { NOTICE_PORT, raiseAlarm } from '../api.ts'
import { CASES_PER_NOTICE_MAX } from '../messages.ts'
import type { NoticePacket } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { notices, packets, subscriptions } from '../state.ts'

/** Subscriptions that one run looks at; the next page runs in the next block. */
export const SUBSCRIPTIONS_PER_RUN_MAX = CASES_PER_NOTICE_MAX
export const NOTICE_TIMEOUT_SECONDS = 3_600
export const NOTICE_RETRY_MS = 600_000
/** Attempts at one notice, two days of them, before a person is asked. */
export const NOTICE_ATTEMPTS_MAX = 288

const after = nullable(array(shortId, { min: 2, max: 2 }))
const notifySchema = object({ eventId: shortId, after })
const deliverSchema = object({
  eventId: shortId,
  client: clientId,
  caseRefs: array(caseReference, { min: 1, max: CASES_PER_NOTICE_MAX }),
  attempt: integer({ min: 1 }),
})
type Delivery = ReturnType<typeof deliverSchema.parse>

/** Due effect: one page of the subscribers of an event, one packet a client. */
export function notify(ports: QueryPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const { eventId, after: last } = notifySchema.parse(item)
    const notice = notices(ctx.store).get(eventId)
    if (notice === undefined) return
    const page = subscriptions(ctx.store).list({
      under: [notice.serial],
      limit: SUBSCRIPTIONS_PER_RUN_MAX,
      ...(last === null ? {} : { after: [notice.serial, ...last] }),
    })
    const casesOf = new Map<string, string[]>()
    for (const { value } of page) casesOf.set(value.client, [...(casesOf.get(value.client) ?? []), value.caseRef])
    for (const [client, caseRefs] of casesOf) deliver(ctx, ports, { eventId, client, caseRefs, attempt: 1 })
    const end = page.at(-1)?.value
    if (page.length < SUBSCRIPTIONS_PER_RUN_MAX || end === undefined) return
    ctx.schedule({
      module: 'query',
      kind: 'notify',
      atMs: ctx.block.decidedAtMs,
      item: { eventId, after: [end.client, end.caseRef] },
    })
  }
}

/** Due effect: another attempt at one packet. */
export function redeliver(ports: QueryPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    deliver(ctx, ports, deliverSchema.parse(item))
  }
}

function deliver(ctx: TxContext, ports: QueryPorts, delivery: Delivery): void {
  const { eventId, client, caseRefs, attempt } = delivery
  const notice = notices(ctx.store).get(eventId)
  if (notice === undefined) return
  const packet: NoticePacket = { notice, caseRefs }
  const timeoutSeconds = Math.floor(ctx.block.timeMs / 1_000) + NOTICE_TIMEOUT_SECONDS
  const sequence = trySend(ctx, ports.sender, jsonInput(NOTICE_PORT, client, timeoutSeconds, packet))
  if (sequence === undefined) {
    retry(ctx, delivery, NOTICE_RETRY_MS)
    return
  }
  packets(ctx.store).set([client, String(sequence)], { kind: 'notice', subject: eventId, caseRefs, attempt })
  ctx.emit({ type: 'NoticeSent', data: { eventId, client, sequence, attempt } })
}

function retry(ctx: TxContext, delivery: Delivery, afterMs: number): void {
  const { eventId, client, attempt } = delivery
  if (attempt >= NOTICE_ATTEMPTS_MAX) {
    raiseUndelivered(ctx, client, eventId)
    return
  }
  const item = { ...delivery, attempt: attempt + 1 }
  ctx.schedule({ module: 'query', kind: 'redeliver', atMs: ctx.block.decidedAtMs + afterMs, item })
}

function raiseUndelivered(ctx: TxContext, client: string, eventId: string): void {
  raiseAlarm(ctx, {
    alarmId: `notice-${client.slice(-20)}-${eventId}`,
    kind: 'NOTICE_UNDELIVERED',
    owner: 'JUSTICE_BUREAU',
    subject: `${client} ${eventId}`,
  })
}

/** A notice's packet has ended: delivered, refused, or timed out and to be sent again. */
export function endNotice(ctx: TxContext, packet: Packet, end: 'success' | 'error' | 'timeout'): void {
  const { sourceClient: client, sequence } = packet
  const row = packets(ctx.store).get(client, String(sequence))
  if (row?.kind !== 'notice') return
  packets(ctx.store).delete(client, String(sequence))
  const { subject: eventId, caseRefs, attempt } = row
  if (end === 'success') ctx.emit({ type: 'NoticeDelivered', data: { eventId, client, sequence } })
  else if (end === 'error') raiseUndelivered(ctx, client, eventId)
  else retry(ctx, { eventId, client, caseRefs, attempt }, 0)
}
