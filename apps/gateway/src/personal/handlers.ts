import { civilDateOf } from '@xiezhi/contracts/ids'
import { keyOf } from '../credit/own-key.ts'
import { lawAsKnown } from '../enforcement/case-facts.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Handlers } from '../routes/handler.ts'
import type { Listener } from '../routes/listener.ts'
import { signedIn } from '../routes/session-handlers.ts'
import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import { PersonalDrafts } from './drafts.ts'
import { limitsOn } from './limits.ts'
import { measureRows, ownMeasure } from './measures.ts'
import { isReconsiderable } from './next-acts.ts'
import { openRequest, requestViews } from './requests.ts'
import type { PersonalStore } from './store.ts'
import { personalSupervision } from './supervision.ts'
import { PersonalViews } from './views.ts'

const CASE_MEASURES_MAX = 100
const same = <T>(row: T): T => row

/** Fines, detention and exit restriction: the court's pages, and what a person concerned sees. */
export function personalHandlers(listener: Listener, store: PersonalStore): Handlers {
  const drafts = new PersonalDrafts(listener, store)
  const views = new PersonalViews(listener, store, drafts)
  return {
    listPersonalMeasures: async (call) => {
      const session = signedIn(call)
      if (call.query.pending === true) return { items: await views.pendingBelow(session), next: null }
      const limit = limitOf(call.query)
      const { kind, state } = call.query
      const organisation = session.person.organisation ?? ''
      const rows = await views.list({ organisation, kind, state, after: cursorParts(call.query, 2) }, limit + 1)
      return pageOf(rows, limit, same, ({ changedAtMs, measureId }) => [changedAtMs, measureId])
    },
    listCasePersonalMeasures: async ({ params: { caseId } }) => {
      const [items, law, today] = await Promise.all([
        views.list({ caseId }, CASE_MEASURES_MAX),
        lawAsKnown(listener),
        listener.clock.today(),
      ])
      return { items, limits: limitsOn(law, today) }
    },
    getPersonalMeasure: (call) => views.view(call.params.measureId, signedIn(call)),
    getPersonalSupervision: ({ query }) => personalSupervision(listener, query),
    listPersonalDrafts: async (call) => {
      const limit = limitOf(call.query)
      const wanted = { state: call.query.state, after: cursorParts(call.query, 2) }
      const rows = await drafts.list(wanted, signedIn(call), limit + 1)
      return pageOf(rows, limit, same, ({ proposedAtMs, draftId }) => [proposedAtMs, draftId])
    },
    getPersonalDraft: (call) => drafts.view(call.params.draftId, signedIn(call)),
    ...requestHandlers(listener, store),
    ...ownHandlers(listener, store, views),
  }
}

function requestHandlers(listener: Listener, store: PersonalStore): Handlers {
  const { db } = listener
  return {
    listPersonalRequests: async (call) => {
      const limit = limitOf(call.query)
      const organisation = signedIn(call).person.organisation ?? ''
      const rows = await requestViews(db, store, { organisation, after: cursorParts(call.query, 2) }, limit + 1)
      return pageOf(rows, limit, same, ({ receivedAtMs, requestId }) => [receivedAtMs, requestId])
    },
    returnPersonalRequest: async (call) => {
      const { requestId } = call.params
      const row = await openRequest(db, requestId)
      const measure = await ownMeasure(listener, signedIn(call).person, row.measure_id)
      await store.returnRequest(row, measure, call.body.reasons)
      const [found] = await requestViews(db, store, { requestId }, 1)
      if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'request' })
      return found
    },
  }
}

function ownHandlers(listener: Listener, store: PersonalStore, views: PersonalViews): Handlers {
  const { db, clock } = listener
  return {
    listOwnPersonalMeasures: async (call) => ({ items: await views.own(keyOf(signedIn(call))) }),
    askPersonalReconsideration: async (call) => {
      const { measureId } = call.params
      const indexKey = keyOf(signedIn(call))
      const [row] = await measureRows(db, { measureId, indexKey }, 1)
      if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'measure' })
      const sent = await requestViews(db, store, { measureId, indexKey }, CASE_MEASURES_MAX)
      const isWaiting = sent.some(({ state }) => state === 'RECEIVED')
      if (isWaiting || !isReconsiderable(row.record, await clock.today()))
        throw new GatewayError('REQUEST_NOT_OPEN', { kind: 'RECONSIDERATION' })
      const request = await store.receive(row.record, indexKey, call.body.reasons)
      return {
        requestId: request.request_id,
        receivedOn: civilDateOf(request.received_at_ms),
        documentDigest: request.commitment,
      }
    },
  }
}
