import { encodeCanonical, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Schema } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import { civilDateOf } from '../ids.ts'
import { decodeJson, digestOf } from '../json-port.ts'
import { errors } from './errors.ts'
import type { OrderPorts } from './ports.ts'
import {
  bookedLate,
  halts,
  inbox,
  instruments,
  notices,
  objections,
  openByInstrument,
  orders,
  received,
  revoked,
} from './state.ts'
import type {
  Effect,
  Instrument,
  InstrumentHead,
  MeasureFact,
  Notice,
  ObjectionAnswer,
  Order,
  Received,
  Result,
} from './state.ts'

export const ORDER_PORT = 'xz.order.v1'

export function instrumentOf(ctx: ReadContext, instrumentId: string): Instrument | undefined {
  return instruments(ctx.store).get(instrumentId)
}

export function orderOf(ctx: ReadContext, orderId: string): Order | undefined {
  return orders(ctx.store).get(orderId)
}

/** An order of another zone, open or answered. */
export function receivedOf(ctx: ReadContext, client: string, orderId: string): Received | undefined {
  return received(ctx.store).get(client, orderId)
}

/** The `n`th order of an instrument: known before it is sent, the same for whoever knows the instrument. */
export function orderIdOf(ctx: ReadContext, instrumentId: string, n: number): string {
  return `${hexEncode(ctx.crypto.sha256(utf8Encode(`xiezhi/order/v1/${instrumentId}`)))}-${n}`
}

/** What the instrument signs of one order: to whom, and with what effect. */
export function effectDigest(
  ctx: ReadContext,
  { institution, effect }: { readonly institution: string; readonly effect: Effect },
): string {
  return digestOf(ctx, { institution, effect })
}

/** @throws ContractError EffectsHalted */
export function requireRunning(ctx: ReadContext): void {
  const halt = halts(ctx.store).get('state')
  ensure(halt?.halted !== true, errors.EffectsHalted, { sinceMs: halt?.sinceMs, reason: halt?.reason })
}

/** The instrument as the receiver knows it: in force on the day, and not revoked. @throws ContractError */
export function requireInForce(ctx: ReadContext, client: string, head: InstrumentHead): void {
  const { instrumentId, validFrom, validTo } = head
  const end = revoked(ctx.store).get(client, instrumentId)
  ensure(end === undefined, errors.InstrumentRevoked, { instrumentId, revokedAtMs: end?.revokedAtMs })
  requireValid(ctx, { validFrom, validTo })
}

/** The day of the block lies in the term of an instrument. @throws ContractError InstrumentNotInForce */
export function requireValid(
  ctx: ReadContext,
  { validFrom, validTo }: Pick<InstrumentHead, 'validFrom' | 'validTo'>,
): void {
  const today = civilDateOf(ctx.block.decidedAtMs)
  const inForce = validFrom <= today && (validTo === null || today <= validTo)
  ensure(inForce, errors.InstrumentNotInForce, { validFrom, validTo, today })
}

/** An order in the inbox of an institution that it has not answered. @throws ContractError OrderUnknown, OrderAnswered */
export function requireOpen(ctx: ReadContext, institution: string, client: string, orderId: string): Received {
  const order = received(ctx.store).get(client, orderId)
  ensure(order !== undefined, errors.OrderUnknown, { orderId })
  ensure(order.institution === institution, errors.OtherOrganisation, { institution: order.institution })
  ensure(order.result === null, errors.OrderAnswered, { state: order.state })
  return order
}

/**
 * An order that its institution has taken on and may carry out now.
 * @throws ContractError OrderUnknown, OtherOrganisation, OrderAnswered, OrderNotAccepted, InstrumentRevoked,
 * InstrumentNotInForce, EffectsHalted
 */
export function requireAccepted(ctx: CheckContext, institution: string, client: string, orderId: string): Received {
  const order = requireOpen(ctx, institution, client, orderId)
  ensure(order.state === 'ACCEPTED', errors.OrderNotAccepted, { state: order.state })
  requireInForce(ctx, client, order.instrument)
  requireRunning(ctx)
  return order
}

export interface Booked {
  readonly order: Received
  /** A revocation stopped it then, after it had been taken on; null: it may be carried out now. */
  readonly stoppedAtMs: number | null
}

/**
 * An order that its institution may carry out now, or had taken on when a revocation stopped it: what the core system had
 * booked by then is recorded once, truthfully, and is not an answer.
 * @throws ContractError as `requireAccepted`
 */
export function requireBooked(ctx: CheckContext, institution: string, client: string, orderId: string): Booked {
  const order = received(ctx.store).get(client, orderId)
  const stopped = order?.result?.code === 'INSTRUMENT_REVOKED' && order.rungs.some(({ rung }) => rung === 'accepted')
  if (order?.institution !== institution || !stopped || bookedLate(ctx.store).has(client, orderId)) {
    return { order: requireAccepted(ctx, institution, client, orderId), stoppedAtMs: null }
  }
  return { order, stoppedAtMs: order.result.decidedAtMs }
}

/** A stopped order had been carried out by then: the court is told, and an alarm there asks for its end. Does not refuse. */
export function recordLateBooking(
  ctx: TxContext,
  { client, orderId }: Pick<Received, 'client' | 'orderId'>,
  measure: MeasureFact,
  annexDigest: string | null,
): void {
  bookedLate(ctx.store).set([client, orderId], { measureId: measure.measureId, atMs: ctx.block.decidedAtMs })
  ctx.emit({ type: 'LateBookingRecorded', data: { client, orderId, measureId: measure.measureId } })
  tellCourt(ctx, client, { orderId, event: 'BOOKED_LATE', measure, digest: annexDigest })
}

/** The court's decision on an objection goes back to the institution that raised it. Does not refuse. */
export function answerObjection(ctx: TxContext, client: string, answered: Omit<ObjectionAnswer, 'decidedAtMs'>): void {
  const { objectionId } = answered
  const row = objections(ctx.store).get(client, objectionId)
  if (row === undefined) return
  const atMs = ctx.block.decidedAtMs
  objections(ctx.store).set([client, objectionId], { ...row, answer: { ...answered, decidedAtMs: atMs } })
  ctx.schedule({
    module: 'order',
    kind: 'deliver',
    atMs,
    item: { kind: 'objection-answer', client, subject: objectionId, attempt: 1 },
  })
}

/** Name of an alarm about an order; orders of one instrument differ in their number alone. */
export function alarmIdOf(about: 'outcome' | 'rejected' | 'booked', orderId: string): string {
  const [id = '', n = ''] = orderId.split('-')
  return `${about}-${id.slice(0, 40)}-${n}`
}

/** Bytes of an answer, the acknowledgement of every packet that brought the order. */
export function ackOf({ orderId, requestDigest, receivedAtMs }: Received, result: Result): Uint8Array {
  return encodeCanonical({ orderId, requestDigest, receivedAtMs, result })
}

/** Answers an order of another zone: the record is complete, and its packets are acknowledged. Does not refuse. */
export function answerOrder(
  ctx: TxContext,
  { acknowledger }: Pick<OrderPorts, 'acknowledger'>,
  order: Received,
  facts: Omit<Result, 'decidedAtMs' | 'height'>,
): void {
  const { client, orderId, institution, instrument, sequences } = order
  const { decidedAtMs, height } = ctx.block
  const result: Result = { ...facts, decidedAtMs, height }
  received(ctx.store).set([client, orderId], { ...order, state: result.kind, result })
  inbox(ctx.store).delete(institution, client, orderId)
  openByInstrument(ctx.store).delete(client, instrument.instrumentId, orderId)
  const bytes = ackOf(order, result)
  for (const sequence of sequences) acknowledger.writeAcknowledgement(ctx, client, sequence, bytes)
  ctx.emit({ type: 'OrderAnswered', data: { client, orderId, kind: result.kind, code: result.code } })
}

/** Tells the court of an order what became of its measure later. Sent in the blocks that follow; does not refuse. */
export function tellCourt(ctx: TxContext, client: string, notice: Omit<Notice, 'noticeId' | 'atMs'>): void {
  const atMs = ctx.block.decidedAtMs
  const noticeId = digestOf(ctx, { client, ...notice, atMs }).slice(7, 39)
  notices(ctx.store).set([client, noticeId], { noticeId, atMs, ...notice })
  ctx.schedule({
    module: 'order',
    kind: 'deliver',
    atMs,
    item: { kind: 'notice', client, subject: noticeId, attempt: 1 },
  })
}

/** Canonical JSON under a schema. @throws ContractError PacketMalformed */
export function decodePacket<T>(schema: Schema<T>, bytes: Uint8Array): T {
  return decodeJson(errors.PacketMalformed, schema, bytes)
}
