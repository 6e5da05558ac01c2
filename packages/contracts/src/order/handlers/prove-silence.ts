import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { proved, provedSilentAtMs, storeDispatch } from '../../dispatch-ledger.ts'
import { errors } from '../errors.ts'
import { proveSilenceSchema } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { dispatches } from '../state.ts'
import { requireSent } from './require-order.ts'

/** Anyone may prove that an order had arrived and had not been answered at a time past its deadline. */
export function proveSilence(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/ProveSilence',
    schema: proveSilenceSchema,
    subject: ({ orderId }) => orderId,
    check(ctx, { orderId, ...claim }) {
      const { order, dispatch } = requireSent(ctx, orderId)
      ensure(order.result === null, errors.OrderAnswered, { state: order.state })
      return { dispatch, atMs: provedSilentAtMs(ctx, ports.clients, errors, dispatch, claim) }
    },
    execute(ctx, { orderId }, { dispatch, atMs }) {
      const after = proved(dispatch, 'silent', atMs)
      storeDispatch(ctx, dispatches, dispatch, after)
      return { orderId, outcome: after.outcome?.kind ?? null }
    },
  })
}
