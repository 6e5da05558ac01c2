import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { objectSchema } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { objections, received } from '../state.ts'
import { scheduleDelivery } from './deliver.ts'

/** The institution objects to an order in writing; it does not stop it. The court is told until it knows (R20-03). */
export function object(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/Object',
    schema: objectSchema,
    subject: ({ objectionId }) => objectionId,
    check(ctx, { client, orderId, objectionId }) {
      const { organisation } = ports.requireRole(ctx, ['BANK_OPERATOR', 'REGISTRY_OPERATOR'])
      const order = received(ctx.store).get(client, orderId)
      ensure(order !== undefined, errors.OrderUnknown, { orderId })
      const { institution } = order
      ensure(institution === organisation, errors.OtherOrganisation, { institution })
      ensure(!objections(ctx.store).has(client, objectionId), errors.ObjectionExists, { objectionId })
      return null
    },
    execute(ctx, { client, orderId, objectionId, documentDigest }) {
      const raisedAtMs = ctx.block.decidedAtMs
      const objection = { objectionId, orderId, documentDigest, raisedAtMs }
      objections(ctx.store).set([client, objectionId], { objection, recordedAtMs: raisedAtMs, answer: null })
      scheduleDelivery(ctx, { kind: 'objection', client, subject: objectionId, attempt: 1 })
      ctx.emit({ type: 'ObjectionRaised', data: { client, orderId, objectionId } })
      return { objectionId }
    },
  })
}
