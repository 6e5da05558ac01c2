import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { requireInForce, requireOpen, requireRunning } from '../api.ts'
import { errors } from '../errors.ts'
import { acceptSchema } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { received } from '../state.ts'

/** The institution, or its adapter, takes an order on: from here it answers for carrying it out. */
export function accept(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/Accept',
    schema: acceptSchema,
    subject: ({ orderId }) => orderId,
    check(ctx, { client, orderId }) {
      const actor = ports.requireRole(ctx, ['BANK_OPERATOR', 'REGISTRY_OPERATOR', 'GATEWAY_SERVICE'])
      const order = requireOpen(ctx, actor.organisation, client, orderId)
      ensure(order.state !== 'ACCEPTED', errors.OrderAccepted, { state: order.state })
      // Without the annex nobody knows whom and what the order is about.
      const known = order.annexDigest === null || order.state === 'RETRIEVED'
      ensure(known, errors.AnnexNotRetrieved, { state: order.state })
      requireInForce(ctx, client, order.instrument)
      requireRunning(ctx)
      return order
    },
    execute(ctx, { client, orderId }, order) {
      const rungs = [...order.rungs, { rung: 'accepted', atMs: ctx.block.decidedAtMs } as const]
      received(ctx.store).set([client, orderId], { ...order, state: 'ACCEPTED', rungs })
      ctx.emit({ type: 'OrderAccepted', data: { client, orderId } })
      return { orderId }
    },
  })
}
