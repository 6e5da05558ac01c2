import type { Json } from '@xiezhi/codec'
import { keepNamed } from '../enforcement/named.ts'
import { Refusals } from '../enforcement/refusals.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { Writings } from '../enforcement/writings.ts'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import { leavesInSlot } from '../outbox/dispatch-slots.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'
import type { ProposalViews } from '../views/proposal-view.ts'
import type { ActPlans } from './act-plans.ts'
import { InstrumentActs, PACKET_HOURS } from './instrument-acts.ts'
import { matterPlans } from './matter-acts.ts'
import { approving, proposing } from './two-persons.ts'

const HOUR_MS = 3_600_000

/** Acts of enforcement at the court. */
export function enforcementPlans(listener: Listener, store: EnforcementStore, proposals: ProposalViews): ActPlans {
  const instruments = new InstrumentActs(listener, store)
  const refusals = new Refusals(listener)
  return {
    openEnforcement: ({ body }) => openPlan(listener, store, body),
    restateClaim: ({ params: { caseId }, body }) => onCase('restateClaim', 'enforcement/Restate', caseId, body),
    recordPerformance: ({ params: { caseId }, body }) =>
      onCase('recordPerformance', 'enforcement/RecordPerformance', caseId, body),
    stayEnforcement: ({ params: { caseId }, body }) => onCase('stayEnforcement', 'enforcement/SetStay', caseId, body),
    closeEnforcement: ({ params: { caseId } }) => onCase('closeEnforcement', 'enforcement/Close', caseId, {}),
    queryProperty: ({ params: { caseId }, body, session }) => instruments.query(session.person, caseId, body),
    proposeControl: ({ params: { caseId }, body, session }) => instruments.control(session.person, caseId, body, false),
    orderEmergency: ({ params: { caseId }, body, session }) => instruments.control(session.person, caseId, body, true),
    proposeMeasureRuling: ({ params: { caseId }, body, session }) => instruments.measures(session.person, caseId, body),
    proposeFromProposals: ({ params: { caseId }, body, session }) =>
      instruments.proposals(session.person, caseId, body),
    dismissProposal: ({ params: { caseId, proposalId }, body }) => dismissPlan(store, caseId, proposalId, body.reasons),
    signDraft: ({ params: { draftId }, body: { digest }, session }) =>
      signPlan(proposals, refusals, session.person, draftId, digest),
    withdrawDraft: ({ params: { draftId } }) =>
      one('withdrawDraft', { kind: 'draft', id: draftId }, 'authority/WithdrawProposal', { proposalId: draftId }),
    revokeInstrument: ({ params: { instrumentId }, body }) =>
      one('revokeInstrument', { kind: 'instrument', id: instrumentId }, 'order/Revoke', { instrumentId, ...body }),
    ratifyInstrument: ({ params: { instrumentId } }) =>
      one('ratifyInstrument', { kind: 'instrument', id: instrumentId }, 'order/Ratify', { instrumentId }),
    resendOrder: ({ params: { orderId } }) => {
      const timeoutSeconds = Math.floor((listener.clock.nowMs() + PACKET_HOURS * HOUR_MS) / 1_000)
      return one('resendOrder', { kind: 'order', id: orderId }, 'order/Resend', { orderId, timeoutSeconds })
    },
    ...matterPlans({ listener, store, writings: new Writings(listener) }),
    ...haltPlans(listener, proposals),
  }
}

/** The kill switch: of courts and of institutions. */
export function haltPlans({ clock }: Pick<Listener, 'clock'>, proposals: ProposalViews): ActPlans {
  return {
    proposeHalt: ({ body }) => {
      const plan = proposing('proposeHalt', '', [{ type: 'order/SetHalt', value: { ...body } }], clock.nowMs())
      return Promise.resolve({ ...plan, subject: { kind: 'halt', id: body.reason } })
    },
    approveHalt: ({ params: { proposalId }, body: { digest }, session }) =>
      approving(proposals, session.person, 'approveHalt', { kind: 'proposal', id: proposalId }, [
        { proposalId, digest },
      ]),
  }
}

type OpenBody = Parameters<NonNullable<ActPlans['openEnforcement']>>[0]['body']

async function openPlan(listener: Listener, store: EnforcementStore, body: OpenBody): Promise<ActPlan> {
  const { caseId, debtors, caseNumber = null, applicants, basis, ...fields } = body
  const keep = await store.newDebtors(caseId, debtors, caseNumber)
  const plan = await onCase('openEnforcement', 'enforcement/Open', caseId, fields)
  return { ...plan, prepare: () => keepNamed(listener, caseId, keep, { applicants, basis }) }
}

async function dismissPlan(
  store: EnforcementStore,
  caseId: string,
  proposalId: string,
  reasons: string,
): Promise<ActPlan> {
  const [debtor] = await store.debtors(caseId)
  const { digest: reasonsDigest, keep } = store.dismissal(debtor?.fields?.idNo ?? caseId, reasons)
  const plan = await onCase('dismissProposal', 'enforcement/DismissProposal', caseId, { proposalId, reasonsDigest })
  return { ...plan, prepare: keep }
}

/** A judge signs as the second person. @throws GatewayError SUBJECT_UNKNOWN, NOT_IN_FORCE, SAME_PERSON */
async function signPlan(
  proposals: ProposalViews,
  refusals: Refusals,
  person: Person,
  proposalId: string,
  digest: string,
): Promise<ActPlan> {
  if ((await refusals.of([proposalId])).size > 0) throw new GatewayError('NOT_IN_FORCE', { state: 'REFUSED' })
  const { type, value } = await proposals.view(proposalId, person)
  if (type !== 'order/Issue') throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'draft' })
  const issue = value as { readonly caseRef: string; readonly instrumentId: string } & Parameters<
    typeof leavesInSlot
  >[0]
  const { caseRef, instrumentId } = issue
  const plan = await approving(proposals, person, 'signDraft', { kind: 'enforcement', id: caseRef }, [
    { proposalId, digest },
  ])
  return { ...plan, inSlot: leavesInSlot(issue), facts: { instrumentId } }
}

function onCase(act: string, type: string, caseRef: string, fields: object): Promise<ActPlan> {
  return one(act, { kind: 'enforcement', id: caseRef }, type, { caseRef, ...fields })
}

function one(act: string, subject: ActPlan['subject'], type: string, value: object): Promise<ActPlan> {
  return Promise.resolve({ act, subject, messages: [{ type, value: value as Json }], then: 'done' })
}
