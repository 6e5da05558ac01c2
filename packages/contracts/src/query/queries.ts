import { integer, object, optional, string } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery } from '@xiezhi/kernel'
import { actId, clientId, licenceSerial, randomId, shortId } from '../ids.ts'
import {
  alarms,
  answers,
  auditPackages,
  dispatches,
  fallbacks,
  logs,
  notices,
  noticesReceived,
  objections,
  objectionsReceived,
  receipts,
  requests,
  retrievals,
  subscriptions,
} from './state.ts'

export const PAGE_MAX = 100
const limit = integer({ min: 1, max: PAGE_MAX })

/** Reads for clients, paged by the last key part seen. */
export const queries: readonly AnyQuery[] = [
  defineQuery({
    name: 'query/dispatch',
    schema: object({ dispatchId: actId }),
    answer: ({ store }, { dispatchId }) => {
      const dispatch = dispatches(store).get(dispatchId)
      if (dispatch === undefined) return null
      return {
        request: requests(store).get(dispatchId) ?? null,
        dispatch,
        receipt: receipts(store).get(dispatchId) ?? null,
      }
    },
  }),
  defineQuery({
    name: 'query/dispatches',
    schema: object({ after: optional(actId), limit }),
    answer: ({ store }, { after, limit: most }) =>
      dispatches(store)
        .list({ limit: most, ...(after === undefined ? {} : { after: [after] }) })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'query/receipt',
    schema: object({ dispatchId: actId }),
    answer: ({ store }, { dispatchId }) => receipts(store).get(dispatchId) ?? null,
  }),
  defineQuery({
    name: 'query/answer',
    schema: object({ client: clientId, dispatchId: actId }),
    answer: ({ store }, { client, dispatchId }) => answers(store).get(client, dispatchId) ?? null,
  }),
  defineQuery({
    name: 'query/log',
    schema: object({
      /** Serial of the lawyer, or `unknown`. */
      subject: string({ bytesMin: 1, bytesMax: 8, pattern: /^(\d{6}|unknown)$/ }),
      after: optional(object({ atMs: integer({ min: 0 }), dispatchId: actId })),
      limit,
    }),
    answer: ({ store }, { subject, after, limit: most }) =>
      logs(store)
        .list({
          under: [subject],
          limit: most,
          ...(after === undefined ? {} : { after: [subject, String(after.atMs).padStart(16, '0'), after.dispatchId] }),
        })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'query/subscriptions',
    schema: object({ serial: licenceSerial, limit }),
    answer: ({ store }, { serial, limit: most }) =>
      subscriptions(store)
        .list({ under: [serial], limit: most })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'query/fallback',
    schema: object({ fallbackId: actId }),
    answer: ({ store }, { fallbackId }) => fallbacks(store).get(fallbackId) ?? null,
  }),
  defineQuery({
    name: 'query/notice',
    schema: object({ eventId: shortId }),
    answer: ({ store }, { eventId }) => notices(store).get(eventId) ?? null,
  }),
  defineQuery({
    name: 'query/noticeReceived',
    schema: object({ client: clientId, eventId: shortId }),
    answer: ({ store }, { client, eventId }) => noticesReceived(store).get(client, eventId) ?? null,
  }),
  defineQuery({
    name: 'query/retrieval',
    schema: object({ dispatchId: actId }),
    answer: ({ store }, { dispatchId }) => retrievals(store).get(dispatchId) ?? null,
  }),
  defineQuery({
    name: 'query/auditPackage',
    schema: object({ packageId: randomId }),
    answer: ({ store }, { packageId }) => auditPackages(store).get(packageId) ?? null,
  }),
  defineQuery({
    name: 'query/objection',
    schema: object({ objectionId: randomId }),
    answer: ({ store }, { objectionId }) => objections(store).get(objectionId) ?? null,
  }),
  defineQuery({
    name: 'query/objectionReceived',
    schema: object({ client: clientId, objectionId: randomId }),
    answer: ({ store }, { client, objectionId }) => objectionsReceived(store).get(client, objectionId) ?? null,
  }),
  defineQuery({
    name: 'query/alarms',
    schema: object({ after: optional(shortId), limit }),
    answer: ({ store }, { after, limit: most }) =>
      alarms(store)
        .list({ limit: most, ...(after === undefined ? {} : { after: [after] }) })
        .map(({ value }) => value),
  }),
]
