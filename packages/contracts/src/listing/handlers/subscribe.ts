import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { isBasicMeasure } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { errors } from '../errors.ts'
import {
  endSubscriptionSchema,
  resumeSubscriptionSchema,
  subscribeSchema,
  suspendSubscriptionSchema,
} from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { subscriptions, SUBSCRIPTIONS_MAX } from '../state.ts'
import type { Subscription, Terms } from '../state.ts'
import { scheduleSend } from './send.ts'
import { scheduleSync, scheduleUnshare } from './share-entry.ts'

interface Recipient {
  readonly client: string
  readonly subscriber: string
}

/** Who may decide on subscriptions. @throws ContractError */
export function requireGrantors(ctx: CheckContext, ports: ListingPorts): void {
  ensure(ports.decides, errors.NotACourt)
  ports.requireTwoPersons(ctx, 'COURT_PRESIDENT', 'GOVERNANCE_OFFICER')
}

/** A measure that no law provides is in no subscription (R26-10). @throws ContractError NoLegalBasis, DateOrder */
export function requireLawful(ctx: CheckContext, { measures, validTo }: Pick<Terms, 'measures' | 'validTo'>): void {
  const bare = measures.find((code) => !isBasicMeasure(code))
  ensure(bare === undefined, errors.NoLegalBasis, { measure: bare })
  const today = civilDateOf(ctx.block.decidedAtMs)
  ensure(validTo === null || validTo >= today, errors.DateOrder, { earlier: today, later: validTo })
}

/** @throws ContractError EntryLimit, SenderNotAllowed */
export function requireRoom(ctx: CheckContext, ports: ListingPorts, { client, subscriber }: Recipient): void {
  const subscriptionsMax = SUBSCRIPTIONS_MAX
  const isKnown = subscriptions(ctx.store).has(client, subscriber)
  const count = subscriptions(ctx.store).list({ limit: subscriptionsMax }).length
  ensure(isKnown || count < subscriptionsMax, errors.EntryLimit, { subscriptionsMax })
  ensure(ports.clients.chainIdOf(ctx, client) !== undefined, errors.SenderNotAllowed, { client })
}

/** A subscription under the next number: what an earlier one brought is deleted first, what this one brings follows. */
export function grant(ctx: TxContext, { client, subscriber }: Recipient, terms: Terms): void {
  const known = subscriptions(ctx.store).get(client, subscriber)
  const at = { grantedAtMs: ctx.block.decidedAtMs, endedAtMs: null, suspendedAtMs: null }
  subscriptions(ctx.store).set([client, subscriber], {
    client,
    subscriber,
    ...terms,
    grant: (known?.grant ?? 0) + 1,
    ...at,
  })
  const { scope, purpose } = terms
  ctx.emit({ type: 'SubscriptionGranted', data: { client, subscriber, scope, purpose } })
  scheduleSync(ctx, { client, subscriber, after: null })
  if (known !== undefined) scheduleUnshare(ctx, { client, subscriber, after: null })
  tell(ctx, { client, subscriber })
}

/** The subscription does not stand any more: what the department holds is withdrawn, with the same clocks as a deletion. */
export function close(ctx: TxContext, found: Subscription, suspendedAtMs: number | null = null): void {
  const { client, subscriber } = found
  const endedAtMs = ctx.block.decidedAtMs
  subscriptions(ctx.store).set([client, subscriber], { ...found, endedAtMs, suspendedAtMs })
  const type = suspendedAtMs === null ? 'SubscriptionEnded' : 'SubscriptionSuspended'
  ctx.emit({ type, data: { client, subscriber } })
  scheduleUnshare(ctx, { client, subscriber, after: null })
  tell(ctx, found)
}

/** The subscriber's zone learns what stands. */
function tell(ctx: TxContext, { client, subscriber }: Recipient): void {
  scheduleSend(ctx, { kind: 'subscription', client, entryIds: [], subscribers: [subscriber] })
}

/** President and governance officer let a department have a list for a purpose; measures without legal basis are refused (R26-10). */
export function subscribe(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Subscribe',
    schema: subscribeSchema,
    subject: ({ client, subscriber }) => `${client} ${subscriber}`,
    check(ctx, message) {
      const { client, subscriber } = message
      requireGrantors(ctx, ports)
      const known = subscriptions(ctx.store).get(client, subscriber)
      ensure(known?.endedAtMs !== null, errors.SubscriptionExists, { client, subscriber })
      requireRoom(ctx, ports, message)
      requireLawful(ctx, message)
      return null
    },
    execute(ctx, { client, subscriber, ...terms }) {
      grant(ctx, { client, subscriber }, terms)
      return { client, subscriber }
    },
  })
}

/** Ends it for good, also one that is suspended. */
export function endSubscription(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/EndSubscription',
    schema: endSubscriptionSchema,
    subject: ({ client, subscriber }) => `${client} ${subscriber}`,
    check(ctx, { client, subscriber }) {
      ports.requireTwoPersons(ctx, 'COURT_PRESIDENT', 'GOVERNANCE_OFFICER')
      return requireNotEnded(ctx, { client, subscriber })
    },
    execute(ctx, { client, subscriber }, found) {
      close(ctx, found)
      return { client, subscriber }
    },
  })
}

/** @throws ContractError SubscriptionUnknown: none, or ended for good */
export function requireNotEnded({ store }: CheckContext, { client, subscriber }: Recipient): Subscription {
  const found = subscriptions(store).get(client, subscriber)
  const isEnded = found === undefined || (found.endedAtMs !== null && found.suspendedAtMs === null)
  ensure(!isEnded, errors.SubscriptionUnknown, { client, subscriber })
  return found
}

/** Until it is resumed the department has nothing: what it held is withdrawn as at the end (个保法 47). */
export function suspendSubscription(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/SuspendSubscription',
    schema: suspendSubscriptionSchema,
    subject: ({ client, subscriber }) => `${client} ${subscriber}`,
    check(ctx, { client, subscriber }) {
      requireGrantors(ctx, ports)
      const found = subscriptions(ctx.store).get(client, subscriber)
      ensure(found?.endedAtMs === null, errors.SubscriptionUnknown, { client, subscriber })
      return found
    },
    execute(ctx, { client, subscriber }, found) {
      close(ctx, found, ctx.block.decidedAtMs)
      return { client, subscriber }
    },
  })
}

/** … with the terms that it had. */
export function resumeSubscription(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/ResumeSubscription',
    schema: resumeSubscriptionSchema,
    subject: ({ client, subscriber }) => `${client} ${subscriber}`,
    check(ctx, { client, subscriber }) {
      requireGrantors(ctx, ports)
      const found = subscriptions(ctx.store).get(client, subscriber)
      ensure(found?.suspendedAtMs != null, errors.SubscriptionNotSuspended, { client, subscriber })
      requireLawful(ctx, found)
      return found
    },
    execute(ctx, { client, subscriber }, found) {
      const { lists, scope, purpose, legalBasis, measures, validTo } = found
      grant(ctx, found, { lists, scope, purpose, legalBasis, measures, validTo })
      return { client, subscriber }
    },
  })
}
