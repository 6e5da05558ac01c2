import type { Json } from '@xiezhi/codec'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { ActPlans } from '../acts/act-plans.ts'
import { signingAsSecond } from '../acts/two-persons.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'
import type { ProposalViews } from '../views/proposal-view.ts'
import { CreditDecisions } from './decisions.ts'
import { ownEntry } from './entries.ts'
import { gracePlan } from './graces.ts'
import { SUBSCRIPTION_DECISIONS } from './subscriptions/drafts.ts'
import type { CreditStore } from './store.ts'

/** Acts on the court's credit lists. */
export function creditPlans(
  listener: Listener,
  store: CreditStore,
  enforcement: EnforcementStore,
  proposals: ProposalViews,
): ActPlans {
  const decisions = new CreditDecisions(listener, store, enforcement)
  return {
    proposeListing: ({ params: { caseId }, body }) => decisions.listing(caseId, body),
    proposeConsumptionOrder: ({ params: { caseId }, body }) => decisions.consumptionOrder(caseId, body),
    proposeExtension: ({ params, body, session }) => decisions.extension(session.person, params.entryId, body),
    proposeTemporaryLift: ({ params, body, session }) => decisions.temporaryLift(session.person, params.entryId, body),
    proposeDeletion: ({ params, body, session }) => decisions.deletion(session.person, params.entryId, body),
    proposeWithdrawal: ({ params, body, session }) => decisions.withdrawal(session.person, params.entryId, body),
    proposeCorrection: ({ params, body, session }) => decisions.correction(session.person, params.entryId, body),
    proposeLift: ({ params, body, session }) => decisions.lift(session.person, params.entryId, body),
    proposeRepairDecision: ({ params, body, session }) => decisions.repair(session.person, params.entryId, body),
    proposeRestructuring: ({ params, body, session }) => decisions.restructuring(session.person, params.entryId, body),
    proposeRestructuringEnd: ({ params, body, session }) =>
      decisions.restructuringEnd(session.person, params.entryId, body),
    grantGrace: ({ params: { caseId }, body }) => gracePlan({ listener, store, enforcement }, caseId, body),
    signCreditDraft: async ({ params: { draftId: proposalId }, body: { digest }, session }) => {
      const plan = await signingAsSecond(listener, proposals, session, {
        act: 'signCreditDraft',
        proposalId,
        digest,
        isOf: (type) => type.startsWith('listing/') && !SUBSCRIPTION_DECISIONS.includes(type),
        subjectOf: (value) => ({ kind: 'entry', id: (value as { readonly entryId: string }).entryId }),
      })
      return { ...plan, facts: { entryId: plan.subject.id } }
    },
    withdrawCreditDraft: ({ params: { draftId } }) =>
      one('withdrawCreditDraft', { kind: 'draft', id: draftId }, 'authority/WithdrawProposal', { proposalId: draftId }),
    ...entryPlans(listener, store),
    ...objectionPlans(listener, store),
  }
}

function entryPlans(listener: Listener, store: CreditStore): ActPlans {
  const about = async (
    person: Person,
    act: string,
    type: string,
    entryId: string,
    fields: object,
  ): Promise<ActPlan> => {
    await ownEntry(listener, person, entryId)
    return onEntry(act, type, entryId, fields)
  }
  return {
    recordEntryService: ({ params: { entryId }, body, session }) =>
      about(session.person, 'recordEntryService', 'listing/RecordService', entryId, body),
    recordEntryEvent: ({ params: { entryId }, body, session }) => {
      const { searchesWithoutAssets = 0, hasOtherClue = false } = body
      const fields = { ...body, searchesWithoutAssets, hasOtherClue }
      return about(session.person, 'recordEntryEvent', 'listing/RecordEvent', entryId, fields)
    },
    deleteEntryByHand: ({ params: { entryId }, session }) =>
      about(session.person, 'deleteEntryByHand', 'listing/DeleteByHand', entryId, {}),
    grantEntryException: async ({ params: { entryId }, body, session }) => {
      const entry = await ownEntry(listener, session.person, entryId)
      const { coSubject, decisionNo, decisionDigest, category, from, to } = body
      const subject = coSubject === null ? entry.subject : entry.coSubjects[coSubject]?.subject
      if (subject === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'person' })
      const text = store.salted('decision', { decisionNo, reasons: null })
      const signed = decisionDigest ?? text.digest
      const fields = { decisionDigest: signed, subject, category, from, to }
      const plan = await onEntry('grantEntryException', 'listing/GrantException', entryId, fields)
      return { ...plan, prepare: () => store.keepDecision(entryId, signed, text) }
    },
    reportStillShown: ({ params: { entryId }, body }) =>
      onEntry('reportStillShown', 'listing/ReportShown', entryId, body),
    resolveCreditAlarm: ({ body }) =>
      one('resolveCreditAlarm', { kind: 'alarm', id: `${body.kind}:${body.subject}` }, 'listing/ResolveAlarm', body),
  }
}

/** Requests for correction: what came on paper, what was sent in, and what the court decides. */
function objectionPlans(listener: Listener, store: CreditStore): ActPlans {
  const onPaper = async (
    act: string,
    type: string,
    entryId: string,
    fields: object,
    reasons: string,
  ): Promise<ActPlan> => {
    const text = store.salted('request', { reasons, statement: null })
    const plan = await onEntry(act, type, entryId, { ...fields, documentDigest: text.digest })
    return { ...plan, prepare: () => store.keepText(entryId, text) }
  }
  return {
    enterObjection: async ({ params: { entryId }, body: { reasons, ...fields }, session }) => {
      await ownEntry(listener, session.person, entryId)
      return onPaper('enterObjection', 'listing/Object', entryId, fields, reasons)
    },
    enterReconsideration: async ({ params: { entryId }, body: { reasons, ...fields }, session }) => {
      await ownEntry(listener, session.person, entryId)
      return onPaper('enterReconsideration', 'listing/Reconsider', entryId, fields, reasons)
    },
    decideEntryObjection: async ({ params: { entryId }, body, session }) => {
      const entry = await ownEntry(listener, session.person, entryId)
      if (entry.objection?.outcome !== 'PENDING') throw new GatewayError('NOT_IN_FORCE', { state: entry.state })
      const { decisionNo, decisionDigest, reasons, isUpheld, on } = body
      const text = store.salted('decision', { decisionNo, reasons })
      const signed = decisionDigest ?? text.digest
      const fields = { decisionDigest: signed, isUpheld, on }
      const plan = await onEntry('decideEntryObjection', 'listing/DecideObjection', entryId, fields)
      return { ...plan, prepare: () => store.keepDecision(entryId, signed, text) }
    },
    registerCreditRequest: ({ params: { requestId }, body, session }) =>
      registering(listener, store, session.person, requestId, body.grade ?? 'SERIOUS'),
  }
}

/** What a person concerned has sent in goes on the ledger with the day on which it came. */
async function registering(
  listener: Listener,
  store: CreditStore,
  person: Person,
  requestId: string,
  grade: string,
): Promise<ActPlan> {
  const {
    entry_id: entryId,
    kind,
    objection_kind: objection,
    commitment,
    received_at_ms,
  } = await store.openRequest(requestId)
  await ownEntry(listener, person, entryId)
  const receivedOn = civilDateOf(received_at_ms)
  const act = 'registerCreditRequest'
  switch (kind) {
    case 'OBJECTION':
      return onEntry(act, 'listing/Object', entryId, {
        kind: objection,
        requestedOn: receivedOn,
        documentDigest: commitment,
      })
    case 'RECONSIDERATION':
      return onEntry(act, 'listing/Reconsider', entryId, { askedOn: receivedOn, documentDigest: commitment })
    default: {
      const { isCorrected, isDutyFulfilled, hasCommitted } = await store.repairStatement(commitment)
      const stated = { isCorrected, isDutyFulfilled, isCommitmentSigned: hasCommitted }
      return onEntry(act, 'listing/ApplyRepair', entryId, {
        ...stated,
        grade,
        appliedOn: receivedOn,
        documentDigest: commitment,
      })
    }
  }
}

function onEntry(act: string, type: string, entryId: string, fields: object): Promise<ActPlan> {
  return one(act, { kind: 'entry', id: entryId }, type, { entryId, ...fields })
}

function one(act: string, subject: ActPlan['subject'], type: string, value: object): Promise<ActPlan> {
  return Promise.resolve({ act, subject, messages: [{ type, value: value as Json }], then: 'done' })
}
