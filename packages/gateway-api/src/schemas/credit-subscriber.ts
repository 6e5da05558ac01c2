import { Type } from 'typebox'
import type { Static } from 'typebox'
import { client } from './enforcement-scalars.ts'
import {
  bilingual,
  civilDate,
  closed,
  code,
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

export const CREDIT_SCOPES = ['TOKEN', 'BASIC', 'FULL'] as const
export const CREDIT_LISTS = ['DISHONEST', 'CONSUMPTION'] as const
/** `HELD`: stands. `SUSPENDED`: lifted for a while. `WITHDRAWN`: to be deleted here. */
export const CREDIT_HELD_STATES = ['HELD', 'SUSPENDED', 'WITHDRAWN'] as const
/**
 * Where the subscriber's own system is with an entry. `NONE`: nothing was done yet. `WAITING_ANNEX`: who the person is has not come.
 * `WAITING_PERSON`: no program does it here. `SENDING`, `UNKNOWN`: under way, outcome being asked for. `SHOWN`, `DELETED`: seen there.
 * `REFUSED`: the platform refuses the record. `CONFIRMED`: the court has its receipt.
 */
export const CREDIT_STEPS = [
  'NONE',
  'WAITING_ANNEX',
  'WAITING_PERSON',
  'SENDING',
  'UNKNOWN',
  'SHOWN',
  'DELETED',
  'REFUSED',
  'CONFIRMED',
] as const
export const CREDIT_ACTIONS = ['REFUSE', 'INSPECT', 'LIMIT', 'RISK_WEIGHT'] as const
export const CREDIT_OBJECTIONS = ['IDENTITY', 'DELETION', 'CONTENT'] as const
/** `MISSING`: to be shown and not there. `SURPLUS`: shown and not to be. `OLD`: shown as it was before. */
export const CREDIT_DIFFERENCES = ['MISSING', 'SURPLUS', 'OLD'] as const
export const CREDIT_SET_STATES = ['STATED', 'EQUAL', 'DIFFERENT'] as const

const month = Type.String({ pattern: '^\\d{4}-\\d{2}$' })
const receipt = Type.Object({ revision: count, isWithdrawal: flag, atMs: instant })

/** An entry that a court shares with this subscriber, with no more than its scope tells. No person stands here. */
export const creditEntryRow = Type.Object({
  client,
  entryId: randomId,
  revision: count,
  scope: oneOf(CREDIT_SCOPES),
  list: nullable(oneOf(CREDIT_LISTS)),
  listText: nullable(bilingual),
  court: nullable(shortId),
  from: nullable(civilDate),
  /** Null with `untilEvent`: until an event ends it; null without: nothing was told, it counts as expired. */
  to: nullable(civilDate),
  untilEvent: flag,
  state: oneOf(CREDIT_HELD_STATES),
  stateText: bilingual,
  objection: nullable(oneOf(CREDIT_OBJECTIONS)),
  purpose: code,
  /** What may be done on it, and nothing else (R26-10). */
  measures: Type.Array(Type.Object({ measure: code, text: bilingual })),
  receivedAtMs: instant,
  withdrawnAtMs: nullable(instant),
  /** Until when the court has to have the receipt of a deletion before it raises an alarm. */
  alarmAtMs: nullable(instant),
  step: oneOf(CREDIT_STEPS),
  stepText: bilingual,
  stepAtMs: nullable(instant),
  /** The last one; null: none was given yet. */
  receipt: nullable(receipt),
})
export type CreditEntryRow = Static<typeof creditEntryRow>

/** One field as the platform's field set calls it; masked where the set says so. */
export const creditField = Type.Object({ key: text, label: bilingual, value: text })

export const creditEntryView = Type.Object({
  ...creditEntryRow.properties,
  legalBasis: nullable(code),
  basisDigest: nullable(digest),
  situation: nullable(count),
  situationText: nullable(bilingual),
  categories: Type.Array(Type.Object({ category: count, text: bilingual })),
  /** The record as it is shown on the platform; empty under the scope `TOKEN`, before the annex has come, and after deletion. */
  record: Type.Array(creditField),
  recordState: textState,
  /** Why the platform refused the record, or what stands in the way. */
  problem: nullable(bilingual),
  uses: Type.Array(
    Type.Object({ useId: randomId, measure: code, action: oneOf(CREDIT_ACTIONS), count, purpose: code, on: civilDate }),
  ),
  /** Whether a use may be recorded now, and if not, why. */
  mayUse: flag,
  mayUseReason: nullable(bilingual),
  /** No program does it here: a person says what was done. */
  mayConfirm: flag,
  recordKey: text,
})
export type CreditEntryView = Static<typeof creditEntryView>

export const creditReceiptRow = Type.Object({
  client,
  entryId: randomId,
  revision: count,
  isWithdrawal: flag,
  atMs: instant,
  /** From the notice to the receipt; null: not known here any more. */
  tookMs: nullable(count),
  recordKey: text,
})
export type CreditReceiptRow = Static<typeof creditReceiptRow>

export const creditUseRow = Type.Object({
  client,
  useId: randomId,
  entryId: randomId,
  measure: code,
  measureText: bilingual,
  action: oneOf(CREDIT_ACTIONS),
  actionText: bilingual,
  count,
  purpose: code,
  on: civilDate,
  /** Used while its content was contested, with reasons. */
  hasReason: flag,
  recordKey: text,
})
export type CreditUseRow = Static<typeof creditUseRow>

/** Purpose and day follow from the entry and the ledger. */
export const creditUse = closed({
  measure: code,
  action: oneOf(CREDIT_ACTIONS),
  count: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  /** Needed while the content is contested; kept in the vault, the ledger holds a salted digest. */
  reason: Type.Optional(Type.String({ minLength: 4, maxLength: 2_000 })),
})

/** What a person has done in a system that no program reaches. */
export const creditConfirmation = closed({ revision: count })

/** The set that the own system really held when it was stated, and what the court said to it (T26-4). */
export const creditSetRow = Type.Object({
  client,
  month,
  state: oneOf(CREDIT_SET_STATES),
  stateText: bilingual,
  courtCount: count,
  ownCount: count,
  /** Buckets that still differ. */
  differing: count,
  resent: Type.Array(randomId),
  withdrawn: Type.Array(randomId),
  atMs: instant,
  recordKey: text,
})
export type CreditSetRow = Static<typeof creditSetRow>

/** Found by comparing each day what is to be shown with what the own system shows. */
export const creditDifferenceRow = Type.Object({
  client,
  entryId: randomId,
  kind: oneOf(CREDIT_DIFFERENCES),
  kindText: bilingual,
  foundAtMs: instant,
  /** Null: not yet. */
  repairedAtMs: nullable(instant),
})
export type CreditDifferenceRow = Static<typeof creditDifferenceRow>

export const creditSummary = Type.Object({
  subscriber: shortId,
  /** Whether a program keeps the own system in step. */
  isAutomatic: flag,
  /** Whether the own system answered when it was last asked; null: it was not asked yet, or there is none. */
  isPlatformUp: nullable(flag),
  held: count,
  waitingToShow: count,
  waitingToDelete: count,
  refused: count,
  /** When the oldest open deletion was asked for. */
  oldestDeletionAtMs: nullable(instant),
  openDifferences: count,
  comparedOn: nullable(civilDate),
})
export type CreditSummary = Static<typeof creditSummary>
