import { encodeCanonical } from '@xiezhi/codec'
import { keyBytes } from '@xiezhi/interchain'
import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { proofBytes, storeDispatch } from '../../dispatch-ledger.ts'
import { errors } from '../errors.ts'
import { proveRungsSchema } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { dispatches, received } from '../state.ts'
import { requireSent } from './require-order.ts'

/** Anyone may prove how far an order has come: delivered, retrieved, taken on. The times are the receiver's. */
export function proveRungs(ports: OrderPorts): AnyAct {
  return defineAct({
    type: 'order/ProveRungs',
    schema: proveRungsSchema,
    subject: ({ orderId }) => orderId,
    check(ctx, { orderId, height, record, proof }) {
      const { order, dispatch } = requireSent(ctx, orderId)
      const same = record.orderId === orderId && record.requestDigest === order.requestDigest
      ensure(same, errors.RecordMismatch, { orderId })
      const { client } = dispatch
      const counterparty = ports.clients.counterpartyOf(ctx, client)
      ensure(counterparty !== undefined, errors.HeightUnknown, { client, height })
      const key = keyBytes(received.key(counterparty, orderId))
      const claim = { clientId: client, proofHeight: height, key, proof: proofBytes(errors.ProofMalformed, proof) }
      ports.clients.requireMembership(ctx, claim, encodeCanonical(record))
      const known = new Set<string>(dispatch.ladder.map(({ rung }) => rung))
      const sequence = dispatch.packets[0]?.sequence ?? 1
      const fresh = record.rungs.filter(({ rung }) => !known.has(rung)).map((one) => ({ ...one, sequence }))
      return { dispatch, fresh }
    },
    execute(ctx, { orderId }, { dispatch, fresh }) {
      if (fresh.length > 0) {
        storeDispatch(ctx, dispatches, dispatch, { ...dispatch, ladder: [...dispatch.ladder, ...fresh] })
        ctx.emit({ type: 'OrderRungsProved', data: { orderId, rungs: fresh.map(({ rung }) => rung) } })
      }
      return { orderId, rungs: fresh.map(({ rung }) => rung) }
    },
  })
}
