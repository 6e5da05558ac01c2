import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import type { Handlers } from '../routes/handler.ts'
import type { Listener } from '../routes/listener.ts'
import { signedIn } from '../routes/session-handlers.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { GatewayError } from '../gateway-error.ts'
import { alarmCursor, creditAlarms } from './alarms.ts'
import { creditBoard, propagationRows, reconciliationRows, subscriptionViews, withdrawalRows } from './board-views.ts'
import { DeletionCertificates } from './certificates.ts'
import { CreditDrafts } from './drafts.ts'
import { ownEntry } from './entries.ts'
import { endedEntries, EntryViews } from './entry-views.ts'
import { graceViews, ownGraces } from './graces.ts'
import { judgeListing } from './judgement.ts'
import { keyOf } from './own-key.ts'
import { OwnViews } from './own-views.ts'
import { requestViews } from './requests.ts'
import type { CreditStore } from './store.ts'
import { creditSupervision } from './supervision.ts'

/** The court's credit lists, and what persons concerned see of them. */
export function creditHandlers(listener: Listener, store: CreditStore, enforcement: EnforcementStore): Handlers {
  const drafts = new CreditDrafts(listener, store)
  const entries = new EntryViews(listener, store, drafts)
  return {
    listCreditEntries: async (call) => {
      const limit = limitOf(call.query)
      const { list, state, objected, proposed, pending } = call.query
      const session = signedIn(call)
      if (pending === true) return { items: await entries.pendingBelow(session), next: null }
      const organisation = session.person.organisation ?? ''
      const wanted = { organisation, list, state, objected, proposed, after: cursorParts(call.query, 2) }
      const rows = await entries.list(wanted, limit + 1)
      return pageOf(rows, limit, same, ({ changedAtMs, entryId }) => [changedAtMs, entryId])
    },
    listCaseCreditEntries: async ({ params: { caseId } }) => ({
      items: await entries.list({ caseId }, CASE_ENTRIES_MAX),
    }),
    listCaseGraces: async ({ params: { caseId } }) => ({
      items: await graceViews({ listener, store, enforcement }, caseId),
    }),
    getCreditEntry: (call) => entries.view(call.params.entryId, signedIn(call)),
    listEndedEntries: async (call) => {
      const limit = limitOf(call.query)
      const { roles, person } = signedIn(call)
      const sees = roles.some((role) => role === 'SUPERVISOR' || role === 'AUDITOR') ? { organisation: null } : person
      const rows = await endedEntries(
        listener,
        sees,
        { list: call.query.list, after: cursorParts(call.query, 2) },
        limit + 1,
      )
      return pageOf(rows, limit, same, ({ endedAtMs, entryId }) => [endedAtMs, entryId])
    },
    evaluateListing: async ({ params: { caseId }, body }) =>
      (await judgeListing(listener, enforcement, caseId, body)).judgement,
    listCreditDrafts: async (call) => {
      const limit = limitOf(call.query)
      const wanted = { state: call.query.state, after: cursorParts(call.query, 2) }
      const rows = await drafts.list(wanted, signedIn(call), limit + 1)
      return pageOf(rows, limit, same, ({ proposedAtMs, draftId }) => [proposedAtMs, draftId])
    },
    getCreditDraft: (call) => drafts.view(call.params.draftId, signedIn(call)),
    ...requestHandlers(listener, store),
    ...boardHandlers(listener),
    ...ownHandlers(new OwnViews(listener, store, entries)),
    ...goneHandlers(listener, store),
  }
}

const CASE_ENTRIES_MAX = 100
const same = <T>(row: T): T => row

function requestHandlers(listener: Listener, store: CreditStore): Handlers {
  const { db } = listener
  return {
    listCreditRequests: async (call) => {
      const limit = limitOf(call.query)
      const organisation = signedIn(call).person.organisation ?? ''
      const wanted = { organisation, state: call.query.state, after: cursorParts(call.query, 2) }
      const rows = await requestViews(db, store, wanted, limit + 1)
      return pageOf(rows, limit, same, ({ receivedAtMs, requestId }) => [receivedAtMs, requestId])
    },
    returnCreditRequest: async (call) => {
      const { requestId } = call.params
      const open = await store.openRequest(requestId)
      await ownEntry(listener, signedIn(call).person, open.entry_id)
      await store.returnRequest(requestId, call.body.reasons)
      const [found] = await requestViews(db, store, { requestId }, 1)
      if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'request' })
      return found
    },
  }
}

function boardHandlers(listener: Listener): Handlers {
  return {
    getCreditBoard: () => creditBoard(listener),
    listSubscriptions: async () => ({ items: await subscriptionViews(listener) }),
    listPropagation: async ({ query }) => {
      const limit = limitOf(query)
      const rows = await propagationRows(listener, { ...query, after: cursorParts(query, 3) }, limit + 1)
      return pageOf(rows, limit, same, ({ sentAtMs, entryId, subscriber }) => [sentAtMs, entryId, subscriber])
    },
    listWithdrawals: async ({ query }) => {
      const limit = limitOf(query)
      const rows = await withdrawalRows(listener, { ...query, after: cursorParts(query, 3) }, limit + 1)
      return pageOf(rows, limit, same, ({ withdrawnAtMs, entryId, subscriber }) => [withdrawnAtMs, entryId, subscriber])
    },
    listCreditReconciliations: async ({ query }) => ({ items: await reconciliationRows(listener, query) }),
    listCreditAlarms: async ({ query }) => {
      const limit = limitOf(query)
      const wanted = { isOpen: query.open ?? true, after: cursorParts(query, 5) }
      return pageOf(await creditAlarms(listener, wanted, limit + 1), limit, same, alarmCursor)
    },
    getCreditSupervision: ({ query }) => creditSupervision(listener, query),
  }
}

/** Before an entry, and after it. */
function goneHandlers(listener: Listener, store: CreditStore): Handlers {
  const certificates = new DeletionCertificates(listener, store)
  return {
    listOwnGraces: async (call) => ({ items: await ownGraces(listener, store, keyOf(signedIn(call))) }),
    listOwnCertificates: async (call) => ({ items: await certificates.list(signedIn(call)) }),
    makeOwnCertificate: (call) => certificates.make(signedIn(call), call.params.entryId),
  }
}

function ownHandlers(own: OwnViews): Handlers {
  return {
    listOwnCreditEntries: async (call) => ({ items: await own.list(signedIn(call)) }),
    getOwnCreditEntry: (call) => own.view(signedIn(call), call.params.entryId),
    listOwnCreditUses: async (call) => ({ items: await own.uses(signedIn(call)) }),
    listOwnCreditRequests: async (call) => ({ items: await own.requests(signedIn(call)) }),
    objectToOwnEntry: (call) => {
      const { kind, reasons } = call.body
      const text = { reasons, statement: null, objectionKind: kind }
      return own.ask(signedIn(call), call.params.entryId, 'OBJECTION', text)
    },
    askOwnReconsideration: (call) =>
      own.ask(signedIn(call), call.params.entryId, 'RECONSIDERATION', { reasons: call.body.reasons, statement: null }),
    applyForOwnRepair: (call) => {
      const { reasons, ...statement } = call.body
      return own.ask(signedIn(call), call.params.entryId, 'REPAIR', { reasons, statement })
    },
  }
}
