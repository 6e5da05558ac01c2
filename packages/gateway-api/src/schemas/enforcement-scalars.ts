import { Type } from 'typebox'
import type { Static } from 'typebox'
import { civilDate, closed, nullable, oneOf, randomId } from './scalars.ts'

export const ENFORCEMENT_STATES = ['OPEN', 'STAYED', 'ROUND_ENDED', 'PERFORMED', 'TERMINATED', 'CLOSED'] as const
/** What a case may be that has measures: a preservation is no enforcement yet (R20-50). */
export const BEARER_STATES = [...ENFORCEMENT_STATES, 'PRESERVATION', 'LIFTED'] as const
export const TERMINATIONS = ['APPLICANT_WITHDREW', 'DOCUMENT_SET_ASIDE', 'NO_ESTATE', 'INCAPABLE', 'OTHER'] as const
export const PRESERVATION_KINDS = ['PRE_SUIT', 'IN_SUIT', 'AFTER_JUDGMENT'] as const
export const OBJECTION_KINDS = ['INSTITUTION', 'CONDUCT', 'LIMITATION', 'RECONSIDERATION', 'THIRD_PARTY'] as const
export const TRANSFER_GROUNDS = ['PRIORITY_CREDITOR_COURT', 'FIRST_WAITING_COURT'] as const
export const TRANSFER_STATES = ['REQUESTED', 'REFUSED', 'ORDERED', 'GRANTED'] as const
export const WRONGS = [
  'WRONG_PERSON',
  'OVER_CONTROL',
  'EXEMPT_PROPERTY',
  'LATE_RELEASE',
  'EARLY_RELEASE',
  'OTHER',
] as const
/** What an order is to an earlier one of the same case. */
export const RELATIONS = ['CORRECTS', 'VARIES', 'SUPERSEDES', 'CONTINUES', 'COMPENSATES'] as const
export const STAY_GROUNDS = ['BANKRUPTCY_ACCEPTED', 'REVIEW_OF_DOCUMENT', 'SETTLEMENT', 'GUARANTY', 'OTHER'] as const
/** Kinds of property (民诉解释 485; rulebook R20-09, R20-12). */
export const ASSETS = [
  'DEPOSIT',
  'MOVABLE',
  'VEHICLE',
  'SHIP',
  'AIRCRAFT',
  'REAL_ESTATE',
  'EQUITY',
  'SECURITY',
  'FIN_PRODUCT',
  'RECEIVABLE',
  'INSURANCE_CASH_VALUE',
  'OTHER_RIGHT',
  'PATENT',
  'TRADEMARK',
] as const
/** Kinds of which a measure holds a sum of money: of the others no part is let go, the measure is lifted whole (R20-14). */
export const ASSETS_IN_MONEY: readonly string[] = [
  'DEPOSIT',
  'FIN_PRODUCT',
  'INSURANCE_CASH_VALUE',
] satisfies readonly (typeof ASSETS)[number][]
export const ORDER_ACTIONS = [
  'QUERY',
  'FREEZE',
  'RENEW',
  'REDUCE',
  'RELEASE',
  'SUSPEND',
  'RESUME',
  'CONVERT_TO_DISPOSAL',
  'DEDUCT',
  'CLOSE_DISPOSAL',
  'TRANSFER_DISPOSAL',
] as const
export const INSTRUMENT_KINDS = [
  'QUERY_NOTICE',
  'CONTROL_RULING',
  'RENEWAL_RULING',
  'RELEASE_RULING',
  'VARIATION_RULING',
  'DISPOSAL_RULING',
  'TRANSFER_LETTER',
] as const
export const REVOCATIONS = ['ISSUED_IN_ERROR', 'SET_ASIDE', 'GROUND_GONE', 'NOT_RATIFIED'] as const
export const ORDER_STATES = ['SENT', 'REJECTED', 'FULFILLED', 'PARTIAL', 'FAILED', 'REFUSED'] as const
export const ORDER_RESULTS = ['REJECTED', 'FULFILLED', 'PARTIAL', 'FAILED'] as const
/** Of a freeze or seal, as the court knows it. */
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
export const DEBTOR_KINDS = ['NATURAL', 'OTHER_ORGANISATION', 'ENTERPRISE'] as const
/** 证件类型 of the control interface. */
export const ID_TYPES = [
  'RESIDENT_ID',
  'HK_MO_PERMIT',
  'TW_PERMIT',
  'PASSPORT',
  'FOREIGN_PR',
  'USCC',
  'ORG_CODE',
  'REG_NO',
  'OTHER',
] as const

const CENTS_MAX = 1_000_000_000_000
const MONTHS_MAX = 120

/** 分, or the hundredth of another currency. */
export const cents = Type.Integer({ minimum: 0, maximum: CENTS_MAX, title: '金额（分） / amount in cents' })
export const positiveCents = Type.Integer({ minimum: 1, maximum: CENTS_MAX, title: '金额（分） / amount in cents' })
export const months = Type.Integer({ minimum: 1, maximum: MONTHS_MAX, title: '期限（月） / term in months' })
/** ISO 4217. */
export const currency = Type.String({ pattern: '^[A-Z]{3}$', title: '币种 / currency' })
export const asset = oneOf(ASSETS)
/** Number of a notice or ruling, as it is printed (通知书文号、裁定文书号). */
export const documentNo = Type.String({ minLength: 1, maxLength: 96, title: '文号 / number of the document' })
/** A light client of the zone, `name-N`. */
export const client = Type.String({ pattern: '^[a-z0-9-]+-\\d+$', maxLength: 64 })
/** What a person writes down; it stays in the vault, and a salted digest of it goes where it must be proved. */
/** Documents that are enforced, or that a preservation rests on. */
export const BASIS_TYPES = [
  'JUDGMENT',
  'RULING',
  'MEDIATION',
  'PAYMENT_ORDER',
  'ARBITRAL_AWARD',
  'NOTARISED_DEBT',
  'DECISION',
] as const
export const reasons = Type.String({ minLength: 4, maxLength: 2_000, title: '理由 / reasons' })

/** What the effective document orders to be paid. */
export const claim = closed({
  principalCents: positiveCents,
  general: nullable(
    closed({
      /** Fraction of the principal for a year, such as `0.0365`. */
      annualRate: Type.String({ pattern: '^\\d+(\\.\\d+)?$', maxLength: 24, title: '年利率 / rate for a year' }),
      dayBasis: Type.Union([Type.Literal(360), Type.Literal(365)], { title: '计息天数 / days of a year' }),
      from: civilDate,
    }),
  ),
  currency,
})
export type Claim = Static<typeof claim>

/** One order's effect, as it is signed. */
export const effectView = Type.Object({
  action: oneOf(ORDER_ACTIONS),
  asset: nullable(asset),
  limitCents: nullable(cents),
  currency,
  months: nullable(months),
  whole: Type.Boolean(),
  measureId: nullable(randomId),
})
export type EffectView = Static<typeof effectView>
