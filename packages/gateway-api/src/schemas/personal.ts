import { Type } from 'typebox'
import type { Static } from 'typebox'
import { certificateNumber, certificateType, creditPerson, month, personName } from './credit-scalars.ts'
import { creditStep } from './credit.ts'
import { cents, documentNo, positiveCents, reasons } from './enforcement-scalars.ts'
import { pageFields } from './page.ts'
import {
  actId,
  bilingual,
  caseId,
  civilDate,
  closed,
  count,
  digest,
  flag,
  instant,
  nullable,
  oneOf,
  randomId,
  shortId,
  text,
  textState,
} from './scalars.ts'

/** Measures against persons in enforcement (民诉法 118, 119; 执行程序解释 23 to 25). */
export const PERSONAL_KINDS = ['FINE', 'DETENTION', 'EXIT_RESTRICTION'] as const
export const PERSONAL_STATES = ['DECIDED', 'SERVED', 'CARRIED_OUT', 'ENDED', 'LIFTED', 'REVOKED'] as const
export const PERSONAL_ROLES = [
  'DEBTOR',
  'LEGAL_REPRESENTATIVE',
  'MAIN_RESPONSIBLE',
  'DIRECTLY_RESPONSIBLE',
  'ASSISTING',
] as const
/** What is punished (民诉法 114, 117). */
export const PERSONAL_CONDUCTS = [
  'NO_PROPERTY_REPORT',
  'FALSE_PROPERTY_REPORT',
  'BREACH_OF_CONSUMPTION_LIMITS',
  'HIDING_OR_TRANSFER',
  'VIOLENCE_OR_THREAT',
  'FORGED_EVIDENCE',
  'REFUSAL_TO_PERFORM',
  'REFUSAL_TO_ASSIST',
] as const
export const PERSONAL_LIFTS = [
  'PERFORMED',
  'SECURITY_SUFFICIENT',
  'APPLICANT_CONSENT',
  'ADMITTED_AND_CORRECTED',
] as const
const OUTCOMES = ['PENDING', 'UPHELD', 'REVOKED'] as const
const REQUEST_STATES = ['RECEIVED', 'REGISTERED', 'RETURNED', 'ENDED'] as const

const decision = { decisionNo: documentNo, decisionDigest: Type.Optional(digest), reasons }

/** Somebody who is no debtor of the case: who acts for a unit, or has to assist. Goes to the vault. */
const otherPerson = closed({
  subjectKind: oneOf(['NATURAL', 'UNIT']),
  name: personName,
  certificateType,
  certificateNumber,
})

/** President and judge fine or detain a person, or restrict the exit. */
export const personalProposal = closed({
  ...decision,
  kind: oneOf(PERSONAL_KINDS),
  role: oneOf(PERSONAL_ROLES),
  /** A debtor of the case, or somebody else. */
  debtorId: Type.Optional(randomId),
  person: Type.Optional(otherPerson),
  /** Of a fine or detention. */
  conduct: Type.Optional(closed({ kind: oneOf(PERSONAL_CONDUCTS), on: civilDate })),
  amountCents: Type.Optional(positiveCents),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, title: '拘留天数 / days of detention' })),
})
export const personalService = closed({ servedOn: civilDate, evidenceDigest: digest })
export const personalCarryOut = closed({ on: civilDate, evidenceDigest: digest })
export const personalLift = closed({ ...decision, ground: oneOf(PERSONAL_LIFTS) })
/** On paper, at the counter. */
export const personalReconsideration = closed({ askedOn: civilDate, reasons })
export const personalReconsiderationDecision = closed({ ...decision, isRevoked: flag, on: civilDate })
export const ownPersonalReconsideration = closed({ reasons })
export const personalRequestReturn = closed({ reasons })

const reconsiderationView = Type.Object({
  askedOn: civilDate,
  decideBy: nullable(civilDate),
  outcome: oneOf(OUTCOMES),
  outcomeText: bilingual,
  outcomeOn: nullable(civilDate),
  /** What the person wrote, and what the court above answered. */
  reasons: nullable(text),
  reasonsState: textState,
  answer: nullable(text),
  answerState: textState,
})

export const personalMeasureSummary = Type.Object({
  measureId: randomId,
  kind: oneOf(PERSONAL_KINDS),
  kindText: bilingual,
  caseId,
  caseNumber: nullable(text),
  organisation: shortId,
  organisationName: bilingual,
  person: creditPerson,
  subjectKind: oneOf(['NATURAL', 'UNIT']),
  role: oneOf(PERSONAL_ROLES),
  roleText: bilingual,
  conduct: nullable(Type.Object({ kind: oneOf(PERSONAL_CONDUCTS), text: bilingual, on: civilDate })),
  amountCents: nullable(cents),
  days: nullable(count),
  state: oneOf(PERSONAL_STATES),
  stateText: bilingual,
  decidedOn: civilDate,
  servedOn: nullable(civilDate),
  carriedOutOn: nullable(civilDate),
  /** Last day of a detention. */
  endsOn: nullable(civilDate),
  /** Last day to ask the court above; null: not served, or not open for this kind. */
  reconsiderBy: nullable(civilDate),
  /** Until when the court above has to decide; null: nothing is pending. */
  decideBy: nullable(civilDate),
  changedAtMs: instant,
})
export type PersonalMeasureSummary = Static<typeof personalMeasureSummary>

/** What the law of today allows. */
export const personalLimits = Type.Object({
  finePersonCents: cents,
  fineUnitMinCents: cents,
  fineUnitMaxCents: cents,
  detentionDays: count,
})
export type PersonalLimits = Static<typeof personalLimits>

const details = {
  decisionNo: nullable(text),
  decisionDigest: digest,
  reasons: nullable(text),
  reasonsState: textState,
  reconsideration: nullable(reconsiderationView),
  steps: Type.Array(creditStep),
}

export const personalMeasureView = Type.Object({
  ...personalMeasureSummary.properties,
  ...details,
  requests: Type.Array(randomId),
  drafts: Type.Array(actId),
  /** What a machine does by itself stands still while it is suspended; persons go on. */
  isMachineSuspended: flag,
  acts: Type.Array(text),
  recordKey: text,
})
export type PersonalMeasureView = Static<typeof personalMeasureView>

export const personalDraftView = Type.Object({
  draftId: actId,
  /** What an approval signs. */
  digest,
  decision: oneOf(['DECIDE', 'LIFT']),
  decisionText: bilingual,
  measureId: randomId,
  kind: nullable(oneOf(PERSONAL_KINDS)),
  caseId: nullable(caseId),
  person: creditPerson,
  decisionNo: nullable(text),
  words: Type.Array(bilingual),
  reasons: nullable(text),
  reasonsState: textState,
  proposer: Type.Object({ organisation: text, officer: text }),
  proposedAtMs: instant,
  expiresAtMs: instant,
  state: oneOf(['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED']),
  mayApprove: flag,
  recordKey: text,
})
export type PersonalDraftView = Static<typeof personalDraftView>

/** A request for reconsideration, as the person sent it in. */
export const personalRequestView = Type.Object({
  requestId: randomId,
  measureId: randomId,
  kind: oneOf(PERSONAL_KINDS),
  kindText: bilingual,
  receivedOn: civilDate,
  receivedAtMs: instant,
  state: oneOf(REQUEST_STATES),
  stateText: bilingual,
  documentDigest: digest,
  reasons: nullable(text),
  reasonsState: textState,
  answer: nullable(text),
  answerState: textState,
})
export type PersonalRequestView = Static<typeof personalRequestView>

/** What is imposed on the person of the session, why, and what can be done against it until when. */
export const ownPersonalMeasureView = Type.Object({
  ...personalMeasureSummary.properties,
  ...details,
  requests: Type.Array(personalRequestView),
  mayReconsider: flag,
  /** What the law says of the remedy against this kind. */
  remedies: Type.Array(bilingual),
})
export type OwnPersonalMeasureView = Static<typeof ownPersonalMeasureView>

export const personalQuery = closed({
  ...pageFields,
  kind: Type.Optional(oneOf(PERSONAL_KINDS)),
  state: Type.Optional(oneOf(PERSONAL_STATES)),
  /** Of courts below, where a reconsideration waits for a decision. */
  pending: Type.Optional(Type.Boolean()),
})

/** Counts by month of the decision: no person, no case, no measure. */
export const personalSupervision = Type.Object({
  measures: Type.Array(
    Type.Object({
      month,
      kind: oneOf(PERSONAL_KINDS),
      kindText: bilingual,
      decided: count,
      served: count,
      carriedOut: count,
      ended: count,
      lifted: count,
      revoked: count,
      /** Sum of the fines decided; days of the detentions decided. */
      amountCents: count,
      days: count,
    }),
  ),
  reconsiderations: Type.Array(
    Type.Object({ month, asked: count, upheld: count, revoked: count, pending: count, late: count }),
  ),
  isComplete: flag,
})
export type PersonalSupervision = Static<typeof personalSupervision>
