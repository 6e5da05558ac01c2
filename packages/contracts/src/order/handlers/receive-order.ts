import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import type { Packet, ReceiveResult } from '@xiezhi/interchain'
import { PACKETS_PER_DISPATCH_MAX } from '../../dispatch-ledger.ts'
import { digestOf } from '../../json-port.ts'
import { ackOf } from '../api.ts'
import { errors } from '../errors.ts'
import type { OrderPacket } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { inbox, openByInstrument, received } from '../state.ts'
import type { Received, Result } from '../state.ts'
import { rejectionBy } from './instrument-bearing.ts'
import type { Rejection } from './instrument-bearing.ts'
import { decideOrder } from './order-policy.ts'

type Packed = Extract<OrderPacket, { kind: 'order' }>

/**
 * Takes an order into the inbox of its institution, or rejects it at once: by policy, or because its instrument does not
 * bear it (rule X-70). One order id is one order: the same again waits for, or gets, the same answer.
 */
export function receiveOrder(
  ctx: TxContext,
  ports: OrderPorts,
  { destinationClient: client, sequence }: Packet,
  packed: Packed,
): ReceiveResult {
  const { orderId, institution, effect, annexDigest, relation, deadlineMs, instrument } = packed
  const content = { orderId, institution, effect, annexDigest, relation, deadlineMs, instrument }
  const requestDigest = digestOf(ctx, packed)
  const known = received(ctx.store).get(client, orderId)
  if (known !== undefined) return again(ctx, client, known, { requestDigest, sequence })
  const access = decideOrder(ctx, ports, { ...content, client, asset: effect.asset })
  const rejection =
    access.refusal === null ? rejectionBy(ctx, ports, client, content) : { code: access.refusal, rule: 'X-70' }
  const order: Received = {
    ...content,
    client,
    requestDigest,
    sequences: [sequence],
    state: 'RECEIVED',
    rungs: [{ rung: 'delivered', atMs: ctx.block.decidedAtMs }],
    result: null,
    policyId: access.policyId,
    policyVersion: access.policyVersion,
    receivedAtMs: ctx.block.decidedAtMs,
    height: ctx.block.height,
  }
  if (rejection !== null) return reject(ctx, order, rejection)
  received(ctx.store).set([client, orderId], order)
  inbox(ctx.store).set([institution, client, orderId], order.receivedAtMs)
  openByInstrument(ctx.store).set([client, instrument.instrumentId, orderId], order.receivedAtMs)
  ctx.emit({ type: 'OrderReceived', data: { client, orderId, institution } })
  ports.onReceived(ctx, order)
  return { kind: 'later' }
}

function again(
  ctx: TxContext,
  client: string,
  known: Received,
  { requestDigest, sequence }: { readonly requestDigest: string; readonly sequence: number },
): ReceiveResult {
  const { orderId, result, sequences } = known
  ensure(known.requestDigest === requestDigest, errors.OrderReused, { orderId })
  if (result !== null) return { kind: 'answered', acknowledgement: ackOf(known, result) }
  const packetsMax = PACKETS_PER_DISPATCH_MAX
  ensure(sequences.length < packetsMax, errors.PacketLimit, { packetsMax })
  received(ctx.store).set([client, orderId], { ...known, sequences: [...sequences, sequence] })
  return { kind: 'later' }
}

function reject(ctx: TxContext, order: Received, { code, rule }: Rejection): ReceiveResult {
  const { decidedAtMs, height } = ctx.block
  const facts = { measure: null, amount: null, annexDigest: null, decidedAtMs, height }
  const result: Result = { kind: 'REJECTED', code, rule, ...facts }
  received(ctx.store).set([order.client, order.orderId], { ...order, state: 'REJECTED', result })
  ctx.emit({ type: 'OrderRejected', data: { client: order.client, orderId: order.orderId, code } })
  return { kind: 'answered', acknowledgement: ackOf(order, result) }
}
