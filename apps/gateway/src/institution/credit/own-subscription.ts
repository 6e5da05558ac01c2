import type { listingState } from '@xiezhi/contracts'
import type { OwnSubscription } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { ActPlans } from '../../acts/act-plans.ts'
import { institutionOf } from '../../acts/institution-acts.ts'
import { randomId } from '../../acts/random-id.ts'
import { requestViews, standingOf, termsView } from '../../credit/subscriptions/views.ts'
import { creditWords } from '../../credit/words.ts'
import { GatewayError } from '../../gateway-error.ts'
import type { Handlers } from '../../routes/handler.ts'
import type { Listener } from '../../routes/listener.ts'
import { signedIn } from '../../routes/session-handlers.ts'

const REQUESTS_SHOWN = 50

/** What a department has at the court of its zone, and asks for; a person sees what is of the own organisation. */
export function ownSubscriptionHandlers(listener: Listener): Handlers {
  return { getOwnSubscription: (call) => ownSubscription(listener, institutionOf(signedIn(call))) }
}

async function ownSubscription(listener: Listener, subscriber: string): Promise<OwnSubscription> {
  const { db, config } = listener
  const { client } = config
  const [requests, found, toDelete, today] = await Promise.all([
    requestViews(db, { client, subscriber }, REQUESTS_SHOWN),
    subscriptionOf(listener, subscriber),
    sql<{ readonly count: number }>`
      SELECT count(*)::int AS count FROM projection.held_entry
      WHERE client = ${client} AND subscriber = ${subscriber} AND withdrawn_at_ms IS NOT NULL`.execute(db),
    listener.clock.today(),
  ])
  return {
    client,
    subscriber,
    requests,
    subscription: found === undefined ? null : standingView(found, today),
    toDelete: toDelete.rows[0]?.count ?? 0,
    mayAsk: mayAsk(found),
  }
}

async function subscriptionOf({ db, config }: Listener, subscriber: string) {
  const row = await db
    .selectFrom('projection.credit_subscription')
    .select('record')
    .where('client', '=', config.client)
    .where('subscriber', '=', subscriber)
    .executeTakeFirst()
  return row?.record as unknown as listingState.Subscription | undefined
}

function mayAsk(found: listingState.Subscription | undefined): OwnSubscription['mayAsk'] {
  if (found === undefined) return ['SUBSCRIBE']
  if (found.suspendedAtMs !== null) return ['SUBSCRIBE', 'END']
  return found.endedAtMs === null ? ['CHANGE', 'END'] : ['SUBSCRIBE']
}

function standingView(found: listingState.Subscription, today: string): NonNullable<OwnSubscription['subscription']> {
  const { grant, grantedAtMs, endedAtMs, suspendedAtMs, validTo } = found
  const isOver = validTo !== null && validTo < today
  const standing = standingOf(found)
  const state = standing === 'ACTIVE' && isOver ? 'EXPIRED' : standing
  return {
    ...termsView(found),
    grant,
    grantedAtMs,
    endedAtMs,
    suspendedAtMs,
    stateText: creditWords('standing', state),
  }
}

export function ownSubscriptionPlans(listener: Listener): ActPlans {
  return {
    askSubscription: async ({ body, session }) => {
      const subscriber = institutionOf(session)
      const { kind, terms, documentDigest } = body
      if ((kind === 'END') !== (terms === null))
        throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/terms', expected: 'what is asked for' })
      const possible = mayAsk(await subscriptionOf(listener, subscriber))
      if (!possible.includes(kind)) throw new GatewayError('NOT_IN_FORCE', { state: possible.join(' ') })
      const requestId = randomId()
      const value = { client: listener.config.client, requestId, kind, terms, documentDigest }
      return {
        act: 'askSubscription',
        subject: { kind: 'subscription', id: requestId },
        messages: [{ type: 'listing/AskSubscription', value }],
        then: 'done',
        facts: { requestId },
      }
    },
  }
}
