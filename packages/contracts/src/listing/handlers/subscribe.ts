import { ensure } from '@xiezhi/kernel'
import { isBasicMeasure } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { errors } from '../errors.ts'
import { endSubscriptionSchema, subscribeSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { subscriptions, SUBSCRIPTIONS_MAX } from '../state.ts'
import { scheduleSync, scheduleUnshare } from './share-entry.ts'

/** President and governance officer let a department have a list for a purpose; measures without legal basis are refused (R26-10). */
export function subscribe(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Subscribe',
    schema: subscribeSchema,
    subject: ({ client, subscriber }) => `${client} ${subscriber}`,
    check(ctx, { client, subscriber, measures, validTo }) {
      ensure(ports.decides, errors.NotACourt)
      ports.requireTwoPersons(ctx, 'COURT_PRESIDENT', 'GOVERNANCE_OFFICER')
      const known = subscriptions(ctx.store).get(client, subscriber)
      ensure(known?.endedAtMs !== null, errors.SubscriptionExists, { client, subscriber })
      const subscriptionsMax = SUBSCRIPTIONS_MAX
      const count = subscriptions(ctx.store).list({ limit: subscriptionsMax }).length
      ensure(count < subscriptionsMax, errors.EntryLimit, { subscriptionsMax })
      const bare = measures.find((code) => !isBasicMeasure(code))
      ensure(bare === undefined, errors.NoLegalBasis, { measure: bare })
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(validTo === null || validTo >= today, errors.DateOrder, { earlier: today, later: validTo })
      ensure(ports.clients.chainIdOf(ctx, client) !== undefined, errors.SenderNotAllowed, { client })
      return (known?.grant ?? 0) + 1
    },
    execute(ctx, message, grant) {
      const { client, subscriber, scope, purpose } = message
      const row = { ...message, grant, grantedAtMs: ctx.block.decidedAtMs, endedAtMs: null }
      subscriptions(ctx.store).set([client, subscriber], row)
      ctx.emit({ type: 'SubscriptionGranted', data: { client, subscriber, scope, purpose } })
      scheduleSync(ctx, { client, subscriber, after: null })
      return { client, subscriber }
    },
  })
}

/** What the department holds is withdrawn, with the same clocks as a deletion. */
export function endSubscription(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/EndSubscription',
    schema: endSubscriptionSchema,
    subject: ({ client, subscriber }) => `${client} ${subscriber}`,
    check(ctx, { client, subscriber }) {
      ports.requireTwoPersons(ctx, 'COURT_PRESIDENT', 'GOVERNANCE_OFFICER')
      const found = subscriptions(ctx.store).get(client, subscriber)
      ensure(found?.endedAtMs === null, errors.SubscriptionUnknown, { client, subscriber })
      return found
    },
    execute(ctx, { client, subscriber }, found) {
      subscriptions(ctx.store).set([client, subscriber], { ...found, endedAtMs: ctx.block.decidedAtMs })
      ctx.emit({ type: 'SubscriptionEnded', data: { client, subscriber } })
      scheduleUnshare(ctx, { client, subscriber, after: null })
      return { client, subscriber }
    },
  })
}
