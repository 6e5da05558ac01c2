import type { listingState } from '@xiezhi/contracts'
import type { SubscriptionRequestView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { creditWords } from '../words.ts'

type Terms = listingState.Terms
type Request = listingState.SubscriptionRequest

/** Whether a subscription stands, whatever its last day is. */
export function standingOf({
  suspendedAtMs,
  endedAtMs,
}: Pick<listingState.Subscription, 'suspendedAtMs' | 'endedAtMs'>): 'SUSPENDED' | 'ENDED' | 'ACTIVE' {
  if (suspendedAtMs !== null) return 'SUSPENDED'
  return endedAtMs === null ? 'ACTIVE' : 'ENDED'
}

export function termsView(terms: Terms): NonNullable<SubscriptionRequestView['terms']> {
  const { lists, scope, purpose, legalBasis, measures, validTo } = terms
  return {
    lists: [...lists],
    scope,
    scopeText: creditWords('scope', scope),
    purpose,
    legalBasis,
    measures: measures.map((measure) => ({ measure, text: creditWords('measure', measure) })),
    validTo,
  }
}

export interface WantedRequests {
  readonly client?: string | undefined
  readonly subscriber?: string | undefined
  readonly requestId?: string | undefined
  readonly state?: string | undefined
  /** `[asked at, request]` */
  readonly after?: readonly string[] | undefined
}

interface Row {
  readonly client: string
  readonly subscriber: string
  readonly record: Request
}

/** What departments have asked for, the newest first; the same rows at the court and at the subscriber. */
export async function requestViews(
  db: Database,
  wanted: WantedRequests,
  limit: number,
): Promise<SubscriptionRequestView[]> {
  const { client = null, subscriber = null, requestId = null, state = null } = wanted
  const [at = null, id = ''] = wanted.after ?? []
  const { rows } = await sql<Row>`
    SELECT client, subscriber, record FROM projection.credit_subscription_request
    WHERE (${client}::text IS NULL OR client = ${client}) AND (${subscriber}::text IS NULL OR subscriber = ${subscriber})
      AND (${requestId}::text IS NULL OR request_id = ${requestId}) AND (${state}::text IS NULL OR state = ${state})
      AND (${at}::bigint IS NULL OR asked_at_ms < ${at}::bigint OR (asked_at_ms = ${at}::bigint AND request_id > ${id}))
    ORDER BY asked_at_ms DESC, request_id LIMIT ${limit}`.execute(db)
  return rows.map(viewOf)
}

function viewOf({ client, subscriber, record }: Row): SubscriptionRequestView {
  const { requestId, kind, terms, documentDigest, askedAtMs, state, reasons, decisionDigest, decidedAtMs } = record
  return {
    client,
    subscriber,
    requestId,
    kind,
    documentDigest,
    askedAtMs,
    state,
    decisionDigest,
    decidedAtMs,
    kindText: creditWords('subscriptionRequest', kind),
    terms: terms === null ? null : termsView(terms),
    stateText: creditWords('subscriptionRequestState', state),
    reasons: reasons.map((reason) => ({ reason, text: creditWords('refusal', reason) })),
    recordKey: `listing/request/${client}/${subscriber}/${requestId}`,
  }
}
