import { boolean, enumeration, integer, nullable, object, refine, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { actId, caseReference, civilDate, code, digest, randomId, shortId } from '../ids.ts'

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

export const CASE_STATES = ['OPEN', 'STAYED', 'PERFORMED', 'CLOSED'] as const
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
