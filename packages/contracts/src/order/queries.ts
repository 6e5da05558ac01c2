import { integer, object, optional } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery } from '@xiezhi/kernel'
import { actId, caseReference, clientId, randomId, shortId } from '../ids.ts'
import {
  dispatches,
  halts,
  inbox,
  instruments,
  noticesReceived,
  objections,
  orders,
  ORDERS_PER_INSTRUMENT_MAX,
  ordersOfCase,
  ordersOfInstrument,
  received,
} from './state.ts'

export const PAGE_MAX = 100
const limit = integer({ min: 1, max: PAGE_MAX })

/** Reads for clients, paged by the last key part seen. */
export const queries: readonly AnyQuery[] = [
  defineQuery({
    name: 'order/instrument',
    schema: object({ instrumentId: randomId }),
    answer: ({ store }, { instrumentId }) => {
      const instrument = instruments(store).get(instrumentId)
      if (instrument === undefined) return null
      const rows = ordersOfInstrument(store).list({ under: [instrumentId], limit: ORDERS_PER_INSTRUMENT_MAX })
      return { instrument, orders: rows.flatMap(({ id }) => orders(store).get(id[1] ?? '') ?? []) }
    },
  }),
  defineQuery({
    name: 'order/order',
    schema: object({ orderId: actId }),
    answer: ({ store }, { orderId }) => {
      const order = orders(store).get(orderId)
      return order === undefined ? null : { order, dispatch: dispatches(store).get(orderId) ?? null }
    },
  }),
  defineQuery({
    name: 'order/ofCase',
    schema: object({ caseRef: caseReference, after: optional(actId), limit }),
    answer: ({ store }, { caseRef, after, limit: most }) =>
      ordersOfCase(store)
        .list({ under: [caseRef], limit: most, ...(after === undefined ? {} : { after: [caseRef, after] }) })
        .flatMap(({ id }) => orders(store).get(id[1] ?? '') ?? []),
  }),
  defineQuery({
    name: 'order/inbox',
    schema: object({ institution: shortId, after: optional(object({ client: clientId, orderId: actId })), limit }),
    answer: ({ store }, { institution, after, limit: most }) =>
      inbox(store)
        .list({
          under: [institution],
          limit: most,
          ...(after === undefined ? {} : { after: [institution, after.client, after.orderId] }),
        })
        .flatMap(({ id }) => received(store).get(id[1] ?? '', id[2] ?? '') ?? []),
  }),
  defineQuery({
    name: 'order/received',
    schema: object({ client: clientId, orderId: actId }),
    answer: ({ store }, { client, orderId }) => received(store).get(client, orderId) ?? null,
  }),
  defineQuery({
    name: 'order/notices',
    schema: object({ client: clientId, after: optional(randomId), limit }),
    answer: ({ store }, { client, after, limit: most }) =>
      noticesReceived(store)
        .list({ under: [client], limit: most, ...(after === undefined ? {} : { after: [client, after] }) })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'order/objections',
    schema: object({ client: clientId, after: optional(randomId), limit }),
    answer: ({ store }, { client, after, limit: most }) =>
      objections(store)
        .list({ under: [client], limit: most, ...(after === undefined ? {} : { after: [client, after] }) })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'order/halt',
    schema: object({}),
    answer: ({ store }) => halts(store).get('state') ?? null,
  }),
]
