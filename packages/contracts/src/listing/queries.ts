import { integer, object, optional } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery } from '@xiezhi/kernel'
import { caseReference, civilDate, clientId, randomId, shortId } from '../ids.ts'
import {
  alarms,
  ended,
  entries,
  entriesOfCase,
  graces,
  indexKey,
  indexLeaves,
  lookups,
  lookupTotals,
  mirrors,
  month,
  NO_SUBSCRIBER,
  reconciliations,
  subscriptions,
  SUBSCRIPTIONS_MAX,
  tokenSets,
  uses,
  withdrawals,
} from './state.ts'

const limit = integer({ min: 1, max: 100 })
/** Of a day: subscribers times purposes. */
const TOTALS_MAX = 1_000

/** Reads for clients, paged by the last key part seen. */
export const queries: readonly AnyQuery[] = [
  defineQuery({
    name: 'listing/entry',
    schema: object({ entryId: randomId }),
    answer: ({ store }, { entryId }) => {
      const entry = entries(store).get(entryId)
      const end = ended(store).get(entryId)
      return entry === undefined && end === undefined ? null : { entry: entry ?? null, ended: end ?? null }
    },
  }),
  defineQuery({
    name: 'listing/ofCase',
    schema: object({ caseRef: caseReference, after: optional(randomId), limit }),
    answer: ({ store }, { caseRef, after, limit: most }) =>
      entriesOfCase(store)
        .list({ under: [caseRef], limit: most, ...(after === undefined ? {} : { after: [caseRef, after] }) })
        .flatMap(({ id }) => entries(store).get(id[1] ?? '') ?? []),
  }),
  defineQuery({
    name: 'listing/graces',
    schema: object({ caseRef: caseReference, limit }),
    answer: ({ store }, { caseRef, limit: most }) =>
      graces(store)
        .list({ under: [caseRef], limit: most })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'listing/check',
    schema: object({ indexKey }),
    answer: ({ store }, { indexKey: key }) =>
      indexLeaves(store)
        .list({ under: [key], limit: 100 })
        .map(({ id, value }) => ({ entryId: id[1] ?? '', ...value })),
  }),
  defineQuery({
    name: 'listing/alarms',
    schema: object({ entryId: optional(randomId), limit }),
    answer: ({ store }, { entryId, limit: most }) =>
      alarms(store)
        .list({ limit: most, ...(entryId === undefined ? {} : { under: [entryId] }) })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'listing/subscriptions',
    schema: object({}),
    answer: ({ store }) =>
      subscriptions(store)
        .list({ limit: SUBSCRIPTIONS_MAX })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'listing/withdrawals',
    schema: object({ entryId: randomId }),
    answer: ({ store }, { entryId }) =>
      withdrawals(store)
        .list({ under: [entryId], limit: SUBSCRIPTIONS_MAX })
        .map(({ id, value }) => ({ client: id[1] ?? '', subscriber: id[2] ?? '', ...value })),
  }),
  defineQuery({
    name: 'listing/held',
    schema: object({ client: clientId, subscriber: shortId, after: optional(randomId), limit }),
    answer: ({ store }, { client, subscriber, after, limit: most }) =>
      mirrors(store)
        .list({
          under: [client, subscriber],
          limit: most,
          ...(after === undefined ? {} : { after: [client, subscriber, after] }),
        })
        .map(({ id, value }) => ({ entryId: id[2] ?? '', ...value })),
  }),
  defineQuery({
    name: 'listing/uses',
    schema: object({ client: clientId, subscriber: shortId, after: optional(randomId), limit }),
    answer: ({ store }, { client, subscriber, after, limit: most }) =>
      uses(store)
        .list({
          under: [client, subscriber],
          limit: most,
          ...(after === undefined ? {} : { after: [client, subscriber, after] }),
        })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'listing/reconciliation',
    schema: object({ client: clientId, subscriber: shortId, month }),
    answer: ({ store }, { client, subscriber, month: of }) =>
      reconciliations(store).get(client, subscriber, of) ?? null,
  }),
  defineQuery({
    name: 'listing/lookups',
    schema: object({ day: civilDate, after: optional(randomId), limit }),
    answer: ({ store }, { day, after, limit: most }) =>
      lookups(store)
        .list({ under: [day], limit: most, ...(after === undefined ? {} : { after: [day, after] }) })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'listing/lookupTotals',
    schema: object({ day: civilDate }),
    answer: ({ store }, { day }) =>
      lookupTotals(store)
        .list({ under: [day], limit: TOTALS_MAX })
        .map(({ id: [, who = '', purpose = ''], value }) => {
          return { subscriber: who === NO_SUBSCRIBER ? null : who, purpose, count: value }
        }),
  }),
  defineQuery({
    name: 'listing/tokenSets',
    schema: object({ client: clientId, subscriber: shortId, after: optional(randomId), limit }),
    answer: ({ store }, { client, subscriber, after, limit: most }) =>
      tokenSets(store)
        .list({
          under: [client, subscriber],
          limit: most,
          ...(after === undefined ? {} : { after: [client, subscriber, after] }),
        })
        .map(({ value }) => value),
  }),
]
