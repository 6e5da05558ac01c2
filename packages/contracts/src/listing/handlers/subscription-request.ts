import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import type { Infer } from '@xiezhi/codec'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { askSubscriptionSchema, decideRequestSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { OPEN_REQUESTS_MAX, SCOPES, subscriptionRequests, subscriptions } from '../state.ts'
import type { SubscriptionRequest, Terms } from '../state.ts'
import { scheduleSend } from './send.ts'
import { close, grant, requireGrantors, requireLawful, requireNotEnded, requireRoom } from './subscribe.ts'

/** People ask; a program does not. */
const ASKING = ['CREDIT_PLATFORM', 'REGISTRY_OPERATOR', 'BANK_OPERATOR'] as const
/** Of a subscriber; those that have been decided stay. */
const REQUESTS_READ_MAX = 1_000

/** @throws ContractError RequestLimit, RequestExists, TermsMismatch */
export function requireNewRequest(
  { store }: Pick<CheckContext, 'store'>,
  { client, subscriber }: { readonly client: string; readonly subscriber: string },
  { requestId, kind, terms }: Pick<SubscriptionRequest, 'requestId' | 'kind' | 'terms'>,
): void {
  ensure((kind === 'END') === (terms === null), errors.TermsMismatch, { kind })
  const known = subscriptionRequests(store).list({ under: [client, subscriber], limit: REQUESTS_READ_MAX })
  ensure(!subscriptionRequests(store).has(client, subscriber, requestId), errors.RequestExists, { requestId })
  const open = known.filter(({ value }) => value.state === 'OPEN').length
  const isFull = open >= OPEN_REQUESTS_MAX || known.length >= REQUESTS_READ_MAX
  ensure(!isFull, errors.RequestLimit, { openRequestsMax: OPEN_REQUESTS_MAX })
}

/** A department asks the court. What stands is judged where it stands; what is bare of law is refused at home. */
export function askSubscription(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/AskSubscription',
    schema: askSubscriptionSchema,
    subject: ({ requestId }) => requestId,
    check(ctx, { client, ...asked }) {
      const { organisation } = ports.requireRole(ctx, ASKING)
      ensure(ports.clients.chainIdOf(ctx, client) !== undefined, errors.SenderNotAllowed, { client })
      requireNewRequest(ctx, { client, subscriber: organisation }, asked)
      if (asked.terms !== null) requireLawful(ctx, asked.terms)
      const isStanding = subscriptions(ctx.store).get(client, organisation)?.endedAtMs === null
      ensure(asked.kind !== 'SUBSCRIBE' || !isStanding, errors.SubscriptionExists, { subscriber: organisation })
      return organisation
    },
    execute(ctx, { client, ...asked }, subscriber) {
      const { requestId, kind } = asked
      const open = { state: 'OPEN' as const, reasons: [], decisionDigest: null, decidedAtMs: null }
      const request = { ...asked, askedAtMs: ctx.block.decidedAtMs, ...open }
      subscriptionRequests(ctx.store).set([client, subscriber, requestId], request)
      ctx.emit({ type: 'SubscriptionAsked', data: { client, subscriber, requestId, kind } })
      scheduleSend(ctx, { kind: 'request', client, entryIds: [], subscribers: [subscriber], key: requestId })
      return { requestId }
    },
  })
}

/** Two persons grant a request, or less than it asks, or refuse it; the subscriber's zone is told. */
export function decideRequest(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/DecideRequest',
    schema: decideRequestSchema,
    subject: ({ requestId }) => requestId,
    check(ctx, message) {
      requireGrantors(ctx, ports)
      const { client, subscriber, requestId } = message
      const request = subscriptionRequests(ctx.store).get(client, subscriber, requestId)
      ensure(request !== undefined, errors.RequestUnknown, { subscriber, requestId })
      ensure(request.state === 'OPEN', errors.RequestDecided, { state: request.state })
      requireForm(request, message)
      if (message.isGranted) requireGrantable(ctx, ports, request, message)
      return request
    },
    execute(ctx, message, request) {
      const { client, subscriber, requestId, isGranted, terms, reasons, decisionDigest } = message
      const state = isGranted ? ('GRANTED' as const) : ('REFUSED' as const)
      const decided = { state, reasons, decisionDigest, decidedAtMs: ctx.block.decidedAtMs }
      const told = { ...request, terms: terms ?? request.terms, ...decided }
      subscriptionRequests(ctx.store).set([client, subscriber, requestId], told)
      ctx.emit({ type: 'SubscriptionRequestDecided', data: { client, subscriber, requestId, state } })
      scheduleSend(ctx, { kind: 'decision', client, entryIds: [], subscribers: [subscriber], key: requestId })
      const standing = subscriptions(ctx.store).get(client, subscriber)
      if (isGranted && terms !== null) grant(ctx, { client, subscriber }, terms)
      else if (isGranted && standing !== undefined) close(ctx, standing)
      return { requestId }
    },
  })
}

type Decision = Infer<typeof decideRequestSchema>

function requireForm({ kind }: SubscriptionRequest, { isGranted, terms, reasons }: Decision): void {
  const areTermsRight = (terms !== null) === (isGranted && kind !== 'END')
  ensure(areTermsRight && reasons.length > 0 === !isGranted, errors.TermsMismatch, { kind, isGranted })
}

function requireGrantable(
  ctx: CheckContext,
  ports: ListingPorts,
  { kind, terms: asked }: SubscriptionRequest,
  { client, subscriber, terms }: Decision,
): void {
  const known = subscriptions(ctx.store).get(client, subscriber)
  if (kind === 'SUBSCRIBE') ensure(known?.endedAtMs !== null, errors.SubscriptionExists, { client, subscriber })
  else if (kind === 'CHANGE') ensure(known?.endedAtMs === null, errors.SubscriptionUnknown, { client, subscriber })
  else requireNotEnded(ctx, { client, subscriber })
  if (terms === null || asked === null) return
  requireRoom(ctx, ports, { client, subscriber })
  requireLawful(ctx, terms)
  const wider = widerThan(asked, terms)
  ensure(wider === undefined, errors.TermsBeyond, { field: wider })
}

/** Where more would be granted than was asked. */
function widerThan(asked: Terms, given: Terms): string | undefined {
  if (given.purpose !== asked.purpose) return 'purpose'
  if (given.legalBasis !== asked.legalBasis) return 'legalBasis'
  if (SCOPES.indexOf(given.scope) > SCOPES.indexOf(asked.scope)) return 'scope'
  if (given.lists.some((list) => !asked.lists.includes(list))) return 'lists'
  if (given.measures.some((measure) => !asked.measures.includes(measure))) return 'measures'
  return asked.validTo !== null && (given.validTo === null || given.validTo > asked.validTo) ? 'validTo' : undefined
}
