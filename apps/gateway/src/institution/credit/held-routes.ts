import { institutionOf } from '../../acts/institution-acts.ts'
import type { ActPlans } from '../../acts/act-plans.ts'
import { randomId } from '../../acts/random-id.ts'
import { GatewayError } from '../../gateway-error.ts'
import type { Handlers } from '../../routes/handler.ts'
import type { Listener } from '../../routes/listener.ts'
import { signedIn } from '../../routes/session-handlers.ts'
import { DEBTORS } from '../../vault/private-texts.ts'
import type { InstitutionSide } from '../open-institutions.ts'
import { differencePage, receiptPage, setPage, summaryOf, usePage } from './held-lists.ts'
import { HeldViews } from './held-views.ts'

/** Name under which the reasons of a use lie in the vault. */
const USE_REASON = 'creditUseReason'

/** Credit lists at a subscriber: a person sees those of the own organisation. */
export function heldHandlers(listener: Listener, { persons, subscribers }: InstitutionSide): Handlers {
  const { db } = listener
  const views = new HeldViews(listener, persons)
  return {
    getCreditSummary: (call) => {
      const subscriber = institutionOf(signedIn(call))
      return summaryOf(db, subscriber, subscribers.of(subscriber))
    },
    listHeldEntries: (call) => views.list(institutionOf(signedIn(call)), call.query),
    getHeldEntry: (call) => views.view(institutionOf(signedIn(call)), call.params.client, call.params.entryId),
    listCreditReceipts: (call) => receiptPage(db, institutionOf(signedIn(call)), call.query),
    listCreditUses: (call) => usePage(db, institutionOf(signedIn(call)), call.query),
    listCreditSets: (call) => setPage(db, institutionOf(signedIn(call)), call.query),
    listCreditDifferences: (call) => differencePage(db, institutionOf(signedIn(call)), call.query),
  }
}

/** Acts of a subscriber's people. */
export function heldPlans(listener: Listener, { persons }: InstitutionSide): ActPlans {
  const views = new HeldViews(listener, persons)
  return {
    recordUse: async ({ params: { client, entryId }, body, session }) => {
      const { record } = await views.one(institutionOf(session), client, entryId)
      const why = await views.notUsable(record)
      if (why !== null) throw new GatewayError('NOT_IN_FORCE', { state: why })
      const isContested = record.view?.objection != null
      if (isContested && body.reason === undefined)
        throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/reason', expected: 'why it is used' })
      const { measure, action, count, reason } = body
      const value = reason === undefined ? undefined : listener.texts.saltedValue(USE_REASON, reason)
      const on = await listener.clock.today()
      const use = {
        useId: randomId(),
        entryId,
        measure,
        action,
        count,
        on,
        purpose: record.purpose,
        reasonDigest: value?.digest ?? null,
      }
      return {
        act: 'recordUse',
        subject: { kind: 'entry', id: entryId },
        messages: [{ type: 'listing/RecordUse', value: { client, use } }],
        then: 'done',
        ...(value === undefined
          ? {}
          : { prepare: () => listener.texts.keepValues(DEBTORS, [{ owner: entryId, value }]) }),
      }
    },
    confirmHeldEntry: async ({ params: { client, entryId }, body: { revision }, session }) => {
      const row = await views.one(institutionOf(session), client, entryId)
      // A program gives the receipt where there is one: two that say it would say it twice.
      if (row.step !== 'WAITING_PERSON') throw new GatewayError('NOT_IN_FORCE', { state: row.step ?? 'NONE' })
      if (row.revision !== revision) throw new GatewayError('NOT_IN_FORCE', { state: String(row.revision) })
      return {
        act: 'confirmHeldEntry',
        subject: { kind: 'entry', id: entryId },
        messages: [{ type: 'listing/Confirm', value: { client, items: [{ entryId, revision }] } }],
        then: 'done',
      }
    },
  }
}
