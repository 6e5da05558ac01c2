import { Type } from 'typebox'
import type { Static } from 'typebox'
import { alarm } from './case.ts'
import { reasonView } from './check.ts'
import { publishedItems } from './credit-acts.ts'
import {
  category,
  CO_SUBJECT_ROLES,
  CREDIT_DECISIONS,
  CREDIT_ENDS,
  CREDIT_REQUEST_KINDS,
  CREDIT_REQUEST_STATES,
  CREDIT_ENTRY_STATES,
  creditPerson,
  DELETION_EVENTS,
  EXTENSION_GROUNDS,
  LIFT_GROUNDS,
  OBJECTION_OUTCOMES,
  REPAIR_GRADES,
  situation,
} from './credit-scalars.ts'
import { CREDIT_LISTS, CREDIT_OBJECTIONS } from './credit-subscriber.ts'
import {
  actId,
  bilingual,
  caseId,
  civilDate,
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

/** Of subscribers: how many have the entry as it stands, and how many are late. */
const propagationCounts = Type.Object({ subscribers: count, confirmed: count, late: count })

export const courtEntrySummary = Type.Object({
  entryId: randomId,
  list: oneOf(CREDIT_LISTS),
  listText: bilingual,
  caseId,
  organisation: shortId,
  person: creditPerson,
  subjectKind: oneOf(['NATURAL', 'UNIT']),
  situation: nullable(situation),
  situationText: nullable(bilingual),
  categories: Type.Array(category),
  state: oneOf(CREDIT_ENTRY_STATES),
  stateText: bilingual,
  decidedOn: civilDate,
  publishedAtMs: nullable(instant),
  /** Last day; null: until an event or a decision. */
  termTo: nullable(civilDate),
  deleteBy: nullable(civilDate),
  isObjected: flag,
  hasProposal: flag,
  propagation: propagationCounts,
  openAlarms: count,
  changedAtMs: instant,
})
export type CourtEntrySummary = Static<typeof courtEntrySummary>

const creditObjectionView = Type.Object({
  kind: oneOf(CREDIT_OBJECTIONS),
  kindText: bilingual,
  requestedOn: civilDate,
  decideBy: nullable(civilDate),
  outcome: oneOf(OBJECTION_OUTCOMES),
  outcomeOn: nullable(civilDate),
  fixBy: nullable(civilDate),
  /** Until when the person may ask the court above. */
  reconsiderBy: nullable(civilDate),
  reconsiderAskedOn: nullable(civilDate),
  reconsiderDecideBy: nullable(civilDate),
  /** What the person wrote, and what the court answered. */
  reasons: nullable(text),
  reasonsState: textState,
  answer: nullable(text),
  answerState: textState,
})
export type CreditObjectionView = Static<typeof creditObjectionView>

/** An application for repair, and what was decided. */
const creditRepairView = Type.Object({
  grade: oneOf(REPAIR_GRADES),
  gradeText: bilingual,
  appliedOn: civilDate,
  decideBy: nullable(civilDate),
  outcome: oneOf(OBJECTION_OUTCOMES),
  outcomeOn: nullable(civilDate),
  answer: nullable(text),
  answerState: textState,
})

/** One step of the machine that was taken, with what explains it. */
export const creditStep = Type.Object({
  transition: text,
  text: bilingual,
  from: text,
  to: text,
  by: oneOf(['PERSON', 'PROGRAM']),
  actors: Type.Array(Type.Object({ organisation: shortId, officer: shortId })),
  instrumentDigest: nullable(digest),
  event: nullable(text),
  until: nullable(civilDate),
  rules: Type.Array(reasonView),
  atMs: instant,
})

const coSubjectView = Type.Object({ role: oneOf(CO_SUBJECT_ROLES), roleText: bilingual, person: creditPerson })
const entryDetails = {
  decisionNo: nullable(text),
  decisionDigest: digest,
  servedOn: nullable(civilDate),
  extension: nullable(Type.Object({ months: count, ground: oneOf(EXTENSION_GROUNDS) })),
  lift: nullable(Type.Object({ ground: oneOf(LIFT_GROUNDS), text: bilingual, from: civilDate, to: civilDate })),
  categoryTexts: Type.Array(bilingual),
  exceptions: Type.Array(
    Type.Object({ person: creditPerson, category, text: bilingual, from: civilDate, to: civilDate }),
  ),
  deletion: nullable(
    Type.Object({
      event: oneOf(DELETION_EVENTS),
      text: bilingual,
      on: civilDate,
      deleteBy: nullable(civilDate),
      alarmOn: nullable(civilDate),
    }),
  ),
  /** From the vault; null: erased. Of the day of birth the age. */
  published: nullable(
    Type.Object({
      ...publishedItems.properties,
      birthDate: Type.Null(),
      age: nullable(count),
      caseNumber: nullable(text),
      filedOn: nullable(civilDate),
    }),
  ),
  objection: nullable(creditObjectionView),
  /** Absent: none was applied for. */
  repair: Type.Optional(creditRepairView),
  steps: Type.Array(creditStep),
  revision: count,
}

/** What may be done next by whoever reads, as the machine and the roles have it: names of routes. */
const nextActs = Type.Array(text)

export const courtEntryView = Type.Object({
  ...courtEntrySummary.properties,
  ...entryDetails,
  coSubjects: Type.Array(coSubjectView),
  /** An event was recorded that a person has to decide on (R20-86). */
  proposal: nullable(
    Type.Object({ event: oneOf(DELETION_EVENTS), text: bilingual, on: civilDate, documentDigest: digest }),
  ),
  requests: Type.Array(randomId),
  drafts: Type.Array(actId),
  alarms: Type.Array(alarm),
  /** What a machine does by itself stands still while it is suspended; persons go on. */
  isMachineSuspended: flag,
  acts: nextActs,
  recordKey: text,
})
export type CourtEntryView = Static<typeof courtEntryView>

/** Time that a debtor of a case was given. */
export const graceView = Type.Object({
  entryId: randomId,
  person: creditPerson,
  decidedOn: civilDate,
  /** Last day on which nobody decides on a list about this person in this case. */
  until: civilDate,
  decisionNo: nullable(text),
  decisionDigest: digest,
})
export type GraceView = Static<typeof graceView>

/** A grace that runs for the person of the session: until when nobody decides on a list, and what to do. */
export const ownGraceView = Type.Object({
  entryId: randomId,
  organisationName: bilingual,
  caseNumber: nullable(text),
  decidedOn: civilDate,
  /** Last day. */
  until: civilDate,
  decisionNo: nullable(text),
  todo: Type.Array(bilingual),
})
export type OwnGraceView = Static<typeof ownGraceView>

/** An entry about the person of the session that is gone, as long as its certificate can be printed. */
export const ownCertificateView = Type.Object({
  entryId: randomId,
  list: oneOf(CREDIT_LISTS),
  listText: bilingual,
  endText: bilingual,
  endedOn: civilDate,
  receipts: Type.Array(
    Type.Object({ subscriber: shortId, toldAtMs: instant, confirmedAtMs: nullable(instant), isLate: flag }),
  ),
  /** Every subscriber has confirmed: a certificate that is printed now names each receipt. */
  isFinal: flag,
  /** Last day; fetched earlier, nothing is kept any longer. */
  keptUntil: civilDate,
})
export type OwnCertificateView = Static<typeof ownCertificateView>

/** The paper, handed over in the session: the gateway keeps its digest. */
export const ownCertificateFile = Type.Object({
  documentId: randomId,
  digest,
  verificationCode: text,
  isFinal: flag,
  pdfBase64: text,
})
export type OwnCertificateFile = Static<typeof ownCertificateFile>

/** An ended entry: the digest of what stood, and nothing that leads to a person. */
export const endedEntryView = Type.Object({
  entryId: randomId,
  list: oneOf(CREDIT_LISTS),
  organisation: shortId,
  end: oneOf(CREDIT_ENDS),
  endText: bilingual,
  event: nullable(text),
  deleteBy: nullable(civilDate),
  endedAtMs: instant,
  digest,
  /** Withdrawals without a receipt. */
  openWithdrawals: count,
  /** Keys of the person's fields were destroyed; the certificate says so. */
  erasedAtMs: nullable(instant),
  certificateDigest: nullable(text),
  recordKey: text,
})
export type EndedEntryView = Static<typeof endedEntryView>

export const creditDraftView = Type.Object({
  draftId: actId,
  /** What an approval signs. */
  digest,
  decision: oneOf(CREDIT_DECISIONS),
  decisionText: bilingual,
  entryId: randomId,
  caseId: nullable(caseId),
  list: oneOf(CREDIT_LISTS),
  person: creditPerson,
  decisionNo: nullable(text),
  /** The whole effect in words, as it will be signed. */
  words: Type.Array(bilingual),
  reasons: nullable(text),
  reasonsState: textState,
  proposer: Type.Object({ organisation: text, officer: text }),
  proposedAtMs: instant,
  expiresAtMs: instant,
  state: oneOf(['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED']),
  /** Whether the person of this session may sign: of the other office, and not the proposer. */
  mayApprove: flag,
  recordKey: text,
})
export type CreditDraftView = Static<typeof creditDraftView>

/** What a person concerned sent in. */
export const creditRequestView = Type.Object({
  requestId: randomId,
  entryId: randomId,
  list: nullable(oneOf(CREDIT_LISTS)),
  kind: oneOf(CREDIT_REQUEST_KINDS),
  kindText: bilingual,
  objectionKind: nullable(oneOf(CREDIT_OBJECTIONS)),
  receivedOn: civilDate,
  receivedAtMs: instant,
  state: oneOf(CREDIT_REQUEST_STATES),
  stateText: bilingual,
  registeredAtMs: nullable(instant),
  /** What the ledger commits to. */
  documentDigest: digest,
  reasons: nullable(text),
  reasonsState: textState,
  /** Why it was returned. */
  answer: nullable(text),
  answerState: textState,
})
export type CreditRequestView = Static<typeof creditRequestView>
export const requestReceived = Type.Object({ requestId: randomId, receivedOn: civilDate, documentDigest: digest })

/** Use of an entry, as a subscriber recorded it. */
export const entryUseView = Type.Object({
  useId: randomId,
  entryId: randomId,
  subscriber: shortId,
  measure: text,
  measureText: bilingual,
  action: text,
  actionText: bilingual,
  count,
  purpose: text,
  on: civilDate,
})
export type EntryUseView = Static<typeof entryUseView>

/** What is recorded about the person of the session: why, until when, which measures, and who has it. */
export const ownEntryView = Type.Object({
  entryId: randomId,
  list: oneOf(CREDIT_LISTS),
  listText: bilingual,
  /** Debtor, or why the person is limited together with a unit. */
  role: oneOf(['DEBTOR', ...CO_SUBJECT_ROLES]),
  roleText: bilingual,
  organisation: shortId,
  organisationName: bilingual,
  caseNumber: nullable(text),
  person: creditPerson,
  situation: nullable(situation),
  situationText: nullable(bilingual),
  state: oneOf(CREDIT_ENTRY_STATES),
  stateText: bilingual,
  decidedOn: civilDate,
  publishedAtMs: nullable(instant),
  termTo: nullable(civilDate),
  termText: bilingual,
  isObjected: flag,
  ...entryDetails,
  /** Measures that follow, and who may take them. */
  measures: Type.Array(Type.Object({ measure: text, text: bilingual, subscribers: Type.Array(shortId) })),
  uses: Type.Array(entryUseView),
  requests: Type.Array(creditRequestView),
  mayObject: flag,
  mayReconsider: flag,
  mayApplyForRepair: flag,
  /** What the law says of objection, reconsideration and deletion. */
  remedies: Type.Array(bilingual),
})
export type OwnEntryView = Static<typeof ownEntryView>
