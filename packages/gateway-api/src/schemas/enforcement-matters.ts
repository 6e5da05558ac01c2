import { Type } from 'typebox'
import type { Static } from 'typebox'
import {
  asset,
  cents,
  currency,
  OBJECTION_KINDS,
  PRESERVATION_KINDS,
  TRANSFER_GROUNDS,
  TRANSFER_STATES,
  WRONGS,
} from './enforcement-scalars.ts'
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

/** A text behind a digest of the ledger: null with the reason in the state. */
export const writtenView = Type.Object({
  digest,
  text: nullable(text),
  state: textState,
  /** Digest of the paper that was handed in with it. */
  fileDigest: nullable(digest),
})
export type WrittenView = Static<typeof writtenView>

/** A term by the calendar; `legalEnd` null: it rests on a calendar that is not loaded. */
export const termView = Type.Object({
  rawEnd: civilDate,
  legalEnd: nullable(civilDate),
  /** Negative: so many days over. Null without a legal end. */
  daysLeft: nullable(Type.Integer()),
})
export type TermView = Static<typeof termView>

/** A measure of the case as the pages name it. */
const measureRef = Type.Object({
  measureId: randomId,
  orderId: actId,
  institution: shortId,
  asset,
  label: nullable(text),
})

export const OBJECTION_STATES = ['OPEN', 'UPHELD', 'DISMISSED'] as const
export const OBJECTORS = ['DEBTOR', 'APPLICANT', 'THIRD_PARTY', 'INSTITUTION'] as const
export const objectionView = Type.Object({
  caseId,
  objectionId: randomId,
  kind: oneOf(OBJECTION_KINDS),
  kindText: bilingual,
  /** Of an institution: the institution. Of persons: what they are in the case; their names lie in the vault. */
  raisedBy: Type.Object({ as: oneOf(OBJECTORS), name: nullable(text), institution: nullable(shortId) }),
  measure: nullable(measureRef),
  /** The order to which an institution objects. */
  orderId: nullable(actId),
  /** The decision that a reconsideration contests. */
  earlierId: nullable(randomId),
  grounds: writtenView,
  receivedOn: civilDate,
  /** Until when it is decided; null: the law names no term. */
  due: nullable(termView),
  isOverdue: flag,
  state: oneOf(OBJECTION_STATES),
  stateText: bilingual,
  decision: nullable(
    Type.Object({ reasons: writtenView, officer: shortId, servedOn: civilDate, inTime: nullable(flag) }),
  ),
  /** What is open against the decision, and until when. */
  remedy: nullable(Type.Object({ kind: oneOf(['RECONSIDERATION', 'SUIT']), text: bilingual, until: termView })),
  /** The session's court decides it: a reconsideration is decided by the court above. */
  mayDecide: flag,
  recordKey: text,
})
export type CaseObjectionView = Static<typeof objectionView>

const courtsMeasure = Type.Object({
  caseId,
  organisation: shortId,
  /** As the court's ledger has it; the id where it has none. */
  organisationName: bilingual,
  measureId: randomId,
})
export const transferView = Type.Object({
  transferId: randomId,
  ground: oneOf(TRANSFER_GROUNDS),
  groundText: bilingual,
  /** The court that holds the asset, and the court that asks. */
  from: courtsMeasure,
  to: courtsMeasure,
  request: writtenView,
  requestedOn: civilDate,
  answerBy: civilDate,
  isOverdue: flag,
  /** The share of the first court is kept back: its claim is not yet in an effective document. */
  reserve: flag,
  state: oneOf(TRANSFER_STATES),
  stateText: bilingual,
  /** The first court's refusal, and what a court above both decided. */
  decisions: Type.Array(
    Type.Object({
      organisation: shortId,
      officer: shortId,
      outcome: oneOf(['REFUSED', 'ORDERED']),
      reasons: writtenView,
      atMs: instant,
    }),
  ),
  /** Nothing more can be done about it: the letter is signed, or a court above both has refused. */
  isEnded: flag,
  instrumentId: nullable(randomId),
  /**
   * What the session's court may still do: the first court refuses or grants by its letter, a court above both decides. What
   * was ordered is granted by either of them.
   */
  mayAnswer: flag,
  mayGrant: flag,
  mayDecide: flag,
  recordKey: text,
})
export type TransferView = Static<typeof transferView>

export const debtNoticeView = Type.Object({
  measure: measureRef,
  noticeDigest: digest,
  servedOn: civilDate,
  /** Until when the third party may perform or object. */
  objectBy: nullable(termView),
  objectedOn: nullable(civilDate),
  objection: nullable(writtenView),
  /** As the law judges it today: not to be enforced yet, to be enforced, barred by an objection in time. */
  verdict: text,
  verdictText: bilingual,
  recordKey: text,
})
export type DebtNoticeView = Static<typeof debtNoticeView>

export const wrongView = Type.Object({
  wrongId: randomId,
  orderId: actId,
  kind: oneOf(WRONGS),
  kindText: bilingual,
  finding: writtenView,
  officer: shortId,
  foundAtMs: instant,
  /** Orders that make it good. */
  remedies: Type.Array(actId),
  state: oneOf(['FOUND', 'COMPENSATED', 'NO_DAMAGE']),
  stateText: bilingual,
  decision: nullable(Type.Object({ reasons: writtenView, organisation: shortId, officer: shortId, atMs: instant })),
  recordKey: text,
})
export type WrongView = Static<typeof wrongView>

export const roundView = Type.Object({
  number: count,
  rulingDigest: digest,
  consumptionOrderDigest: digest,
  listingDigest: nullable(digest),
  searchDigest: digest,
  hearingDigest: digest,
  endedOn: civilDate,
  requeryUntil: civilDate,
  officer: shortId,
  resumedOn: nullable(civilDate),
  resumption: nullable(writtenView),
  /** Days on which the institutions are to be asked again; those to come stand with `null` as state. */
  requeries: Type.Array(
    Type.Object({
      number: count,
      dueOn: civilDate,
      state: nullable(oneOf(['DUE', 'DONE'])),
      instrumentId: nullable(randomId),
    }),
  ),
  recordKey: text,
})
export type RoundView = Static<typeof roundView>

export const PRESERVATION_STATES = ['OPEN', 'CONVERTED', 'LIFTED'] as const
export const preservationView = Type.Object({
  caseId,
  /** Public cases only. */
  caseNumber: nullable(text),
  organisation: shortId,
  kind: oneOf(PRESERVATION_KINDS),
  kindText: bilingual,
  /** The article that lets the court order this kind. */
  legalBasis: bilingual,
  rulingDigest: digest,
  amountCents: cents,
  currency,
  security: nullable(Type.Object({ cents, digest })),
  performanceEndsOn: nullable(civilDate),
  state: oneOf(PRESERVATION_STATES),
  stateText: bilingual,
  filedOn: nullable(civilDate),
  /** The term for filing, once it runs. */
  filing: nullable(Type.Object({ fromOn: civilDate, until: termView })),
  openedAtMs: instant,
  recordKey: text,
})
export type PreservationView = Static<typeof preservationView>

export const saleView = Type.Object({ measure: measureRef, on: civilDate, noticeDigest: digest, recordKey: text })

/** Another creditor who takes part in the distribution; the name lies in the vault. */
export const creditorView = Type.Object({
  creditorId: randomId,
  class: oneOf(['PRIORITY', 'ORDINARY']),
  name: nullable(text),
  nameState: textState,
  cents,
  /** The right, or the document on which the claim rests. */
  ground: nullable(text),
  /** Of the right or measure: orders creditors of an enterprise; null: no measure. */
  sealedAtMs: nullable(instant),
  appliedOn: civilDate,
  enteredBy: shortId,
  withdrawnAtMs: nullable(instant),
})
export type CreditorView = Static<typeof creditorView>

/** What stands beside the measures of a case. */
export const mattersView = Type.Object({
  caseId,
  preservation: nullable(preservationView),
  objections: Type.Array(objectionView),
  transfers: Type.Array(transferView),
  sales: Type.Array(saleView),
  debtNotices: Type.Array(debtNoticeView),
  wrongs: Type.Array(wrongView),
  rounds: Type.Array(roundView),
  creditors: Type.Array(creditorView),
  /** When a query of the case was first answered: without one no round ends. */
  roundMayEndFrom: nullable(civilDate),
})
export type MattersView = Static<typeof mattersView>
