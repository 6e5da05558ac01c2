import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { PACKETS_PER_DISPATCH_MAX, storeDispatch } from '../../dispatch-ledger.ts'
import { requireRunning } from '../api.ts'
import { errors } from '../errors.ts'
import { resendSchema } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { dispatches, orders, packets } from '../state.ts'
import { orderInput, packetOf } from './issue.ts'
import { requireSent } from './require-order.ts'

/** Sends the same bytes again once no packet of the order is on its way; the receiver carries one order out once. */
export function resend(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/Resend',
    schema: resendSchema,
    subject: ({ orderId }) => orderId,
    check(ctx, { orderId, timeoutSeconds }) {
      const actor = ports.requireRole(ctx, ['COURT_ENFORCER', 'COURT_JUDGE'])
      requireRunning(ctx)
      const { order, dispatch, instrument } = requireSent(ctx, orderId)
      const { organisation, state } = instrument
      ensure(organisation === actor.organisation, errors.OtherOrganisation, { organisation })
      ensure(order.result === null, errors.OrderAnswered, { state: order.state })
      ensure(state === 'IN_FORCE', errors.InstrumentRevoked, { instrumentId: instrument.instrumentId })
      const pending = dispatch.packets.find((packet) => packet.state === 'pending')
      ensure(pending === undefined, errors.PacketPending, { sequence: pending?.sequence })
      const packetsMax = PACKETS_PER_DISPATCH_MAX
      ensure(dispatch.packets.length < packetsMax, errors.PacketLimit, { packetsMax })
      const input = orderInput(order.client, timeoutSeconds, packetOf(order, instrument))
      return { order, dispatch, plan: ports.sender.checkSend(ctx, input) }
    },
    execute(ctx, { orderId, timeoutSeconds }, { order, dispatch, plan }) {
      const { client } = dispatch
      const { sequence, packetHash } = ports.sender.send(ctx, plan)
      const attempt = dispatch.packets.length + 1
      packets(ctx.store).set([client, String(sequence)], { kind: 'order', subject: orderId, attempt })
      // A refusal of the form ended a packet; the order is on its way again.
      orders(ctx.store).set(orderId, { ...order, state: 'SENT', resultAtMs: null })
      storeDispatch(ctx, dispatches, dispatch, {
        ...dispatch,
        packets: [...dispatch.packets, { sequence, timeoutSeconds, packetHash, state: 'pending' }],
        ladder: [...dispatch.ladder, { rung: 'resent', atMs: ctx.block.decidedAtMs, sequence }],
      })
      ctx.emit({ type: 'OrderSent', data: { orderId, client, sequence, attempt } })
      return { orderId, sequence }
    },
  })
}
