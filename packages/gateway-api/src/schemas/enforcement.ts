import { Type } from 'typebox'
import type { Static } from 'typebox'
import { alarm } from './case.ts'
import { reasonView } from './check.ts'
import { owedView } from './enforcement-money.ts'
import {
  asset,
  BASIS_TYPES,
  BEARER_STATES,
  cents,
  claim,
  CONTROL_STATES,
  currency,
  DEBTOR_KINDS,
  documentNo,
  effectView,
  ID_TYPES,
  INSTRUMENT_KINDS,
  months,
  ORDER_RESULTS,
  ORDER_STATES,
  RELATIONS,
  STAY_GROUNDS,
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

export const enforcementSummary = Type.Object({
  caseId,
  /** Public cases only. */
  caseNumber: nullable(text),
  organisation: shortId,
  state: oneOf(BEARER_STATES),
  appliedOn: civilDate,
  openedAtMs: instant,
  principalCents: cents,
  currency,
  /** Under a measure in effect, as ordered. */
  controlledCents: cents,
  liveControls: count,
  openOrders: count,
  openProposals: count,
  /** Instruments that wait for a second signature. */
  openDrafts: count,
  /** Last day of the measure that ends first. */
  nextExpiryOn: nullable(civilDate),
  openAlarms: count,
})
export type EnforcementSummary = Static<typeof enforcementSummary>

/** From the vault. The number is masked. */
export const debtorView = Type.Object({
  debtorId: randomId,
  kind: oneOf(DEBTOR_KINDS),
  name: nullable(text),
  nameState: textState,
  formerNames: Type.Array(text),
  idType: oneOf(ID_TYPES),
  idNoMasked: nullable(text),
})
export type DebtorView = Static<typeof debtorView>

/** Who applied, as entered with the case. From the vault; the number is masked. */
export const applicantView = Type.Object({
  name: text,
  idType: oneOf(ID_TYPES),
  idNoMasked: text,
  representative: nullable(text),
})

export const PROPERTY_SOURCES = ['ANSWER', 'ENTERED'] as const
/** Property that was found. From the vault; of numbers the last four places (rulebook 20A.7). */
export const propertyView = Type.Object({
  propertyId: randomId,
  debtorId: randomId,
  institution: shortId,
  asset,
  /** Such as the kind of account, the kind of right with the place, the mark and model. */
  label: text,
  numberMasked: text,
  currency,
  /** Of money; null of a thing. */
  balanceCents: nullable(cents),
  availableCents: nullable(cents),
  /** Shares. */
  units: nullable(count),
  /** Mortgages, pledges and earlier measures that go before. */
  encumberedCents: cents,
  /** What an officer holds it to be worth, with the ground for it; null: not estimated. */
  estimate: nullable(
    Type.Object({ valueCents: cents, ground: text, groundState: textState, officer: shortId, on: civilDate }),
  ),
  /** What a plan counts: null as long as a value is missing. */
  netCents: nullable(cents),
  divisible: flag,
  /** Special funds are for a judge to look at; a plan leaves them alone (R20-39). */
  specialFund: nullable(text),
  /** Measures of others, as the institution told. */
  earlierMeasures: Type.Array(
    Type.Object({ organ: text, rank: nullable(count), limitCents: nullable(cents), to: nullable(civilDate) }),
  ),
  source: oneOf(PROPERTY_SOURCES),
  /** The order that found it; null: entered by hand. */
  orderId: nullable(actId),
  foundOn: civilDate,
  /** Too old to plan with: to be asked for again. */
  isStale: flag,
  /** The order of the control that stands on it, if one does. */
  controlOrderId: nullable(actId),
})
export type PropertyView = Static<typeof propertyView>

const historyItem = Type.Object({
  event: text,
  text: bilingual,
  atMs: instant,
  /** The order that brought it; null: the passing of time, or what became of another measure. */
  orderId: nullable(actId),
  /** Of the distribution, where the institution told of one. */
  digest: nullable(digest),
})
/** A freeze or seal of this case: one bar of the time line. */
export const controlView = Type.Object({
  orderId: actId,
  propertyId: nullable(randomId),
  institution: shortId,
  asset,
  /** Label and last places of the property's number; null where the vault does not hold it. */
  label: nullable(text),
  limitCents: nullable(cents),
  whole: flag,
  state: oneOf(CONTROL_STATES),
  stateText: bilingual,
  measureId: nullable(randomId),
  /** 0: in effect; n: so many stand before it. */
  rank: nullable(count),
  from: nullable(civilDate),
  to: nullable(civilDate),
  daysLeft: nullable(Type.Integer()),
  /** Day by which a renewal should be asked for (R20-10). */
  renewBy: nullable(civilDate),
  history: Type.Array(historyItem),
  changedAtMs: instant,
  recordKey: text,
})
export type ControlView = Static<typeof controlView>

export const ORDER_ANNEX_STATES = ['NONE', 'WAITING', 'SENT', 'RETRIEVED', 'OPENED', 'FAILED'] as const
export const orderView = Type.Object({
  orderId: actId,
  instrumentId: randomId,
  instrumentKind: oneOf(INSTRUMENT_KINDS),
  institution: shortId,
  effect: effectView,
  /** The effect in words, as it was signed. */
  words: Type.Array(bilingual),
  propertyId: nullable(randomId),
  relation: nullable(Type.Object({ kind: oneOf(RELATIONS), orderId: actId })),
  state: oneOf(ORDER_STATES),
  stateText: bilingual,
  result: nullable(
    Type.Object({
      kind: oneOf(ORDER_RESULTS),
      /** Why it was rejected, failed, or fulfilled in part. */
      reason: nullable(reasonView),
      rank: nullable(count),
      from: nullable(civilDate),
      to: nullable(civilDate),
      /** From the opened annex. */
      amountCents: nullable(cents),
      decidedAtMs: instant,
    }),
  ),
  /** Each rung with the time of the ledger that knows it. */
  ladder: Type.Array(Type.Object({ rung: text, text: bilingual, atMs: instant, isNegative: flag })),
  /** At its deadline: answered, silent, undelivered, no newer header. */
  outcome: nullable(Type.Object({ kind: text, text: bilingual, atMs: instant })),
  sentAtMs: instant,
  deadlineMs: instant,
  answeredAtMs: nullable(instant),
  annex: Type.Object({ state: oneOf(ORDER_ANNEX_STATES), text: bilingual }),
  mayResend: flag,
  recordKey: text,
})
export type OrderView = Static<typeof orderView>

/** The paper that the gateway made of an instrument; null: an officer stated the digest of one. */
const madeDocument = nullable(Type.Object({ documentId: randomId, verificationCode: text }))
export const instrumentView = Type.Object({
  instrumentId: randomId,
  kind: oneOf(INSTRUMENT_KINDS),
  kindText: bilingual,
  documentDigest: digest,
  noticeNo: nullable(documentNo),
  rulingNo: nullable(documentNo),
  signers: Type.Array(Type.Object({ organisation: shortId, officer: shortId, role: text })),
  signedAtMs: instant,
  validFrom: civilDate,
  validTo: nullable(civilDate),
  emergency: flag,
  ratification: nullable(Type.Object({ officer: shortId, atMs: instant })),
  /** Until when a second person ratifies; null: nothing to ratify. */
  ratifyByMs: nullable(instant),
  state: oneOf(['IN_FORCE', 'REVOKED']),
  revocation: nullable(Type.Object({ reason: text, text: bilingual, officer: shortId, atMs: instant })),
  orders: count,
  /** Of them those that a later order corrects or takes the place of. */
  superseded: count,
  document: madeDocument,
  recordKey: text,
})
export type InstrumentView = Static<typeof instrumentView>

/** What the ledger proposes, and a person decides (T20-4, T20-5, T20-6). */
export const releaseProposalView = Type.Object({
  proposalId: randomId,
  kind: oneOf(['RELEASE', 'REDUCE', 'RENEW']),
  kindText: bilingual,
  measureId: randomId,
  /** Of the control. */
  orderId: actId,
  institution: shortId,
  asset,
  label: nullable(text),
  limitCents: nullable(cents),
  /** Limit that is left. */
  keepCents: nullable(cents),
  reason: reasonView,
  dueOn: nullable(civilDate),
  state: oneOf(['OPEN', 'SIGNED', 'DISMISSED']),
  /** Waits in an instrument for its second signature. */
  draftId: nullable(actId),
  instrumentId: nullable(randomId),
  dismissal: nullable(Type.Object({ officer: shortId, reasons: nullable(text), reasonsState: textState })),
  proposedAtMs: instant,
  endedAtMs: nullable(instant),
  recordKey: text,
})
export type ReleaseProposalView = Static<typeof releaseProposalView>

export const DIFFERENCES = ['ADDED', 'LEFT_OUT', 'MORE', 'LESS', 'TERM'] as const
/** Where what is asked for departs from the program's plan. */
export const differenceView = Type.Object({
  propertyId: randomId,
  label: nullable(text),
  what: oneOf(DIFFERENCES),
  text: bilingual,
  plannedCents: nullable(cents),
  askedCents: nullable(cents),
  plannedMonths: nullable(months),
  askedMonths: nullable(months),
  /** The officer's. */
  reasons: nullable(text),
  reasonsState: textState,
})
export type DifferenceView = Static<typeof differenceView>

export const DRAFT_STATES = ['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED', 'REFUSED'] as const
/** An instrument that waits for its second signature. */
export const draftView = Type.Object({
  draftId: actId,
  /** What an approval signs. */
  digest,
  instrumentId: randomId,
  caseId,
  kind: oneOf(INSTRUMENT_KINDS),
  kindText: bilingual,
  noticeNo: nullable(documentNo),
  rulingNo: nullable(documentNo),
  documentDigest: digest,
  /** The whole effect in words, as it will be signed. */
  words: Type.Array(bilingual),
  effects: Type.Array(
    Type.Object({
      institution: shortId,
      effect: effectView,
      words: Type.Array(bilingual),
      propertyId: nullable(randomId),
      label: nullable(text),
    }),
  ),
  /** Null where nothing was planned. */
  plan: nullable(Type.Object({ targetCents: cents, plannedCents: cents, askedCents: cents, overCents: cents })),
  differences: Type.Array(differenceView),
  proposer: Type.Object({ organisation: text, officer: text }),
  proposedAtMs: instant,
  expiresAtMs: instant,
  /** Refused: it went back to the proposer, who withdraws it and may propose another. */
  state: oneOf(DRAFT_STATES),
  /** A judge's reasons against it; they lie in the vault. */
  refusal: nullable(Type.Object({ officer: shortId, reasons: nullable(text), reasonsState: textState, atMs: instant })),
  document: madeDocument,
  /** Whether the person of this session may sign: a judge, and not the proposer. */
  mayApprove: flag,
  recordKey: text,
})
export type DraftView = Static<typeof draftView>

/** One screen of the officer: nothing of it is typed twice. */
export const enforcementView = Type.Object({
  ...enforcementSummary.properties,
  /** Of a preservation: its amount as claim, and nothing of what needs an effective document. */
  isPreservation: flag,
  basisDigest: digest,
  effectiveOn: civilDate,
  performanceEndsOn: nullable(civilDate),
  limitation: oneOf(['IN_TIME', 'ACCEPT_WITH_DEFENCE', 'PROVISIONAL']),
  limitationText: bilingual,
  stay: nullable(Type.Object({ ground: oneOf(STAY_GROUNDS), text: bilingual, digest, atMs: instant })),
  performance: nullable(Type.Object({ on: civilDate, digest, atMs: instant })),
  closedAtMs: nullable(instant),
  /** As last stated. */
  claim,
  statements: Type.Array(
    Type.Object({ number: count, claim, calculationDigest: digest, on: civilDate, officer: shortId, atMs: instant }),
  ),
  /** Today. */
  owed: owedView,
  debtors: Type.Array(debtorView),
  /** Empty: none was entered, or the vault has it no more. */
  applicants: Type.Array(applicantView),
  /** The document that is enforced, or the ruling of a preservation, as papers name it; null: not entered. */
  basisDocument: nullable(Type.Object({ type: oneOf(BASIS_TYPES), issuer: text, number: text })),
  property: Type.Array(propertyView),
  controls: Type.Array(controlView),
  orders: Type.Array(orderView),
  instruments: Type.Array(instrumentView),
  proposals: Type.Array(releaseProposalView),
  drafts: Type.Array(draftView),
  alarms: Type.Array(alarm),
  /** Effects are halted by the kill switch: nothing new is signed. */
  isHalted: flag,
  recordKey: text,
})
export type EnforcementView = Static<typeof enforcementView>
