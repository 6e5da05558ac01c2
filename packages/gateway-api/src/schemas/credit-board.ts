import { Type } from 'typebox'
import type { Static } from 'typebox'
import { alarm } from './case.ts'
import { month, PROPAGATION_STATES, situation } from './credit-scalars.ts'
import { CREDIT_SCOPES, CREDIT_LISTS } from './credit-subscriber.ts'
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
} from './scalars.ts'
import { pageFields } from './page.ts'

const recipient = { client, subscriber: shortId }
/** Who deals with it, and until when. */
const clocked = { owner: text, ownerText: bilingual, dueAtMs: nullable(instant), dueOn: nullable(civilDate) }

export const subscriptionView = Type.Object({
  ...recipient,
  lists: Type.Array(oneOf(CREDIT_LISTS)),
  scope: oneOf(CREDIT_SCOPES),
  scopeText: bilingual,
  purpose: code,
  legalBasis: code,
  measures: Type.Array(Type.Object({ measure: text, text: bilingual })),
  validTo: nullable(civilDate),
  grantedAtMs: instant,
  /** Since when it does not stand. */
  endedAtMs: nullable(instant),
  /** … because it was suspended, and may be resumed. */
  suspendedAtMs: nullable(instant),
  /** Entries that it has. */
  held: count,
  unconfirmed: count,
  openWithdrawals: count,
  late: count,
  recordKey: text,
})
export type SubscriptionView = Static<typeof subscriptionView>

export const propagationQuery = closed({
  ...pageFields,
  entryId: Type.Optional(randomId),
  subscriber: Type.Optional(shortId),
  state: Type.Optional(oneOf(PROPAGATION_STATES)),
})
/** One entry on its way to one subscriber. */
export const propagationRow = Type.Object({
  entryId: randomId,
  list: oneOf(CREDIT_LISTS),
  ...recipient,
  state: oneOf(PROPAGATION_STATES),
  stateText: bilingual,
  sentRevision: count,
  confirmedRevision: count,
  sentAtMs: instant,
  deliveredAtMs: nullable(instant),
  confirmedAtMs: nullable(instant),
  annex: oneOf(['NONE', 'WAITING', 'SENT', 'RETRIEVED', 'OPENED', 'FAILED']),
  ...clocked,
})
export type PropagationRow = Static<typeof propagationRow>

export const withdrawalQuery = closed({
  ...pageFields,
  entryId: Type.Optional(randomId),
  subscriber: Type.Optional(shortId),
  late: Type.Optional(Type.Boolean()),
})
/** A withdrawal that waits for the receipt of one subscriber. */
export const withdrawalRow = Type.Object({
  entryId: randomId,
  list: nullable(oneOf(CREDIT_LISTS)),
  ...recipient,
  state: oneOf(PROPAGATION_STATES),
  stateText: bilingual,
  withdrawnAtMs: instant,
  deliveredAtMs: nullable(instant),
  confirmedAtMs: nullable(instant),
  /** When somebody proved that it was still shown. */
  shownAtMs: nullable(instant),
  evidenceDigest: nullable(digest),
  /** 24 hours, 72 hours, last day of the law: which have gone by. */
  rungs: Type.Array(
    Type.Object({ rung: oneOf(['ALARM', 'REPORT', 'VIOLATION', 'STILL_SHOWN']), text: bilingual, atMs: instant }),
  ),
  ...clocked,
  recordKey: text,
})
export type WithdrawalRow = Static<typeof withdrawalRow>

export const reconciliationQuery = closed({ month: Type.Optional(month), subscriber: Type.Optional(shortId) })
export const creditReconciliation = Type.Object({
  ...recipient,
  month,
  state: oneOf(['MISSING', 'STATED', 'EQUAL', 'DIFFERENT']),
  stateText: bilingual,
  courtCount: nullable(count),
  receiverCount: nullable(count),
  differing: count,
  resend: Type.Array(randomId),
  withdraw: Type.Array(randomId),
  atMs: nullable(instant),
  recordKey: nullable(text),
})
export type CreditReconciliation = Static<typeof creditReconciliation>

/** The platform's first page: what is where, and who is late. */
export const creditBoard = Type.Object({
  asOfMs: instant,
  entries: Type.Array(Type.Object({ list: oneOf(CREDIT_LISTS), active: count, suspended: count, deletionDue: count })),
  subscribers: Type.Array(subscriptionView),
  /** Late deleters, the latest first. */
  late: Type.Array(withdrawalRow),
  alarms: Type.Array(alarm),
})
export type CreditBoard = Static<typeof creditBoard>

export const creditSupervisionQuery = closed({ from: Type.Optional(month), to: Type.Optional(month) })
/** Counts alone: no person, no case, no entry. */
export const creditSupervision = Type.Object({
  decisions: Type.Array(
    Type.Object({
      month,
      list: oneOf(CREDIT_LISTS),
      situation: nullable(situation),
      decided: count,
      published: count,
      ended: count,
    }),
  ),
  ends: Type.Array(
    Type.Object({
      month,
      list: oneOf(CREDIT_LISTS),
      end: text,
      text: bilingual,
      count,
      late: count,
      /** Early deletions before which nobody had recorded an event: the decision of two persons is all there is (R20-81). */
      withoutEvent: count,
    }),
  ),
  /** Objections and reconsiderations by month of their decision. */
  objections: Type.Array(
    Type.Object({
      month,
      raised: count,
      upheld: count,
      refused: count,
      reconsidered: count,
      /** Of the reconsidered: the court above found for the person. */
      appealsUpheld: count,
      late: count,
    }),
  ),
  lateness: Type.Array(
    Type.Object({
      subscriber: shortId,
      withdrawals: count,
      confirmed: count,
      late: count,
      violations: count,
      stillShown: count,
      medianMs: nullable(count),
    }),
  ),
  uses: Type.Array(Type.Object({ month, subscriber: shortId, purpose: text, measure: text, text: bilingual, count })),
  /** Look-ups by month, subscriber and purpose; no content (R26-09, T26-5). */
  lookups: Type.Array(Type.Object({ month, subscriber: text, purpose: text, count })),
  open: Type.Array(Type.Object({ kind: text, text: bilingual, count, oldestAtMs: nullable(instant) })),
  isComplete: flag,
})
export type CreditSupervision = Static<typeof creditSupervision>
