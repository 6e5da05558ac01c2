import { array, boolean, enumeration, integer, nullable, object, optional, refine, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { actId, caseReference, civilDate, clientId, code, digest, randomId, shortId } from '../ids.ts'

export const CONTROLS_PER_CASE_MAX = 256
export const STATEMENTS_PER_CASE_MAX = 256
/** 10 billion yuan. */
export const CLAIM_CENTS_MAX = 1_000_000_000_000

const instant = integer({ min: 0 })

/** What the effective document orders to be paid, as far as a program can compute with it (R20-60 to R20-62). */
export const claimSchema = object({
  principalCents: integer({ min: 1, max: CLAIM_CENTS_MAX }),
  /** General interest by the document; null: none. */
  general: nullable(
    object({
      /** Fraction of the principal for a year, such as `0.0365`. */
      annualRate: string({ bytesMin: 1, bytesMax: 24, pattern: /^\d+(\.\d+)?$/ }),
      dayBasis: refine(integer({ min: 360, max: 365 }), (days) => days % 5 === 0, '360 or 365'),
      from: civilDate,
    }),
  ),
  currency: string({ bytesMin: 3, bytesMax: 3, pattern: /^[A-Z]{3}$/ }),
})
export type Claim = Infer<typeof claimSchema>

export const CASE_STATES = ['OPEN', 'STAYED', 'ROUND_ENDED', 'PERFORMED', 'TERMINATED', 'CLOSED'] as const
export const TERMINATIONS = ['APPLICANT_WITHDREW', 'DOCUMENT_SET_ASIDE', 'NO_ESTATE', 'INCAPABLE', 'OTHER'] as const
export const STAY_GROUNDS = ['BANKRUPTCY_ACCEPTED', 'REVIEW_OF_DOCUMENT', 'SETTLEMENT', 'GUARANTY', 'OTHER'] as const

/** What the court enters when enforcement is applied for. */
export const openFields = {
  caseRef: caseReference,
  /** The effective document (执行依据). */
  basisDigest: digest,
  effectiveOn: civilDate,
  /** Last day on which the debtor could perform; null: the document names none. */
  performanceEndsOn: nullable(civilDate),
  appliedOn: civilDate,
  claim: claimSchema,
} as const
export const enforcementSchema = object({
  ...openFields,
  organisation: shortId,
  state: enumeration(CASE_STATES),
  /** Applied for late: filed, and the debtor may raise it (R20-32). */
  limitation: enumeration(['IN_TIME', 'ACCEPT_WITH_DEFENCE', 'PROVISIONAL']),
  stay: nullable(object({ ground: enumeration(STAY_GROUNDS), digest, atMs: instant })),
  performance: nullable(object({ on: civilDate, digest, atMs: instant })),
  /** Why it ends without performance (民诉法 268). */
  termination: optional(object({ ground: enumeration(TERMINATIONS), digest, atMs: instant })),
  openedAtMs: instant,
  closedAtMs: nullable(instant),
})
export type Enforcement = Infer<typeof enforcementSchema>
/** `enforcement/case/<case>` */
export const enforcements = collection('enforcement/case', enforcementSchema)

export const statementSchema = object({
  number: integer({ min: 1 }),
  claim: claimSchema,
  /** Digest of the calculation that the officer signed. */
  calculationDigest: digest,
  on: civilDate,
  officer: shortId,
  atMs: instant,
})
/** `enforcement/statement/<case>/<number, 4 digits>`: the claim as restated after a part payment; the last one holds. */
export const statements = collection('enforcement/statement', statementSchema)

export const CONTROL_STATES = [
  'ORDERED',
  'EFFECTIVE',
  'WAITING',
  'SUSPENDED',
  'REJECTED',
  'FAILED',
  'RELEASED',
  'EXPIRED',
  'SURPLUS_CLAIM',
  'DISPOSED',
] as const
export type ControlState = (typeof CONTROL_STATES)[number]
/** States in which property is, or may any moment be, withheld from the debtor. */
export const LIVE_STATES: readonly ControlState[] = ['ORDERED', 'EFFECTIVE', 'WAITING', 'SUSPENDED']

/** A freeze or seal that this court ordered, with what the institution answered. */
export const controlSchema = object({
  orderId: actId,
  caseRef: caseReference,
  institution: shortId,
  asset: code,
  limitCents: nullable(integer({ min: 1 })),
  whole: boolean(),
  state: enumeration(CONTROL_STATES),
  measureId: nullable(randomId),
  rank: nullable(integer({ min: 0 })),
  from: nullable(civilDate),
  to: nullable(civilDate),
  changedAtMs: instant,
})
export type Control = Infer<typeof controlSchema>
/** `enforcement/control/<case>/<order id>` */
export const controls = collection('enforcement/control', controlSchema)
/** `enforcement/measure/<measure id>` → the order that began it. */
export const controlOfMeasure = collection('enforcement/measure', object({ caseRef: caseReference, orderId: actId }))

export const PROPOSAL_KINDS = ['RELEASE', 'REDUCE', 'RENEW'] as const
/** What a program proposes and a person decides (rulebook 2.10: order, renew and release are a judge's). */
export const proposalSchema = object({
  proposalId: randomId,
  caseRef: caseReference,
  kind: enumeration(PROPOSAL_KINDS),
  measureId: randomId,
  orderId: actId,
  /** For REDUCE: the limit that is left. */
  keepCents: nullable(integer({ min: 0 })),
  reason: code,
  rule: string({ bytesMin: 1, bytesMax: 16 }),
  /** For RENEW: the day by which the applicant should ask (R20-10). */
  dueOn: nullable(civilDate),
  state: enumeration(['OPEN', 'SIGNED', 'DISMISSED']),
  instrumentId: nullable(randomId),
  dismissal: nullable(object({ digest, officer: shortId })),
  proposedAtMs: instant,
  endedAtMs: nullable(instant),
})
export type Proposal = Infer<typeof proposalSchema>
/** `enforcement/proposal/<case>/<proposal id>` */
export const proposals = collection('enforcement/proposal', proposalSchema)

/** `enforcement/open-proposal/<case>/<measure>/<kind>` → the one proposal of the kind that waits for a judge. */
export const openProposals = collection('enforcement/open-proposal', randomId)

/** Days before the end of a measure on which somebody is told (T20-5), the most first; parameters of the law. */
export const REMINDERS = ['PX-T20-5.first', 'PX-T20-5.second', 'PX-T20-5.third', 'PX-T20-5.last'] as const

const courtsMeasure = object({ caseRef: caseReference, organisation: shortId, measureId: randomId })
const decisionSchema = object({ digest, organisation: shortId, officer: shortId, atMs: instant })
/** End of a period; `legalEnd` null: it rests on a calendar that is not loaded. */
const periodSchema = object({ rawEnd: civilDate, legalEnd: nullable(civilDate) })
export type PeriodEnd = Infer<typeof periodSchema>

export const PRESERVATION_KINDS = ['PRE_SUIT', 'IN_SUIT', 'AFTER_JUDGMENT'] as const
/** What a court enters when preservation is ordered (财产保全): there is no claim yet, but an amount to be secured. */
export const openPreservationFields = {
  caseRef: caseReference,
  kind: enumeration(PRESERVATION_KINDS),
  rulingDigest: digest,
  amountCents: integer({ min: 1, max: CLAIM_CENTS_MAX }),
  currency: string({ bytesMin: 3, bytesMax: 3, pattern: /^[A-Z]{3}$/ }),
  /** What the applicant gave; null: none was asked. */
  security: nullable(object({ cents: integer({ min: 1, max: CLAIM_CENTS_MAX }), digest })),
  /** For AFTER_JUDGMENT: last day on which the debtor can perform. */
  performanceEndsOn: nullable(civilDate),
} as const
export const preservationSchema = object({
  ...openPreservationFields,
  organisation: shortId,
  state: enumeration(['OPEN', 'CONVERTED', 'LIFTED']),
  /** The suit, or the application for enforcement, that the law asks for in time (R20-52, R20-53). */
  filedOn: nullable(civilDate),
  /** From which day the term for it runs, and when it ends; null: none runs. */
  filing: nullable(object({ fromOn: civilDate, rawEnd: civilDate, legalEnd: nullable(civilDate) })),
  openedAtMs: instant,
})
export type Preservation = Infer<typeof preservationSchema>
/** `enforcement/preservation/<case>` */
export const preservations = collection('enforcement/preservation', preservationSchema)

/** `enforcement/of-asset/<institution>/<asset key>/<measure>`: measures of all courts of this zone on an asset. */
export const measuresOfAsset = collection('enforcement/of-asset', object({ caseRef: caseReference, orderId: actId }))
/** `enforcement/asset-of/<measure>` → where its asset stands. */
export const assetOfMeasure = collection('enforcement/asset-of', object({ institution: shortId, assetKey: randomId }))

/** `enforcement/sale/<measure>`: the notice of an auction or sale has been published. */
export const sales = collection(
  'enforcement/sale',
  object({ caseRef: caseReference, on: civilDate, noticeDigest: digest, atMs: instant }),
)

export const TRANSFER_GROUNDS = ['PRIORITY_CREDITOR_COURT', 'FIRST_WAITING_COURT'] as const
export const transferSchema = object({
  transferId: randomId,
  ground: enumeration(TRANSFER_GROUNDS),
  /** The court that holds the asset, and the court that asks to dispose of it. */
  from: courtsMeasure,
  to: courtsMeasure,
  requestDigest: digest,
  requestedOn: civilDate,
  /** Last day for the letter of transfer (R20-20). */
  answerBy: civilDate,
  /** The claim of the first court is not yet in an effective document: its share is kept back. */
  reserve: boolean(),
  state: enumeration(['REQUESTED', 'REFUSED', 'ORDERED', 'GRANTED']),
  decisions: array(decisionSchema, { max: 2 }),
  /** The letter that carries it out. */
  instrumentId: nullable(randomId),
})
export type Transfer = Infer<typeof transferSchema>
/** `enforcement/transfer/<transfer>` */
export const transfers = collection('enforcement/transfer', transferSchema)
/** `enforcement/open-transfer/<measure of the first court>` → the transfer that has no end yet. */
export const openTransfers = collection('enforcement/open-transfer', randomId)
/** `enforcement/transfer-of/<case>/<transfer>`: by both cases. */
export const transfersOfCase = collection('enforcement/transfer-of', instant)

export const OBJECTION_KINDS = ['INSTITUTION', 'CONDUCT', 'LIMITATION', 'RECONSIDERATION', 'THIRD_PARTY'] as const
export const objectionSchema = object({
  objectionId: randomId,
  caseRef: caseReference,
  kind: enumeration(OBJECTION_KINDS),
  /** The disputed measure; one of THIRD_PARTY always has it. */
  measureId: nullable(randomId),
  /** The order to which an institution objects. */
  orderId: nullable(actId),
  client: nullable(clientId),
  /** For RECONSIDERATION: the decision that is contested. */
  earlierId: nullable(randomId),
  documentDigest: digest,
  receivedOn: civilDate,
  /** Term for the decision; null: the rulebook states none. */
  due: nullable(periodSchema),
  state: enumeration(['OPEN', 'UPHELD', 'DISMISSED']),
  decision: nullable(object({ digest, officer: shortId, servedOn: civilDate, inTime: nullable(boolean()) })),
  /** What is open against the decision, and until when: reconsideration, or a suit. */
  remedy: nullable(
    object({ kind: enumeration(['RECONSIDERATION', 'SUIT']), rawEnd: civilDate, legalEnd: nullable(civilDate) }),
  ),
})
export type Objection = Infer<typeof objectionSchema>
/** `enforcement/objection/<case>/<objection>` */
export const objections = collection('enforcement/objection', objectionSchema)
/** `enforcement/contested/<measure>/<objection>`: a third party's objection is under review (R20-30). */
export const contested = collection('enforcement/contested', caseReference)

/** `enforcement/debt-notice/<measure>`: a third party that owes the debtor was told to perform or object (R20-29). */
export const debtNoticeSchema = object({
  caseRef: caseReference,
  noticeDigest: digest,
  servedOn: civilDate,
  objectedOn: nullable(civilDate),
  objectionDigest: nullable(digest),
})
export const debtNotices = collection('enforcement/debt-notice', debtNoticeSchema)

export const WRONGS = [
  'WRONG_PERSON',
  'OVER_CONTROL',
  'EXEMPT_PROPERTY',
  'LATE_RELEASE',
  'EARLY_RELEASE',
  'OTHER',
] as const
export const wrongSchema = object({
  wrongId: randomId,
  caseRef: caseReference,
  /** The order that did it. */
  orderId: actId,
  kind: enumeration(WRONGS),
  findingDigest: digest,
  officer: shortId,
  foundAtMs: instant,
  /** Orders that make it good. */
  remedies: array(actId, { max: 16 }),
  state: enumeration(['FOUND', 'COMPENSATED', 'NO_DAMAGE']),
  /** Decision on compensation. */
  decision: nullable(decisionSchema),
})
export type Wrong = Infer<typeof wrongSchema>
/** `enforcement/wrong/<case>/<wrong>` */
export const wrongs = collection('enforcement/wrong', wrongSchema)
/** `enforcement/open-wrong/<case>/<order>` → the finding that is not settled. */
export const openWrongs = collection('enforcement/open-wrong', randomId)

export const roundSchema = object({
  number: integer({ min: 1 }),
  rulingDigest: digest,
  /** What must have been done before a round may end (R20-37). */
  consumptionOrderDigest: digest,
  listingDigest: nullable(digest),
  searchDigest: digest,
  hearingDigest: digest,
  endedOn: civilDate,
  requeryUntil: civilDate,
  officer: shortId,
  resumedOn: nullable(civilDate),
  resumptionDigest: nullable(digest),
})
export type Round = Infer<typeof roundSchema>
/** `enforcement/round/<case>/<number, 4 digits>` */
export const rounds = collection('enforcement/round', roundSchema)
export const requerySchema = object({
  round: integer({ min: 1 }),
  number: integer({ min: 1 }),
  dueOn: civilDate,
  state: enumeration(['DUE', 'DONE']),
  instrumentId: nullable(randomId),
})
export type Requery = Infer<typeof requerySchema>
/** `enforcement/searched/<case>` → when an institution first answered a query of the case. */
export const searched = collection('enforcement/searched', instant)
/** `enforcement/requery/<case>/<round, 4 digits>-<number, 4 digits>` */
export const requeries = collection('enforcement/requery', requerySchema)
