import { integer, object } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import type { Packet } from '@xiezhi/interchain'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { answered, proved, storeDispatch, undeliveredAtMs, withPacket } from '../../dispatch-ledger.ts'
import { actId, digest } from '../../ids.ts'
import { digestOf } from '../../json-port.ts'
import { alarmIdOf, decodePacket } from '../api.ts'
import { errors } from '../errors.ts'
import type { OrderPorts } from '../ports.ts'
import { dispatches, orders, packets, resultSchema } from '../state.ts'
import type { Dispatch, Order, Result, Rung } from '../state.ts'

const ackSchema = object({
  orderId: actId,
  requestDigest: digest,
  receivedAtMs: integer({ min: 0 }),
  result: resultSchema,
})
type Ack = Infer<typeof ackSchema>

const RUNG_OF: Readonly<Record<Result['kind'], Rung>> = {
  REJECTED: 'rejected',
  FULFILLED: 'fulfilled',
  PARTIAL: 'partial',
  FAILED: 'failed',
}

/**
 * The proved answer to an order: the record is complete, the ladder too, and the case is told. It is the only one: no
 * packet goes out while another is on its way, and none after the answer.
 */
export function receiveResult(ctx: TxContext, ports: OrderPorts, packet: Packet, bytes: Uint8Array): void {
  const found = takeOpen(ctx, packet)
  if (found === undefined) return
  const { order, dispatch } = found
  const { sequence } = packet
  const read = ctx.attempt(() => readAck(order, bytes))
  if (!read.ok) {
    refuse(ctx, ports, found, sequence)
    return
  }
  const { result, receivedAtMs } = read.value
  const atMs = ctx.block.decidedAtMs
  const ladder = [
    ...dispatch.ladder,
    ...(dispatch.ladder.some(({ rung }) => rung === 'delivered')
      ? []
      : [{ rung: 'delivered' as const, atMs: receivedAtMs, sequence }]),
    { rung: RUNG_OF[result.kind], atMs: result.decidedAtMs, sequence },
  ]
  const verified = withPacket({ ...dispatch, ladder }, sequence, {
    state: 'acknowledged',
    rungs: ['feedback-verified'],
    atMs,
  })
  storeDispatch(ctx, dispatches, dispatch, answered(verified, result.decidedAtMs, receivedAtMs))
  const ended: Order = { ...order, state: result.kind, result, ackDigest: digestOf(ctx, bytes), resultAtMs: atMs }
  orders(ctx.store).set(order.orderId, ended)
  ctx.emit({ type: 'OrderEnded', data: { orderId: order.orderId, state: ended.state, code: result.code } })
  if (result.kind === 'REJECTED') tellRejected(ctx, ports, order, result.code)
  // The answer stands whatever the case makes of it.
  ctx.attempt((inner) => {
    ports.onResult(inner, ended)
  })
}

/** The other zone refused the packet's form: all its writes were dropped. */
export function receiveError(ctx: TxContext, ports: OrderPorts, packet: Packet): void {
  const found = takeOpen(ctx, packet)
  if (found !== undefined) refuse(ctx, ports, found, packet.sequence)
}

/** The packet was proved not to have arrived. */
export function receiveTimeout(ctx: TxContext, ports: OrderPorts, packet: Packet): void {
  const found = takeOpen(ctx, packet)
  if (found === undefined) return
  const { dispatch } = found
  const atMs = ctx.block.decidedAtMs
  const ended = withPacket(dispatch, packet.sequence, { state: 'timed-out', rungs: ['timed-out'], atMs })
  const undelivered = undeliveredAtMs(ctx, ports.clients, ended)
  const after = undelivered === undefined ? ended : proved(ended, 'undelivered', undelivered)
  storeDispatch(ctx, dispatches, dispatch, after)
}

interface Open {
  readonly order: Order
  readonly dispatch: Dispatch
}

/** The order of a packet that has ended; the row that leads to it is no longer needed. */
function takeOpen(ctx: TxContext, { sourceClient, sequence }: Packet): Open | undefined {
  const row = packets(ctx.store).get(sourceClient, String(sequence))
  if (row?.kind !== 'order') return undefined
  packets(ctx.store).delete(sourceClient, String(sequence))
  const [order, dispatch] = [orders(ctx.store).get(row.subject), dispatches(ctx.store).get(row.subject)]
  return order === undefined || dispatch === undefined ? undefined : { order, dispatch }
}

function readAck({ orderId, requestDigest }: Order, bytes: Uint8Array): Ack {
  const ack = decodePacket(ackSchema, bytes)
  ensure(ack.orderId === orderId && ack.requestDigest === requestDigest, errors.PacketMalformed, { orderId })
  return ack
}

function refuse(ctx: TxContext, ports: OrderPorts, { order, dispatch }: Open, sequence: number): void {
  const atMs = ctx.block.decidedAtMs
  const after = withPacket(dispatch, sequence, { state: 'error', rungs: ['delivered', 'refused'], atMs })
  storeDispatch(ctx, dispatches, dispatch, after)
  orders(ctx.store).set(order.orderId, { ...order, state: 'REFUSED', resultAtMs: atMs })
  tellRejected(ctx, ports, order)
}

function tellRejected(ctx: TxContext, ports: OrderPorts, { orderId }: Order, code: string | null = null): void {
  // G31-06: the judge who revoked sees which orders the revocation has stopped.
  const isRevoked = code === 'INSTRUMENT_REVOKED'
  ports.raiseAlarm(ctx, {
    alarmId: alarmIdOf('rejected', orderId),
    kind: isRevoked ? 'ORDER_REVOKED' : 'ORDER_REJECTED',
    owner: isRevoked ? 'COURT_JUDGE' : 'COURT_ENFORCER',
    subject: orderId,
  })
}
