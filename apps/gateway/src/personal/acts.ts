import type { Json } from '@xiezhi/codec'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import type { ActPlans } from '../acts/act-plans.ts'
import { randomId } from '../acts/random-id.ts'
import { proposing, signingAsSecond } from '../acts/two-persons.ts'
import { caseFacts } from '../enforcement/case-facts.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Listener } from '../routes/listener.ts'
import type { ProposalViews } from '../views/proposal-view.ts'
import { requireAllowed } from './judgement.ts'
import { limitsOn } from './limits.ts'
import { ownMeasure } from './measures.ts'
import { openRequest } from './requests.ts'
import type { ConcernedPerson, PersonalStore } from './store.ts'

type Proposal = NonNullable<RouteInput<Routes['proposePersonalMeasure']>['body']>

interface Tools {
  readonly listener: Listener
  readonly store: PersonalStore
  readonly enforcement: EnforcementStore
  readonly proposals: ProposalViews
}

/** Acts on fines, detention and exit restriction. */
export function personalPlans(tools: Tools): ActPlans {
  const { listener } = tools
  return {
    proposePersonalMeasure: ({ params: { caseId }, body }) => proposalPlan(tools, caseId, body),
    signPersonalDraft: async ({ params: { draftId: proposalId }, body: { digest }, session }) => {
      const plan = await signingAsSecond(listener, tools.proposals, session, {
        act: 'signPersonalDraft',
        proposalId,
        digest,
        isOf: (type) => type.startsWith('personal/'),
        subjectOf: (value) => ({ kind: 'personal-measure', id: (value as { readonly measureId: string }).measureId }),
      })
      return { ...plan, facts: { measureId: plan.subject.id } }
    },
    withdrawPersonalDraft: ({ params: { draftId } }) =>
      Promise.resolve({
        act: 'withdrawPersonalDraft',
        subject: { kind: 'draft', id: draftId },
        messages: [{ type: 'authority/WithdrawProposal', value: { proposalId: draftId } }],
        then: 'done',
      }),
    recordPersonalService: async ({ params: { measureId }, body, session }) => {
      await ownMeasure(listener, session.person, measureId)
      return onMeasure('recordPersonalService', 'personal/RecordService', measureId, body)
    },
    carryOutPersonalMeasure: async ({ params: { measureId }, body, session }) => {
      await ownMeasure(listener, session.person, measureId)
      return onMeasure('carryOutPersonalMeasure', 'personal/CarryOut', measureId, body)
    },
    ...decisionPlans(tools),
    ...requestPlans(tools),
  }
}

/** What president and judge decide is proposed by one of them. @throws GatewayError PERSONAL_MEASURE_REFUSED and others */
async function proposalPlan(tools: Tools, caseId: string, body: Proposal): Promise<ActPlan> {
  const { listener, store, enforcement } = tools
  const facts = await caseFacts(listener, enforcement, caseId)
  const { subjectKind, ...person } = await personOf(tools, caseId, body)
  const { subject, keep } = await store.concerned(caseId, person)
  const { kind, role, conduct, amountCents = null, days = null, decisionNo, reasons } = body
  const measure = {
    measureId: randomId(),
    kind,
    caseRef: caseId,
    subject,
    subjectKind,
    subjectRole: role,
    conduct: conduct ?? null,
    amountCents,
    days,
    decidedOn: facts.today,
  }
  await requireAllowed(listener.db, measure, limitsOn(facts.law, facts.today))
  const text = store.salted('decision', { decisionNo, reasons })
  const decisionDigest = body.decisionDigest ?? text.digest
  const { measureId } = measure
  const value = { ...measure, decisionDigest } as unknown as Json
  const plan = proposing('proposePersonalMeasure', '', [{ type: 'personal/Decide', value }], listener.clock.nowMs(), {
    measureId,
  })
  return {
    ...plan,
    subject: { kind: 'personal-measure', id: measureId },
    prepare: async () => {
      await keep()
      await store.keepDecision({ caseId, subject }, decisionDigest, text)
    },
  }
}

/** A debtor of the case as it has the person, or somebody who is named here. */
async function personOf(
  { enforcement }: Pick<Tools, 'enforcement'>,
  caseId: string,
  { debtorId, person }: Proposal,
): Promise<ConcernedPerson & { readonly subjectKind: 'NATURAL' | 'UNIT' }> {
  if ((debtorId === undefined) === (person === undefined))
    throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/person', expected: 'a debtor or a person' })
  if (person !== undefined) return person
  const { kind, idType, fields } = await enforcement.debtor(caseId, debtorId ?? '')
  return {
    subjectKind: kind === 'NATURAL' ? 'NATURAL' : 'UNIT',
    certificateType: idType,
    certificateNumber: fields.idNo,
    name: fields.name,
  }
}

function decisionPlans({ listener, store }: Tools): ActPlans {
  return {
    proposePersonalLift: async ({ params: { measureId }, body, session }) => {
      const { caseRef: caseId, subject } = await ownMeasure(listener, session.person, measureId)
      const { decisionNo, ground, reasons } = body
      const text = store.salted('decision', { decisionNo, reasons })
      const decisionDigest = body.decisionDigest ?? text.digest
      const value = { measureId, ground, decisionDigest }
      const messages = [{ type: 'personal/Lift', value }]
      const plan = proposing('proposePersonalLift', '', messages, listener.clock.nowMs(), { measureId })
      return {
        ...plan,
        subject: { kind: 'personal-measure', id: measureId },
        prepare: () => store.keepDecision({ caseId, subject }, decisionDigest, text),
      }
    },
    decidePersonalReconsideration: async ({ params: { measureId }, body, session }) => {
      const measure = await ownMeasure(listener, session.person, measureId)
      if (measure.reconsideration?.outcome !== 'PENDING')
        throw new GatewayError('NOT_IN_FORCE', { state: measure.state })
      const { decisionNo, isRevoked, on, reasons } = body
      const text = store.salted('decision', { decisionNo, reasons })
      const decisionDigest = body.decisionDigest ?? text.digest
      const fields = { isRevoked, on, decisionDigest }
      const plan = onMeasure('decidePersonalReconsideration', 'personal/DecideReconsideration', measureId, fields)
      const about = { caseId: measure.caseRef, subject: measure.subject }
      return { ...plan, prepare: () => store.keepDecision(about, decisionDigest, text) }
    },
  }
}

/** Requests for reconsideration: what came on paper, and what was sent in. */
function requestPlans({ listener, store }: Tools): ActPlans {
  return {
    enterPersonalReconsideration: async ({ params: { measureId }, body: { askedOn, reasons }, session }) => {
      const { caseRef: caseId, subject } = await ownMeasure(listener, session.person, measureId)
      const text = store.salted('request', reasons)
      const fields = { askedOn, documentDigest: text.digest }
      const plan = onMeasure('enterPersonalReconsideration', 'personal/Reconsider', measureId, fields)
      return { ...plan, prepare: () => store.keepRequest({ caseId, subject }, text) }
    },
    registerPersonalRequest: async ({ params: { requestId }, session }) => {
      const row = await openRequest(listener.db, requestId)
      await ownMeasure(listener, session.person, row.measure_id)
      const fields = { askedOn: civilDateOf(row.received_at_ms), documentDigest: row.commitment }
      return onMeasure('registerPersonalRequest', 'personal/Reconsider', row.measure_id, fields)
    },
  }
}

function onMeasure(act: string, type: string, measureId: string, fields: object): ActPlan {
  const value = { measureId, ...fields } as unknown as Json
  return { act, subject: { kind: 'personal-measure', id: measureId }, messages: [{ type, value }], then: 'done' }
}
