import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { ListingPacket } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { subscriptionRequests, subscriptions } from '../state.ts'
import type { Subscription } from '../state.ts'
import { requireAllowed } from './receive-views.ts'
import { requireNewRequest } from './subscription-request.ts'

type Request = Extract<ListingPacket, { kind: 'request' }>
type Decision = Extract<ListingPacket, { kind: 'decision' }>
type Told = Extract<ListingPacket, { kind: 'subscription' }>

/** A request of a department, at the court; nothing is granted by it. @throws ContractError NotACourt, RequestExists, RequestLimit, TermsMismatch */
export function receiveRequest(
  ctx: TxContext,
  ports: ListingPorts,
  client: string,
  { subscriber, request }: Request,
): Json {
  ensure(ports.decides, errors.NotACourt)
  const { requestId, kind } = request
  requireNewRequest(ctx, { client, subscriber }, request)
  const open = { state: 'OPEN' as const, reasons: [], decisionDigest: null, decidedAtMs: null }
  subscriptionRequests(ctx.store).set([client, subscriber, requestId], { ...request, ...open })
  ctx.emit({ type: 'SubscriptionRequestReceived', data: { client, subscriber, requestId, kind } })
  return { requestId }
}

/** What the court decided on a request that was made here. @throws ContractError SenderNotAllowed, RequestUnknown */
export function receiveDecision(
  ctx: TxContext,
  ports: ListingPorts,
  client: string,
  { subscriber, request }: Decision,
): Json {
  requireAllowed(ctx, ports, client)
  const { requestId, state, reasons, decisionDigest, decidedAtMs, terms } = request
  const known = subscriptionRequests(ctx.store).get(client, subscriber, requestId)
  ensure(known !== undefined, errors.RequestUnknown, { subscriber, requestId })
  const decided = { state, reasons, decisionDigest, decidedAtMs, terms }
  subscriptionRequests(ctx.store).set([client, subscriber, requestId], { ...known, ...decided })
  ctx.emit({ type: 'SubscriptionRequestDecided', data: { client, subscriber, requestId, state } })
  return { requestId }
}

/** What stands at the court for a subscriber of this zone. One that was overtaken changes nothing. */
export function receiveSubscription(ctx: TxContext, ports: ListingPorts, client: string, { subscription }: Told): Json {
  requireAllowed(ctx, ports, client)
  const { subscriber } = subscription
  const known = subscriptions(ctx.store).get(client, subscriber)
  const isTaken = ports.isSubscriber(ctx, subscriber) && (known === undefined || isNewer(subscription, known))
  // Under the client of this zone: the court's own name for the way back is another.
  if (isTaken) subscriptions(ctx.store).set([client, subscriber], { ...subscription, client })
  ctx.emit({ type: 'SubscriptionTold', data: { client, subscriber, taken: isTaken } })
  return { taken: isTaken }
}

function isNewer(told: Subscription, known: Subscription): boolean {
  if (told.grant !== known.grant) return told.grant > known.grant
  return (told.endedAtMs ?? told.grantedAtMs) > (known.endedAtMs ?? known.grantedAtMs)
}
