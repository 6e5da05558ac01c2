import { Type } from 'typebox'
import type { Static } from 'typebox'
import { subscriptionView } from './credit-board.ts'
import { CREDIT_LISTS, CREDIT_SCOPES } from './credit-subscriber.ts'
import { client } from './enforcement-scalars.ts'
import {
  actId,
  bilingual,
  civilDate,
  closed,
  code,
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

const SUBSCRIPTION_REQUEST_KINDS = ['SUBSCRIBE', 'CHANGE', 'END'] as const
export const SUBSCRIPTION_REQUEST_STATES = ['OPEN', 'GRANTED', 'REFUSED'] as const
/** Why a request is refused, as the ledger says it. */
export const SUBSCRIPTION_REFUSALS = [
  'PURPOSE_OUT_OF_TASK',
  'LEGAL_BASIS_MISSING',
  'SCOPE_TOO_WIDE',
  'MEASURE_WITHOUT_BASIS',
  'DOCUMENT_INSUFFICIENT',
  'RECEIPTS_OPEN',
] as const
/** Measures that a subscription may have: the national list. */
export const LISTED_MEASURES = [
  'GOVERNMENT_PROCUREMENT',
  'BIDDING',
  'ADMINISTRATIVE_APPROVAL',
  'GOVERNMENT_SUPPORT',
  'FINANCING_CREDIT',
  'MARKET_ACCESS',
  'QUALIFICATION',
  'HIGH_CONSUMPTION',
] as const
const MEASURES_MAX = 16
const REASONS_MAX_CHARS = 4_000

/** Which lists and how much of an entry, for what, and by which measures. */
export const subscriptionTerms = closed({
  lists: Type.Array(oneOf(CREDIT_LISTS), { minItems: 1, maxItems: CREDIT_LISTS.length, uniqueItems: true }),
  scope: oneOf(CREDIT_SCOPES),
  purpose: code,
  legalBasis: code,
  measures: Type.Array(code, { minItems: 1, maxItems: MEASURES_MAX, uniqueItems: true }),
  validTo: nullable(civilDate),
})
export type SubscriptionTerms = Static<typeof subscriptionTerms>

/** `terms` null: it is to end. `documentDigest`: of the department's letter. */
export const subscriptionAsk = closed({
  kind: oneOf(SUBSCRIPTION_REQUEST_KINDS),
  terms: nullable(subscriptionTerms),
  documentDigest: digest,
})

const reasons = Type.String({ minLength: 1, maxLength: REASONS_MAX_CHARS })
const decisionNo = Type.String({ minLength: 1, maxLength: 100 })

/** Granted with these terms, which go no further than what was asked; or refused. `text` stays with the court. */
export const requestDecision = closed({
  isGranted: flag,
  terms: nullable(subscriptionTerms),
  reasons: Type.Array(oneOf(SUBSCRIPTION_REFUSALS), { maxItems: SUBSCRIPTION_REFUSALS.length, uniqueItems: true }),
  decisionNo,
  text: reasons,
})

/** What is to become of a subscription without anybody asking for it. */
const SUBSCRIPTION_STANDINGS = ['SUSPENDED', 'RESUMED', 'ENDED'] as const
export const standingDecision = closed({ standing: oneOf(SUBSCRIPTION_STANDINGS), decisionNo, text: reasons })

const shownTerms = Type.Object({
  lists: Type.Array(oneOf(CREDIT_LISTS)),
  scope: oneOf(CREDIT_SCOPES),
  scopeText: bilingual,
  purpose: code,
  legalBasis: code,
  measures: Type.Array(Type.Object({ measure: text, text: bilingual })),
  validTo: nullable(civilDate),
})

export const subscriptionRequestView = Type.Object({
  client,
  subscriber: shortId,
  requestId: randomId,
  kind: oneOf(SUBSCRIPTION_REQUEST_KINDS),
  kindText: bilingual,
  /** As asked, or as granted; null: it asks for the end. */
  terms: nullable(shownTerms),
  documentDigest: digest,
  askedAtMs: instant,
  state: oneOf(SUBSCRIPTION_REQUEST_STATES),
  stateText: bilingual,
  reasons: Type.Array(Type.Object({ reason: oneOf(SUBSCRIPTION_REFUSALS), text: bilingual })),
  decisionDigest: nullable(digest),
  decidedAtMs: nullable(instant),
  recordKey: text,
})
export type SubscriptionRequestView = Static<typeof subscriptionRequestView>

/** A decision on a subscription that waits for the second of the two offices. */
export const subscriptionDraftView = Type.Object({
  draftId: actId,
  digest,
  client,
  subscriber: shortId,
  requestId: nullable(randomId),
  decisionText: bilingual,
  words: Type.Array(bilingual),
  decisionNo: nullable(text),
  reasons: nullable(text),
  reasonsState: textState,
  proposer: Type.Object({ organisation: text, officer: text }),
  proposedAtMs: instant,
  expiresAtMs: instant,
  state: oneOf(['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED']),
  mayApprove: flag,
  recordKey: text,
})
export type SubscriptionDraftView = Static<typeof subscriptionDraftView>

/** What a department has at the court, and what it has asked for. */
export const ownSubscription = Type.Object({
  client,
  subscriber: shortId,
  /** Null: none was ever granted. */
  subscription: nullable(
    Type.Object({
      ...shownTerms.properties,
      grant: Type.Integer({ minimum: 1 }),
      grantedAtMs: instant,
      endedAtMs: nullable(instant),
      suspendedAtMs: nullable(instant),
      stateText: bilingual,
    }),
  ),
  requests: Type.Array(subscriptionRequestView),
  /** What is to be deleted here, and has no receipt. */
  toDelete: subscriptionView.properties.openWithdrawals,
  /** Which of the three may be asked for at the present state. */
  mayAsk: Type.Array(oneOf(SUBSCRIPTION_REQUEST_KINDS)),
})
export type OwnSubscription = Static<typeof ownSubscription>
