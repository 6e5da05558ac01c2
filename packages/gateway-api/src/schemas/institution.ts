import { Type } from 'typebox'
import type { Static } from 'typebox'
import { alarm } from './case.ts'
import {
  asset,
  cents,
  client,
  currency,
  documentNo,
  effectView,
  ORDER_ACTIONS,
  reasons,
} from './enforcement-scalars.ts'
import {
  actId,
  bilingual,
  caseId,
  civilDate,
  closed,
  code,
  count,
  digest,
  flag,
  instant,
  literal,
  nullable,
  oneOf,
  randomId,
  shortId,
  text,
  textState,
} from './scalars.ts'

export const RECEIVED_STATES = [
  'RECEIVED',
  'RETRIEVED',
  'ACCEPTED',
  'REJECTED',
  'FULFILLED',
  'PARTIAL',
  'FAILED',
] as const
export const REQUEST_ANNEX_STATES = ['NONE', 'EXPECTED', 'OPENED', 'WRONG', 'MISSING'] as const
/**
 * Of an order that is about an earlier one: whether its signed subject is the person and thing of that one; SAME, DIFFERS, or
 * not to be told, since its own annex is not opened. NOT_HELD: the earlier annex is not here, or no more. MEASURE_UNKNOWN: the
 * measure is none of this institution.
 */
const SUBJECT_STATES = ['SAME', 'DIFFERS', 'UNCHECKED', 'NOT_HELD', 'MEASURE_UNKNOWN'] as const
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

/** An order of a court in the in-box of one institution. */
export const inboxRow = Type.Object({
  client,
  orderId: actId,
  institution: shortId,
  /** The court that signed. */
  court: shortId,
  /** As it calls itself in an annex that was opened; null: none was. So of measures and objections too. */
  courtName: nullable(text),
  /** Pseudonymous. */
  caseId,
  action: oneOf(ORDER_ACTIONS),
  actionText: bilingual,
  asset: nullable(asset),
  limitCents: nullable(cents),
  currency,
  state: oneOf(RECEIVED_STATES),
  stateText: bilingual,
  emergency: flag,
  annex: oneOf(REQUEST_ANNEX_STATES),
  receivedAtMs: instant,
  deadlineMs: instant,
  isOverdue: flag,
  /** A program carries it out; else a person does. */
  isAutomatic: flag,
})
export type InboxRow = Static<typeof inboxRow>

/** One field of a request or an answer, as the field dictionary calls it. */
export const annexField = Type.Object({
  key: text,
  label: bilingual,
  value: text,
  /** Of a coded value; null: the value is shown as it is. */
  words: nullable(bilingual),
})

const shownRequest = Type.Object({
  fields: Type.Array(annexField),
  items: Type.Array(Type.Object({ fields: Type.Array(annexField) })),
})

export const institutionOrderView = Type.Object({
  ...inboxRow.properties,
  effect: effectView,
  /** The effect in words, as it was signed. */
  words: Type.Array(bilingual),
  instrument: Type.Object({
    instrumentId: randomId,
    kind: text,
    kindText: bilingual,
    documentDigest: digest,
    signers: Type.Array(Type.Object({ organisation: shortId, officer: shortId, role: text })),
    signedAtMs: instant,
    validFrom: civilDate,
    validTo: nullable(civilDate),
    isRevoked: flag,
  }),
  ladder: Type.Array(Type.Object({ rung: text, text: bilingual, atMs: instant, isNegative: flag })),
  /** The opened annex: person and thing; null as long as it is not there, or not what was signed. */
  request: nullable(shownRequest),
  /** Of a later order of a measure that has no request here: the one with which the measure began. Null: it has one, or is the first. */
  first: nullable(
    Type.Object({
      /** Null where the measure is not known. */
      order: nullable(Type.Object({ client, orderId: actId })),
      subjectState: oneOf(SUBJECT_STATES),
      request: nullable(shownRequest),
    }),
  ),
  /** Where the adapter is with it; null: people answer by hand. */
  adapter: nullable(Type.Object({ step: text, text: bilingual, atMs: instant, alarm: nullable(bilingual) })),
  measureId: nullable(randomId),
  assetKey: nullable(randomId),
  result: nullable(
    Type.Object({
      kind: text,
      code: nullable(text),
      text: nullable(bilingual),
      /** Of a rejection or a failure: why. */
      reason: nullable(bilingual),
      amountCents: nullable(cents),
      decidedAtMs: instant,
    }),
  ),
  objections: Type.Array(
    Type.Object({
      objectionId: randomId,
      grounds: nullable(text),
      groundsState: textState,
      raisedAtMs: instant,
      /** Until when the court answers (R20-03). */
      answerBy: nullable(civilDate),
      state: oneOf(['OPEN', 'UPHELD', 'DISMISSED']),
      decidedAtMs: nullable(instant),
    }),
  ),
  mayAccept: flag,
  mayAnswer: flag,
  recordKey: text,
})
export type InstitutionOrderView = Static<typeof institutionOrderView>

const amountCents = nullable(cents)
const rule = nullable(Type.String({ minLength: 1, maxLength: 16 }))
const FOUND_MAX = 100
const MORTGAGES_MAX = 20
const AREA_CM2_MAX = 10 ** 14
const words = Type.String({ minLength: 1, maxLength: 64 })

/** One unit of a land register, as its operator finds it. */
const estateFound = closed({
  unit: Type.String({ pattern: '^[0-9A-Z]{28}$' }),
  certificateNo: documentNo,
  rightKind: words,
  location: words,
  areaCm2: Type.Integer({ minimum: 0, maximum: AREA_CM2_MAX }),
  ownerShare: Type.String({ pattern: '^[1-9][0-9]{0,9}/[1-9][0-9]{0,9}$' }),
  mortgages: Type.Array(closed({ holder: words, amountCents: cents, registeredAtMs: instant }), {
    maxItems: MORTGAGES_MAX,
  }),
})
const vehicleFound = closed({
  plate: Type.String({ minLength: 1, maxLength: 16 }),
  vehicleNo: Type.String({ pattern: '^[0-9A-HJ-NPR-Z]{17}$' }),
  brand: words,
  isBookSealed: flag,
  isDetained: flag,
})
/** By hand, of an order that has been accepted. Numbers and amounts go to the vault and in the annex of the answer. */
export const institutionAnswer = Type.Union([
  closed({
    kind: literal('REGISTERED'),
    number: Type.String({ minLength: 1, maxLength: 64 }),
    registeredAtMs: instant,
    amountCents,
    /** Why less is under control than ordered. */
    shortfall: nullable(code),
    businessNo: Type.Optional(documentNo),
  }),
  closed({
    kind: literal('CARRIED_OUT'),
    amountCents,
    shortfall: nullable(code),
    distributionDigest: nullable(digest),
  }),
  closed({
    kind: literal('FOUND'),
    outcome: oneOf(['FOUND', 'NONE', 'NAME_ID_MISMATCH', 'NOT_SUPPORTED']),
    accounts: Type.Array(
      closed({
        number: Type.String({ minLength: 1, maxLength: 64 }),
        currency,
        balanceCents: cents,
        availableCents: cents,
        openedOn: civilDate,
      }),
      { maxItems: FOUND_MAX },
    ),
    /** Of a land registry. */
    estates: Type.Optional(Type.Array(estateFound, { maxItems: FOUND_MAX })),
    /** Of a vehicle office. */
    vehicles: Type.Optional(Type.Array(vehicleFound, { maxItems: FOUND_MAX })),
  }),
  closed({ kind: oneOf(['REJECTED', 'FAILED']), code, rule }),
])
export const objectionText = closed({
  /** Kept in the vault; the ledger holds a salted digest. */
  grounds: Type.String({ minLength: 4, maxLength: 4_000 }),
})

/** A measure that stands on an asset of this institution, or stood. */
export const institutionMeasure = Type.Object({
  measureId: randomId,
  assetKey: randomId,
  institution: shortId,
  court: shortId,
  courtName: nullable(text),
  caseId,
  orderId: actId,
  client,
  asset,
  limitCents: nullable(cents),
  currency,
  whole: flag,
  state: oneOf(MEASURE_STATES),
  stateText: bilingual,
  rank: nullable(count),
  registeredAtMs: instant,
  from: nullable(civilDate),
  to: nullable(civilDate),
  renewals: count,
  endedAtMs: nullable(instant),
  hasPendingDeduction: flag,
  recordKey: text,
})
export type InstitutionMeasure = Static<typeof institutionMeasure>

/** Everything that was ever registered on one asset, in order. */
export const assetLineView = Type.Object({
  assetKey: randomId,
  institution: shortId,
  asset,
  /** Two have the same second: a person looks at their order. */
  review: flag,
  rows: Type.Array(
    Type.Object({
      ...institutionMeasure.properties,
      history: Type.Array(
        Type.Object({
          kind: text,
          text: bilingual,
          rule: text,
          orderId: nullable(actId),
          atMs: instant,
          to: nullable(civilDate),
          limitCents: nullable(cents),
        }),
      ),
    }),
  ),
  recordKey: text,
})
export type AssetLineView = Static<typeof assetLineView>

/** Rows that left the line because it was full; `next` is the last page given, null where there are no more. */
export const assetLinePages = Type.Object({
  assetKey: randomId,
  rows: Type.Array(
    Type.Object({
      measureId: randomId,
      n: count,
      registeredAtMs: instant,
      state: oneOf(MEASURE_STATES),
      stateText: bilingual,
      to: nullable(civilDate),
      endedAtMs: nullable(instant),
    }),
  ),
  next: nullable(count),
})
export type AssetLinePages = Static<typeof assetLinePages>

export const institutionObjection = Type.Object({
  client,
  objectionId: randomId,
  orderId: actId,
  court: shortId,
  courtName: nullable(text),
  /** Pseudonymous. */
  caseId,
  actionText: bilingual,
  grounds: nullable(text),
  groundsState: textState,
  raisedAtMs: instant,
  /** Until when the court answers (R20-03). */
  answerBy: nullable(civilDate),
  isOverdue: flag,
  state: oneOf(['OPEN', 'UPHELD', 'DISMISSED']),
  decisionDigest: nullable(digest),
  decidedAtMs: nullable(instant),
})
export type InstitutionObjection = Static<typeof institutionObjection>

/** About an order or a core system, and over by itself. */
export const endedAlarm = Type.Object({
  ...alarm.properties,
  institution: shortId,
  endedAtMs: instant,
  endText: bilingual,
  /** Where a person ended it: who, and the reasons from the vault. */
  endedBy: nullable(shortId),
  reasons: nullable(text),
  reasonsState: textState,
})

/**
 * About the form of an answer, or an answer that nobody asked for: nothing on the ledger or in the core system shows that the
 * ground is gone where nothing was booked, so a person may end them.
 */
export const ENDABLE_ALARMS = [
  'REQUEST_NO_DIFFERS',
  'PART_MISSING',
  'PART_NOT_ASKED',
  'ITEM_MISSING',
  'ITEM_REPEATED',
  'ITEM_NOT_ASKED',
  'REASON_MISSING',
  'REASON_TEXT_MISSING',
  'ANSWER_UNASKED',
  'CREDIT_SET_REFUSED',
] as const
export const alarmEnding = closed({ reasons })
export const alarmEnded = Type.Object({ alarmId: text, endedAtMs: instant })

export const reconciliationRun = Type.Object({
  runId: text,
  institution: shortId,
  atMs: instant,
  compared: count,
  findings: Type.Array(Type.Object({ code, text: bilingual, orders: count })),
})
