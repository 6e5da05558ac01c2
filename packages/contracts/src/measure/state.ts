import { array, boolean, enumeration, integer, nullable, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { ASSETS } from '@xiezhi/law'
import { actId, caseReference, civilDate, clientId, digest, randomId, shortId } from '../ids.ts'

/** What an order does to property (rulebook 20A.2 and 20A.3). */
export const ACTIONS = [
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
export type Action = (typeof ACTIONS)[number]

/** Rulebook 20A.3. The first three hold the asset; a waiting one stands behind; the others have ended. */
export const MEASURE_STATES = [
  'EFFECTIVE',
  'SUSPENDED',
  'CONVERTED_TO_DISPOSAL',
  'WAITING',
  'RELEASED',
  'EXPIRED',
  'DISPOSED',
  'SURPLUS_CLAIM',
] as const
export type MeasureState = (typeof MEASURE_STATES)[number]
export const HOLDING: readonly MeasureState[] = ['EFFECTIVE', 'SUSPENDED', 'CONVERTED_TO_DISPOSAL']
export const LIVE: readonly MeasureState[] = [...HOLDING, 'WAITING']

/** Rows that the line of an asset keeps; when it is full, ended ones go to a page. */
export const MEASURES_PER_LINE_MAX = 256
export const MONTHS_MAX = 120
/** 10 billion yuan: a larger sum is ordered in parts. */
export const LIMIT_CENTS_MAX = 1_000_000_000_000

const instant = integer({ min: 0 })
const cents = integer({ min: 0, max: LIMIT_CENTS_MAX })

export const rowSchema = object({
  measureId: randomId,
  /** Number of its registration on this line: decides between equal seconds. */
  n: integer({ min: 1 }),
  registeredAtMs: instant,
  state: enumeration(MEASURE_STATES),
  to: nullable(civilDate),
  endedAtMs: nullable(instant),
})
export type Row = Infer<typeof rowSchema>

/** The line of an asset: every measure in registered order. */
export const lineSchema = object({
  /** Keyed index of the asset at the institution; never an account or unit number. */
  assetKey: randomId,
  institution: shortId,
  asset: enumeration(ASSETS),
  /** Two registrations have the same second: a person reviews their order. */
  review: boolean(),
  rows: array(rowSchema, { min: 1, max: MEASURES_PER_LINE_MAX }),
  /** Where ended rows were moved to pages: how many pages, the last number given, and the last end among them. */
  paged: optional(object({ pages: integer({ min: 1 }), lastN: integer({ min: 1 }), endedToMs: instant })),
})
export type Line = Infer<typeof lineSchema>
/** `measure/line/<asset key>` */
export const lines = collection('measure/line', lineSchema)
/** `measure/line-page/<asset key>/<page>`: rows that had ended when the line was full. */
export const linePages = collection('measure/line-page', array(rowSchema, { min: 1, max: MEASURES_PER_LINE_MAX }))

export const measureSchema = object({
  measureId: randomId,
  assetKey: randomId,
  institution: shortId,
  asset: enumeration(ASSETS),
  client: clientId,
  /** The order that began it. */
  orderId: actId,
  caseRef: caseReference,
  /** The court that ordered it. */
  organisation: shortId,
  /** Commitment to the person and the thing. */
  subject: digest,
  /** Amount up to which money is controlled; null: a thing. */
  limitCents: nullable(cents),
  currency: string({ bytesMin: 3, bytesMax: 3, pattern: /^[A-Z]{3}$/ }),
  whole: boolean(),
  months: integer({ min: 1, max: MONTHS_MAX }),
  /** When the order came; a patent's term runs from that day. */
  receivedAtMs: instant,
  /** To the second, as the core system registered it. */
  registeredAtMs: instant,
  recordedAtMs: instant,
  n: integer({ min: 1 }),
  state: enumeration(MEASURE_STATES),
  /** Null as long as it waits. */
  effectiveFromMs: nullable(instant),
  from: nullable(civilDate),
  /** Last day: in effect until its 24:00. */
  to: nullable(civilDate),
  renewals: integer({ min: 0 }),
  /** To the second. */
  endedAtMs: nullable(instant),
  /** Order null: by the passing of time. */
  endedBy: nullable(object({ rule: string({ bytesMin: 1, bytesMax: 16 }), orderId: nullable(actId) })),
  /** What it goes back to when it is resumed. */
  suspendedFrom: nullable(enumeration(['EFFECTIVE', 'CONVERTED_TO_DISPOSAL'])),
  /** The waiting measure whose court disposes of the asset instead of this one's (R20-20, R20-21). */
  transferredTo: optional(randomId),
  /** Order of a deduction that has begun; open as long as the order has no answer. */
  pendingDeduction: nullable(actId),
  /** Sum of the deductions carried out in full. */
  deductedCents: cents,
  /** Salted commitment to the amount that the institution found under control. */
  amount: nullable(digest),
  /** Digest of the distribution, where the asset was disposed of. */
  distribution: nullable(digest),
  /** Rows of its history. */
  history: integer({ min: 0 }),
})
export type Measure = Infer<typeof measureSchema>
/** `measure/measure/<measure>`: a permanent record. */
export const measures = collection('measure/measure', measureSchema)

export const HISTORY_KINDS = [
  'REGISTERED',
  'PROMOTED',
  'DEMOTED',
  'EXPIRED',
  'RENEWED',
  'REDUCED',
  'RELEASED',
  'SUSPENDED',
  'RESUMED',
  'CONVERTED',
  'DEDUCTION_BEGUN',
  'DEDUCTED',
  'DISPOSED',
  'SURPLUS_CLAIM',
  'TRANSFERRED',
  'DISPOSAL_RECEIVED',
] as const
export type HistoryKind = (typeof HISTORY_KINDS)[number]

export const historySchema = object({
  n: integer({ min: 1 }),
  kind: enumeration(HISTORY_KINDS),
  rule: string({ bytesMin: 1, bytesMax: 16 }),
  /** Null: by the passing of time, or by what became of another measure. */
  orderId: nullable(actId),
  /** When it took effect. */
  atMs: instant,
  recordedAtMs: instant,
  state: enumeration(MEASURE_STATES),
  from: nullable(civilDate),
  to: nullable(civilDate),
  limitCents: nullable(cents),
  /** Amount or distribution. */
  digest: nullable(digest),
})
export type History = Infer<typeof historySchema>
/** `measure/history/<measure>/<number>`: what became of a measure, the eldest first. */
export const histories = collection('measure/history', historySchema)

/** `measure/of-case/<case>/<measure>` → when it was registered. */
export const measuresOfCase = collection('measure/of-case', instant)
/** `measure/of-institution/<institution>/<measure>` → when it was registered. */
export const measuresOfInstitution = collection('measure/of-institution', instant)
/** `measure/of-order/<client>/<order id>` → the measure that the order began. */
export const measuresOfOrder = collection('measure/of-order', randomId)

/** A measure as an answer or a notice states it. */
export interface MeasureFact {
  readonly measureId: string
  readonly assetKey: string
  readonly registeredAtMs: number
  /** 0: in effect; n: so many stand before it. */
  readonly rank: number
  readonly from: string | null
  readonly to: string | null
}
