import { ensure } from '@xiezhi/kernel'
import { waitingMs } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { errors } from '../errors.ts'
import { recordTokenSetSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { subscriptions, tokenSets } from '../state.ts'
import { isOpenSubscription } from './share-entry.ts'

/** How long a subscriber may check against one set: what is deleted meanwhile still answers yes in it. */
const TERM = 'PX-R26-11.tokenSet'

/** The gateway of the court built a set of keyed tokens for a subscriber; the ledger says which one holds, and until when. */
export function recordTokenSet(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/RecordTokenSet',
    schema: recordTokenSetSchema,
    subject: ({ setId }) => setId,
    check(ctx, { client, subscriber, setId, builtAtMs, validToMs }) {
      ports.requireRole(ctx, 'GATEWAY_SERVICE')
      ensure(ports.decides, errors.NotACourt)
      const nowMs = ctx.block.decidedAtMs
      const subscription = subscriptions(ctx.store).get(client, subscriber)
      const isOpen = subscription !== undefined && isOpenSubscription(subscription, civilDateOf(nowMs))
      ensure(isOpen, errors.SubscriptionUnknown, { subscriber })
      ensure(!tokenSets(ctx.store).has(client, subscriber, setId), errors.TokenSetRecorded, { setId })
      const longestMs = waitingMs(ports.lawBook(ctx), TERM, builtAtMs)
      const fits = builtAtMs <= nowMs && nowMs < validToMs && validToMs - builtAtMs <= longestMs
      ensure(fits, errors.TokenSetTerm, { builtAtMs, validToMs, longestMs })
      return null
    },
    execute(ctx, message) {
      const { client, subscriber, setId, count } = message
      tokenSets(ctx.store).set([client, subscriber, setId], { ...message, recordedAtMs: ctx.block.decidedAtMs })
      ctx.emit({ type: 'TokenSetRecorded', data: { client, subscriber, setId, count } })
      return { setId }
    },
  })
}
