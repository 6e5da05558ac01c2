import { enumeration, integer, object, string } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import type { Packet } from '@xiezhi/interchain'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { clientId } from '../../ids.ts'
import { digestOf, trySend } from '../../json-port.ts'
import type { OrderPacket } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { DELIVERY_KINDS, instruments, notices, objections, packets } from '../state.ts'
import { orderInput } from './issue.ts'

export const DELIVERY_TIMEOUT_SECONDS = 3_600
export const DELIVERY_RETRY_MS = 600_000
/** Attempts, two days of them, before a person is asked. */
export const DELIVERY_ATTEMPTS_MAX = 288

const deliverySchema = object({
  kind: enumeration(DELIVERY_KINDS),
  client: clientId,
  /** Id of the instrument, notice or objection. */
  subject: string({ bytesMin: 32, bytesMax: 32 }),
  attempt: integer({ min: 1 }),
})
type Delivery = Infer<typeof deliverySchema>

/** What must arrive and cannot be refused here goes out in the next block, and again until it has arrived. */
export function scheduleDelivery(ctx: TxContext, item: Delivery, afterMs = 0): void {
  ctx.schedule({ module: 'order', kind: 'deliver', atMs: ctx.block.decidedAtMs + afterMs, item })
}

/** Due effect: one attempt. */
export function deliver(ports: OrderPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const delivery = deliverySchema.parse(item)
    const packet = packetOf(ctx, delivery)
    if (packet === undefined) return
    const { client, kind, subject, attempt } = delivery
    const timeoutSeconds = Math.floor(ctx.block.timeMs / 1_000) + DELIVERY_TIMEOUT_SECONDS
    const sequence = trySend(ctx, ports.sender, orderInput(client, timeoutSeconds, packet))
    if (sequence === undefined) retry(ctx, ports, delivery, DELIVERY_RETRY_MS)
    else packets(ctx.store).set([client, String(sequence)], { kind, subject, attempt })
  }
}

function packetOf({ store }: ReadContext, { kind, client, subject }: Delivery): OrderPacket | undefined {
  if (kind === 'notice') {
    const notice = notices(store).get(client, subject)
    return notice === undefined ? undefined : { kind, notice }
  }
  if (kind === 'objection' || kind === 'objection-answer') {
    const { objection, answer } = objections(store).get(client, subject) ?? {}
    if (kind === 'objection') return objection === undefined ? undefined : { kind, objection }
    return answer == null ? undefined : { kind, answer }
  }
  const revocation = instruments(store).get(subject)?.revocation ?? null
  return revocation === null ? undefined : { kind, instrumentId: subject, revokedAtMs: revocation.atMs }
}

/** The packet of what goes out until it has arrived has ended; false: it carried an order. */
export function endDelivery(
  ctx: TxContext,
  ports: OrderPorts,
  { sourceClient: client, sequence }: Packet,
  end: 'success' | 'error' | 'timeout',
): boolean {
  const row = packets(ctx.store).get(client, String(sequence))
  if (row === undefined || row.kind === 'order') return false
  packets(ctx.store).delete(client, String(sequence))
  const { kind, subject, attempt } = row
  const delivery = { kind, client, subject, attempt }
  if (end === 'timeout') retry(ctx, ports, delivery, 0)
  else if (end === 'error') giveUp(ctx, ports, delivery)
  return true
}

function retry(ctx: TxContext, ports: OrderPorts, delivery: Delivery, afterMs: number): void {
  if (delivery.attempt >= DELIVERY_ATTEMPTS_MAX) giveUp(ctx, ports, delivery)
  else scheduleDelivery(ctx, { ...delivery, attempt: delivery.attempt + 1 }, afterMs)
}

function giveUp(ctx: TxContext, ports: OrderPorts, { kind, client, subject }: Delivery): void {
  ports.raiseAlarm(ctx, {
    alarmId: `${kind}-${digestOf(ctx, { client, subject }).slice(7, 39)}`,
    kind: 'ORDER_UNPROVEN',
    owner: kind === 'revoke' || kind === 'objection-answer' ? 'COURT_JUDGE' : 'SUPERVISOR',
    subject: `${client} ${subject}`,
  })
}
