import { array, boolean, enumeration, integer, nullable, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { ASSETS } from '@xiezhi/law'
import { dispatchSchema } from '../dispatch-ledger.ts'
import type { Dispatch as LedgerDispatch } from '../dispatch-ledger.ts'
import { actId, caseReference, civilDate, clientId, code, digest, randomId, shortId } from '../ids.ts'

/** What an order does to property (rulebook 20A.2, list `kzcs`, and 20A.3). */
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

/** How an order stands to the earlier one that it names. */
export const RELATIONS = ['CORRECTS', 'VARIES', 'SUPERSEDES', 'CONTINUES', 'COMPENSATES'] as const

/** Instruments, and what each may order. */
export const INSTRUMENTS = {
  QUERY_NOTICE: ['QUERY'],
  CONTROL_RULING: ['FREEZE'],
  RENEWAL_RULING: ['RENEW'],
  RELEASE_RULING: ['RELEASE', 'REDUCE'],
  VARIATION_RULING: ['SUSPEND', 'RESUME'],
  DISPOSAL_RULING: ['CONVERT_TO_DISPOSAL', 'DEDUCT', 'CLOSE_DISPOSAL'],
  TRANSFER_LETTER: ['TRANSFER_DISPOSAL'],
} as const satisfies Readonly<Record<string, readonly Action[]>>
export type InstrumentKind = keyof typeof INSTRUMENTS
export const INSTRUMENT_KINDS = Object.keys(INSTRUMENTS) as [InstrumentKind, ...InstrumentKind[]]

export const ORDERS_PER_INSTRUMENT_MAX = 64
export const MONTHS_MAX = 120
/** 10 billion yuan: a larger sum is ordered in parts. */
export const LIMIT_CENTS_MAX = 1_000_000_000_000

const instant = integer({ min: 0 })

/**
 * The effect that the judge's signed bytes state. What is found is not in it: account, unit and person are a salted
 * commitment, opened by the annex; balances travel in the annex of the answer.
 */
export const effectSchema = object({
  action: enumeration(ACTIONS),
  /** Null: a query over all kinds. */
  asset: nullable(enumeration(ASSETS)),
  /** Commitment to the person and the thing, opened by the annex. */
  subject: digest,
  /** Amount that is secured, 分 of `currency`: up to it money is controlled; null: the action has none. */
  limitCents: nullable(integer({ min: 1, max: LIMIT_CENTS_MAX })),
  currency: string({ bytesMin: 3, bytesMax: 3, pattern: /^[A-Z]{3}$/ }),
  /** Term in months from the day of effect; null: the action has none. */
  months: nullable(integer({ min: 1, max: MONTHS_MAX })),
  /** A thing that cannot be divided is controlled as it is (R20-14). */
  whole: boolean(),
  /** The measure that the action is about; null: it begins one, or is a query. */
  measureId: nullable(randomId),
  /** The waiting measure whose court is to dispose of the asset instead (R20-20, R20-21). */
  toMeasureId: optional(randomId),
})
export type Effect = Infer<typeof effectSchema>

export const relationSchema = nullable(object({ kind: enumeration(RELATIONS), orderId: actId }))

const signerSchema = object({ organisation: shortId, officer: shortId, role: code })
/** What the receiver is told of the instrument (rule X-70). */
const instrumentFields = {
  instrumentId: randomId,
  kind: enumeration(INSTRUMENT_KINDS),
  caseRef: caseReference,
  /** The document: ruling, notice, letter. */
  documentDigest: digest,
  /** One for each order, over institution and effect. */
  effectDigests: array(digest, { min: 1, max: ORDERS_PER_INSTRUMENT_MAX }),
  organisation: shortId,
  /** The court below in whose place this one orders (R20-58). */
  inPlaceOf: optional(shortId),
  signers: array(signerSchema, { min: 1, max: 2 }),
  /** One judge signed because of urgency; a second person ratifies. */
  emergency: boolean(),
  signedAtMs: instant,
  validFrom: civilDate,
  /** Null: until it is revoked. */
  validTo: nullable(civilDate),
} as const
export const instrumentHeadSchema = object(instrumentFields)
export type InstrumentHead = Infer<typeof instrumentHeadSchema>

export const REVOCATIONS = ['ISSUED_IN_ERROR', 'SET_ASIDE', 'GROUND_GONE', 'NOT_RATIFIED'] as const
/** Permanent record of the issuing zone. */
export const instrumentSchema = object({
  ...instrumentFields,
  /** Random ids of the natural persons who signed: two offices of one person are one person. */
  persons: array(shortId, { min: 1, max: 2 }),
  state: enumeration(['IN_FORCE', 'REVOKED']),
  revocation: nullable(object({ reason: enumeration(REVOCATIONS), officer: shortId, atMs: instant })),
  ratification: nullable(object({ officer: shortId, atMs: instant })),
})
export type Instrument = Infer<typeof instrumentSchema>
/** `order/instrument/<instrument id>` */
export const instruments = collection('order/instrument', instrumentSchema)

export const RESULTS = ['REJECTED', 'FULFILLED', 'PARTIAL', 'FAILED'] as const
export type ResultKind = (typeof RESULTS)[number]

/** The measure that an order began or changed, as the institution's ledger registered it. */
export const measureFactSchema = object({
  measureId: randomId,
  /** Keyed index of the asset at the institution: the same for every court, and nothing without the institution's key. */
  assetKey: randomId,
  registeredAtMs: instant,
  /** 0: in effect; n: so many stand before it. */
  rank: integer({ min: 0 }),
  from: nullable(civilDate),
  to: nullable(civilDate),
})
export type MeasureFact = Infer<typeof measureFactSchema>

export const resultSchema = object({
  kind: enumeration(RESULTS),
  /** Why it was rejected, failed, or fulfilled in part. */
  code: nullable(code),
  rule: nullable(string({ bytesMin: 1, bytesMax: 16 })),
  measure: nullable(measureFactSchema),
  /** Salted commitment to the amount found or controlled; opened by the annex. */
  amount: nullable(digest),
  annexDigest: nullable(digest),
  decidedAtMs: instant,
  height: integer({ min: 0 }),
})
export type Result = Infer<typeof resultSchema>

export const ORDER_STATES = ['SENT', 'REJECTED', 'FULFILLED', 'PARTIAL', 'FAILED', 'REFUSED'] as const
const orderFields = {
  orderId: actId,
  /** Organisation at the receiver that carries it out. */
  institution: shortId,
  effect: effectSchema,
  annexDigest: nullable(digest),
  relation: relationSchema,
} as const
/** Permanent record of the sender. */
export const orderSchema = object({
  ...orderFields,
  instrumentId: randomId,
  caseRef: caseReference,
  client: clientId,
  requestDigest: digest,
  deadlineMs: instant,
  sentAtMs: instant,
  height: integer({ min: 0 }),
  state: enumeration(ORDER_STATES),
  result: nullable(resultSchema),
  /** SHA-256 of the acknowledgement's bytes. */
  ackDigest: nullable(digest),
  resultAtMs: nullable(instant),
})
export type Order = Infer<typeof orderSchema>
/** `order/order/<order id>` */
export const orders = collection('order/order', orderSchema)
/** `order/of-case/<case>/<order id>` → when it was sent. */
export const ordersOfCase = collection('order/of-case', instant)
/** `order/of-instrument/<instrument id>/<order id>` → when it was sent. */
export const ordersOfInstrument = collection('order/of-instrument', instant)

/** Rungs of the delivery ladder and its negatives (rulebook 2.11; design 9). */
export const RUNGS = [
  'submitted',
  'resent',
  'delivered',
  'retrieved',
  'retrieval-failed',
  'accepted',
  'rejected',
  'fulfilled',
  'partial',
  'failed',
  'refused',
  'timed-out',
  'feedback-verified',
] as const
export type Rung = (typeof RUNGS)[number]
export type Dispatch = LedgerDispatch<Rung>
/** `order/dispatch/<order id>` */
export const dispatches = collection('order/dispatch', dispatchSchema(RUNGS))
/** What goes out until it has arrived. */
export const DELIVERY_KINDS = ['revoke', 'notice', 'objection', 'objection-answer'] as const
/** `order/packet/<client>/<sequence>` → what the packet carries; deleted when it has ended. */
export const packets = collection(
  'order/packet',
  object({
    kind: enumeration(['order', ...DELIVERY_KINDS]),
    subject: string({ bytesMin: 1, bytesMax: 80 }),
    attempt: integer({ min: 1 }),
  }),
)

/** Bytes of an order as it travels. */
export const orderPacketFields = { ...orderFields, deadlineMs: instant, instrument: instrumentHeadSchema } as const

export const RECEIVED_STATES = [
  'RECEIVED',
  'RETRIEVED',
  'ACCEPTED',
  'REJECTED',
  'FULFILLED',
  'PARTIAL',
  'FAILED',
] as const
/** Rungs that the receiver itself climbs. */
export const RECEIVED_RUNGS = ['delivered', 'retrieved', 'retrieval-failed', 'accepted'] as const
/** Permanent record of the receiver; the sender proves from it how far an order has come. */
export const receivedSchema = object({
  ...orderPacketFields,
  client: clientId,
  requestDigest: digest,
  /** Packets that wait for the answer: the first and its re-sends. */
  sequences: array(integer({ min: 1 }), { max: 16 }),
  state: enumeration(RECEIVED_STATES),
  rungs: array(object({ rung: enumeration(RECEIVED_RUNGS), atMs: instant }), { max: 8 }),
  result: nullable(resultSchema),
  policyId: nullable(shortId),
  policyVersion: nullable(integer({ min: 1 })),
  receivedAtMs: instant,
  height: integer({ min: 0 }),
})
export type Received = Infer<typeof receivedSchema>
/** `order/received/<client>/<order id>` */
export const received = collection('order/received', receivedSchema)
/** `order/inbox/<institution>/<client>/<order id>` → when it came; gone when it is answered. */
export const inbox = collection('order/inbox', instant)
/** `order/by-instrument/<client>/<instrument id>/<order id>`: open orders that a revocation reaches. */
export const openByInstrument = collection('order/by-instrument', instant)
/** `order/revoked/<client>/<instrument id>`: an order under it that comes later is rejected. */
export const revoked = collection('order/revoked', object({ revokedAtMs: instant, receivedAtMs: instant }))

/** `order/booked-late/<client>/<order id>`: a stopped order that had been carried out by then; permanent. */
export const bookedLate = collection('order/booked-late', object({ measureId: randomId, atMs: instant }))

export const MEASURE_EVENTS = [
  'PROMOTED',
  'DEMOTED',
  'EXPIRED',
  'RELEASED',
  'SURPLUS_CLAIM',
  'DISPOSED',
  'DISPOSAL_RECEIVED',
  'BOOKED_LATE',
] as const
/** What became of a measure after its order was answered. */
export const noticeSchema = object({
  noticeId: randomId,
  orderId: actId,
  event: enumeration(MEASURE_EVENTS),
  measure: measureFactSchema,
  /** Digest of the distribution, where there is one (S-2). */
  digest: nullable(digest),
  atMs: instant,
})
export type Notice = Infer<typeof noticeSchema>
/** `order/notice/<client>/<notice id>`: permanent record of the sender. */
export const notices = collection('order/notice', noticeSchema)
/** `order/notice-received/<client>/<notice id>`: permanent record of the court. */
export const noticesReceived = collection(
  'order/notice-received',
  object({ notice: noticeSchema, receivedAtMs: instant }),
)

/** What the institution has against an order, in a document of its own (R20-03). */
export const objectionSchema = object({
  objectionId: randomId,
  orderId: actId,
  documentDigest: digest,
  raisedAtMs: instant,
})
export type Objection = Infer<typeof objectionSchema>
export const OBJECTION_OUTCOMES = ['UPHELD', 'DISMISSED'] as const
export const objectionAnswerSchema = object({
  objectionId: randomId,
  outcome: enumeration(OBJECTION_OUTCOMES),
  /** Digest of the court's decision. */
  decisionDigest: digest,
  decidedAtMs: instant,
})
export type ObjectionAnswer = Infer<typeof objectionAnswerSchema>
/** `order/objection/<client>/<objection>`: permanent record of both zones, with the court's answer. */
export const objections = collection(
  'order/objection',
  object({ objection: objectionSchema, recordedAtMs: instant, answer: nullable(objectionAnswerSchema) }),
)

/** The kill switch (R31-12): no new effects; reading and verifying go on. */
export const haltSchema = object({
  halted: boolean(),
  reason: code,
  officers: array(object({ organisation: shortId, officer: shortId }), { min: 2, max: 2 }),
  sinceMs: instant,
})
export type Halt = Infer<typeof haltSchema>
/** `order/halt/state` */
export const halts = collection('order/halt', haltSchema)
