import { encodeCanonical } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { OrderPorts } from '../ports.ts'
import { objections, orders } from '../state.ts'
import type { Objection, ObjectionAnswer } from '../state.ts'

/** At the court: an institution objects. A repeat changes nothing; one about a stranger's order is refused. */
export function receiveObjection(ctx: TxContext, ports: OrderPorts, client: string, objection: Objection): Uint8Array {
  const { objectionId, orderId } = objection
  const order = orders(ctx.store).get(orderId)
  ensure(order?.client === client, errors.OrderStranger, { orderId })
  if (!objections(ctx.store).has(client, objectionId)) {
    const recordedAtMs = ctx.block.decidedAtMs
    objections(ctx.store).set([client, objectionId], { objection, recordedAtMs, answer: null })
    ctx.emit({ type: 'ObjectionReceived', data: { client, orderId, objectionId } })
    // The record stands whatever the case makes of it.
    ctx.attempt((inner) => {
      ports.onObjection(inner, objection, order)
    })
  }
  return encodeCanonical({ objectionId, received: true })
}

/** At the institution: the court has decided. */
export function receiveObjectionAnswer(ctx: TxContext, client: string, answer: ObjectionAnswer): Uint8Array {
  const { objectionId, outcome } = answer
  const row = objections(ctx.store).get(client, objectionId)
  ensure(row !== undefined, errors.OrderStranger, { objectionId })
  if (row.answer === null) {
    objections(ctx.store).set([client, objectionId], { ...row, answer })
    ctx.emit({ type: 'ObjectionAnswered', data: { client, objectionId, outcome } })
  }
  return encodeCanonical({ objectionId, received: true })
}
