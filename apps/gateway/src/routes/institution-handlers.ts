import { institutionOf } from '../acts/institution-acts.ts'
import { reconciliationRuns } from '../views/reconciliation-view.ts'
import { HeldMeasureViews } from '../views/held-measure-view.ts'
import { raisedObjections } from '../views/raised-objection-view.ts'
import { ReceivedOrderViews } from '../views/received-order-view.ts'
import { END_REASONS } from '../institution/institution-alarms.ts'
import type { InstitutionSide } from '../institution/open-institutions.ts'
import { DEBTORS } from '../vault/private-texts.ts'
import type { Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { signedIn } from './session-handlers.ts'

/** The in-box of an institution, and what stands on its assets: a person sees those of the own institution. */
export function institutionHandlers(listener: Listener, side: InstitutionSide): Handlers {
  const { db, zone, texts } = listener
  const orders = new ReceivedOrderViews(listener, side)
  const measures = new HeldMeasureViews(db, zone, side.annexes)
  return {
    listInbox: (call) => orders.list(institutionOf(signedIn(call)), call.query),
    getInboxOrder: (call) => orders.view(institutionOf(signedIn(call)), call.params.client, call.params.orderId),
    listMeasures: (call) => measures.list(institutionOf(signedIn(call)), call.query),
    getAssetLine: (call) => measures.line(institutionOf(signedIn(call)), call.params.assetKey),
    getAssetLinePages: (call) =>
      measures.linePages(institutionOf(signedIn(call)), call.params.assetKey, call.query.after),
    listInstitutionObjections: (call) =>
      raisedObjections(listener, side.annexes, institutionOf(signedIn(call)), call.query),
    listEndedAlarms: (call) => {
      const { roles, person } = signedIn(call)
      // An auditor sees those of all.
      return side.alarms.ended(roles.includes('AUDITOR') ? undefined : (person.organisation ?? ''), call.query, texts)
    },
    endInstitutionAlarm: async (call) => {
      const session = signedIn(call)
      const { alarmId } = call.params
      const institution = institutionOf(session)
      const { subject } = await side.alarms.endable(institution, alarmId)
      const value = texts.saltedValue(END_REASONS, call.body.reasons)
      // Who the order is about owns the words: they go with that person.
      const owner = (await side.annexes.annexOf(subject))?.request?.idNo ?? subject
      await texts.keepValues(DEBTORS, [{ owner, value }])
      const officer = session.person.officer ?? ''
      return {
        alarmId,
        endedAtMs: await side.alarms.endByOfficer(institution, alarmId, { officer, reasons: value.digest }),
      }
    },
    listReconciliations: (call) => {
      const { roles, person } = signedIn(call)
      // An operator of the gateway looks after all of them.
      return reconciliationRuns(db, roles.includes('OPERATOR') ? null : (person.organisation ?? ''), call.query)
    },
  }
}
