import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { requireOpen } from '../api.ts'
import { errors } from '../errors.ts'
import { recordRetrievalSchema } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { received } from '../state.ts'

/** The institution's gateway tells that it has the annex of an order, or that it did not get it in time. */
export function recordRetrieval(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/RecordRetrieval',
    schema: recordRetrievalSchema,
    subject: ({ orderId }) => orderId,
    check(ctx, { client, orderId }) {
      const actor = ports.requireRole(ctx, 'GATEWAY_SERVICE')
      const order = requireOpen(ctx, actor.organisation, client, orderId)
      ensure(order.state === 'RECEIVED', errors.OrderAccepted, { state: order.state })
      return order
    },
    execute(ctx, { client, orderId, outcome }, order) {
      const rung = outcome === 'RETRIEVED' ? 'retrieved' : 'retrieval-failed'
      const known = order.rungs.some((one) => one.rung === rung)
      const rungs = known ? order.rungs : [...order.rungs, { rung, atMs: ctx.block.decidedAtMs } as const]
      // Without the annex nobody knows what the order is about: it stays where it is until a later retrieval.
      const state = outcome === 'RETRIEVED' ? 'RETRIEVED' : order.state
      received(ctx.store).set([client, orderId], { ...order, state, rungs })
      ctx.emit({ type: 'RetrievalRecorded', data: { client, orderId, outcome } })
      return { orderId, state }
    },
  })
}
