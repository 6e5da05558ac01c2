import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { answerOrder, requireAccepted, requireOpen } from '../api.ts'
import { errors } from '../errors.ts'
import { answerSchema } from '../messages.ts'
import type { Answer } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import type { Received } from '../state.ts'

/**
 * The institution's answer to a query, or its word that it cannot carry an order out. What begins or changes a measure is
 * answered by the measure itself, so that no answer speaks of one that is not on this ledger.
 */
export function answer(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/Answer',
    schema: answerSchema,
    subject: ({ orderId }) => orderId,
    check(ctx, message) {
      const actor = ports.requireRole(ctx, ['BANK_OPERATOR', 'REGISTRY_OPERATOR', 'GATEWAY_SERVICE'])
      const { client, orderId, kind } = message
      requireAnswerForm(message)
      const order = requireOpen(ctx, actor.organisation, client, orderId)
      if (kind === 'REJECTED') ensure(order.state !== 'ACCEPTED', errors.OrderAccepted, { state: order.state })
      else if (kind === 'FAILED') requireTakenOn(order)
      else requireFulfilable(ctx, order)
      return order
    },
    execute(ctx, { kind, code, rule, amount, annexDigest }, order) {
      answerOrder(ctx, ports, order, { kind, code, rule, measure: null, amount, annexDigest })
      return { orderId: order.orderId, kind }
    },
  })
}

function requireAnswerForm({ kind, code }: Answer): void {
  ensure((kind === 'FULFILLED') === (code === null), errors.AnswerMalformed, { kind, code })
}

/** A failure has no effect: it is told also when the instrument has ended since, or new effects are halted. */
function requireTakenOn({ state }: Received): void {
  ensure(state === 'ACCEPTED', errors.OrderNotAccepted, { state })
}

function requireFulfilable(ctx: CheckContext, { institution, client, orderId, effect: { action } }: Received): void {
  requireAccepted(ctx, institution, client, orderId)
  ensure(action === 'QUERY', errors.AnswerNeedsMeasure, { action })
}
