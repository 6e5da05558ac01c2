import { Type } from 'typebox'
import type { Static } from 'typebox'
import { objectionView, termView } from './enforcement-matters.ts'
import { asset, BEARER_STATES, cents, CONTROL_STATES, ID_TYPES, currency, reasons } from './enforcement-scalars.ts'
import { owedView } from './enforcement-money.ts'
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
  text,
} from './scalars.ts'

export const PARTY_PARTS = ['DEBTOR', 'APPLICANT', 'THIRD_PARTY'] as const
/** A case in which the person of the session is named; of nobody else's anything. */
export const partyMatterSummary = Type.Object({
  caseId,
  /** Public cases, and cases whose number the court has told the person. */
  caseNumber: nullable(text),
  parts: Type.Array(oneOf(PARTY_PARTS)),
  state: oneOf(BEARER_STATES),
  stateText: bilingual,
  court: bilingual,
  appliedOn: civilDate,
  /** On property of this person. */
  liveMeasures: count,
  openObjections: count,
  /** Last day of the remedy that ends first; null: none is open. */
  nextRemedyOn: nullable(civilDate),
})
export type PartyMatterSummary = Static<typeof partyMatterSummary>

const partyMeasure = Type.Object({
  orderId: actId,
  /** Property of this person, or contested by this person. */
  label: nullable(text),
  institution: bilingual,
  asset,
  limitCents: nullable(cents),
  currency,
  whole: flag,
  state: oneOf(CONTROL_STATES),
  stateText: bilingual,
  from: nullable(civilDate),
  to: nullable(civilDate),
  /** Earlier measures of others go before. */
  rank: nullable(count),
  mayObject: flag,
})

/** What is open to the person, until when, and to which court. */
const partyRemedy = Type.Object({
  kind: oneOf(['OBJECTION', 'RECONSIDERATION', 'SUIT', 'DISPUTE_DEBT']),
  text: bilingual,
  /** What it is against: a measure (its order), a decision (its objection), a notice to perform (its measure's order). */
  subject: Type.Object({
    kind: oneOf(['MEASURE', 'OBJECTION', 'DEBT_NOTICE', 'CASE']),
    id: text,
    label: nullable(text),
  }),
  rule: text,
  statute: bilingual,
  /** Null: as long as the enforcement goes on. */
  until: nullable(termView),
  isOver: flag,
  /** Where it is handed in. */
  court: bilingual,
})

/** `DISPUTE_DEBT`: of a third party that was told to perform what it owes the debtor (R20-29). */
export const SUBMISSION_KINDS = ['CONDUCT', 'LIMITATION', 'THIRD_PARTY', 'RECONSIDERATION', 'DISPUTE_DEBT'] as const
export const SUBMISSION_STATES = ['SUBMITTED', 'TAKEN_ON', 'RETURNED'] as const
/** What the person handed in here; the court's counter takes it on or returns it with reasons. */
export const partySubmission = Type.Object({
  submissionId: randomId,
  kind: oneOf(SUBMISSION_KINDS),
  kindText: bilingual,
  orderId: nullable(actId),
  earlierId: nullable(randomId),
  reasons: nullable(text),
  fileDigest: nullable(digest),
  submittedAtMs: instant,
  state: oneOf(SUBMISSION_STATES),
  stateText: bilingual,
  /** Why it was returned. */
  returnReasons: nullable(text),
  objectionId: nullable(randomId),
})
export type PartySubmission = Static<typeof partySubmission>

export const partyMatterView = Type.Object({
  ...partyMatterSummary.properties,
  /** What is owed today, step by step: to debtor and applicant. */
  owed: nullable(owedView),
  measures: Type.Array(partyMeasure),
  remedies: Type.Array(partyRemedy),
  /** Objections of this person. */
  objections: Type.Array(objectionView),
  submissions: Type.Array(partySubmission),
  documents: Type.Array(
    Type.Object({
      documentId: randomId,
      title: bilingual,
      digest,
      verificationCode: text,
      madeAtMs: instant,
    }),
  ),
})
export type PartyMatterView = Static<typeof partyMatterView>

export const partyObjection = closed({
  kind: oneOf(SUBMISSION_KINDS),
  orderId: Type.Optional(actId),
  earlierId: Type.Optional(randomId),
  reasons,
  fileDigest: Type.Optional(digest),
})
export const partySubmitted = Type.Object({ submissionId: randomId, submittedAtMs: instant })

/** The same for the counter, with who handed it in. */
export const submissionView = Type.Object({
  ...partySubmission.properties,
  caseId,
  raisedBy: Type.Object({ as: oneOf(PARTY_PARTS), name: nullable(text) }),
})
export type SubmissionView = Static<typeof submissionView>
export const partyEntry = closed({
  part: oneOf(['APPLICANT', 'THIRD_PARTY']),
  idType: oneOf(ID_TYPES),
  idNo: Type.String({ pattern: '^[0-9A-Za-z()-]{1,64}$' }),
  name: Type.String({ minLength: 1, maxLength: 120, title: '姓名或者名称 / name' }),
})
export const partyNamed = Type.Object({ caseId, part: oneOf(PARTY_PARTS) })

export const submissionReturn = closed({ reasons })
export const submissionReturned = Type.Object({ submissionId: randomId, state: oneOf(SUBMISSION_STATES) })
