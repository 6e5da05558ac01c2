import type { SubscriptionDraftView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Listener } from '../../routes/listener.ts'
import type { OpenSession } from '../../session/person.ts'
import {
  NEWEST_PROPOSED,
  PRESIDENT_AND_GOVERNANCE,
  proposedDecisions,
  proposedView,
} from '../../views/proposed-decisions.ts'
import type { ProposedDecision, WantedDecisions } from '../../views/proposed-decisions.ts'
import { creditWords } from '../words.ts'

/** Messages that president and governance officer sign together. */
export const SUBSCRIPTION_DECISIONS: readonly string[] = [
  'listing/DecideRequest',
  'listing/SuspendSubscription',
  'listing/ResumeSubscription',
  'listing/EndSubscription',
]
/** Number and reasons of a decision on a subscription, in the vault. */
export const DECISION_TEXT = 'subscriptionDecision'

const TEXT_STATES = { HELD: 'held', ERASED: 'erased', TAMPERED: 'damaged' } as const

export interface DecisionValue {
  readonly client: string
  readonly subscriber: string
  readonly requestId?: string
  readonly decisionDigest: string
}

/** Decisions on subscriptions that a first person of the court has proposed, newest first. */
export async function subscriptionDrafts(
  listener: Listener,
  wanted: WantedDecisions,
  session: OpenSession,
  limit: number,
): Promise<SubscriptionDraftView[]> {
  const { db, clock, texts } = listener
  const { rows } = await sql<{ readonly record: ProposedDecision<DecisionValue> }>`
    SELECT p.record FROM projection.proposal p
    WHERE ${proposedDecisions(SUBSCRIPTION_DECISIONS, wanted, session, clock.nowMs())}
    ORDER BY ${NEWEST_PROPOSED} LIMIT ${limit}`.execute(db)
  const digests = rows.map(({ record }) => record.value.decisionDigest)
  const kept = await texts.values(DECISION_TEXT, digests)
  return Promise.all(
    rows.map(async ({ record }) => {
      const { client, subscriber, requestId = null, decisionDigest } = record.value
      const found = kept.get(decisionDigest)
      const text = found?.state === 'HELD' ? (found.value as { decisionNo: string; text: string }) : null
      const reasonsState = found === undefined ? 'none' : TEXT_STATES[found.state]
      return {
        ...(await proposedView(listener, record, session, PRESIDENT_AND_GOVERNANCE)),
        client,
        subscriber,
        requestId,
        reasonsState,
        decisionText: creditWords('subscriptionDecision', record.type),
        decisionNo: text?.decisionNo ?? null,
        reasons: text?.text ?? null,
      } as const
    }),
  )
}
