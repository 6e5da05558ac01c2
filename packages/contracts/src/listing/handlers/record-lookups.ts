import { ensure } from '@xiezhi/kernel'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { limitOn, waitingEndMs } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { recordLookupsSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { lookups, lookupTotals, NO_SUBSCRIBER, subscriptions, SUBSCRIPTIONS_MAX } from '../state.ts'
import type { Alarm, LookupCount } from '../state.ts'
import { raiseAlarm } from './alarms.ts'
import { isOpenSubscription } from './share-entry.ts'

const byLaw = refusingLaw(errors.LawRefused)
/** What one subscriber may look up in a day, and until when somebody deals with an alarm. */
const LIMIT = 'PX-T26-5.listChecks'
const ALARM_DUE = 'PX-T26-5.alarmDue'
/** The gateway's clock may be ahead of the ledger's by so much. */
const SKEW_MS = 300_000

/**
 * A batch of look-ups: the root binds the gateway's log, the counts are what volume and purpose alarms look at. The key that
 * signs it may do nothing else.
 */
export function recordLookups(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/RecordLookups',
    schema: recordLookupsSchema,
    subject: ({ batchId }) => batchId,
    check(ctx, { batchId, count, fromMs, toMs, byPurpose }) {
      const { organisation } = ports.requireRole(ctx, 'LOOKUP_SERVICE')
      ensure(ports.decides, errors.NotACourt)
      const nowMs = ctx.block.decidedAtMs
      ensure(fromMs <= toMs && toMs <= nowMs + SKEW_MS, errors.DateOrder, { earlier: fromMs, later: toMs })
      const day = civilDateOf(toMs)
      ensure(!lookups(ctx.store).has(day, batchId), errors.LookupsRecorded, { batchId })
      const names = byPurpose.map(({ subscriber, purpose }) => `${subscriber ?? NO_SUBSCRIBER} ${purpose}`)
      const sum = byPurpose.reduce((all, one) => all + one.count, 0)
      ensure(sum === count && new Set(names).size === names.length, errors.LookupsMalformed, { count, sum })
      const law = ports.lawBook(ctx)
      const dueOn = civilDateOf(waitingEndMs(law, ALARM_DUE, nowMs))
      return { organisation, day, limit: byLaw(() => limitOn(law, LIMIT, 'look-up', day)), dueOn }
    },
    execute(ctx, message, { organisation, day, limit, dueOn }) {
      const { batchId, count, byPurpose } = message
      lookups(ctx.store).set([day, batchId], { ...message, organisation, recordedAtMs: ctx.block.decidedAtMs })
      ctx.emit({ type: 'LookupsRecorded', data: { batchId, count } })
      for (const one of byPurpose) add(ctx, day, one)
      const alarm = { owner: 'COURT_PRESIDENT', organisation, dueOn }
      for (const subscriber of new Set(byPurpose.flatMap((one) => one.subscriber ?? []))) {
        if (totalOf(ctx, day, subscriber) > limit) tell(ctx, 'LOOKUP_VOLUME', [subscriber, day], alarm)
      }
      for (const { subscriber, purpose } of byPurpose) {
        if (subscriber === null || isOfTask(ctx, { subscriber, purpose, day })) continue
        tell(ctx, 'LOOKUP_PURPOSE', [subscriber, day], alarm)
      }
      return { batchId }
    },
  })
}

function tell(
  ctx: TxContext,
  kind: 'LOOKUP_VOLUME' | 'LOOKUP_PURPOSE',
  subject: readonly [string, string],
  asked: Omit<Alarm, 'kind' | 'subject' | 'raisedAtMs' | 'endedAtMs'>,
): void {
  raiseAlarm(ctx, subject, { kind, ...asked })
}

function add({ store }: TxContext, day: string, { subscriber, purpose, count }: LookupCount): void {
  const id = [day, subscriber ?? NO_SUBSCRIBER, purpose]
  lookupTotals(store).set(id, (lookupTotals(store).get(...id) ?? 0) + count)
}

/** Purposes of one subscriber in a day; a batch names no more. */
const PURPOSES_MAX = 1_000

function totalOf({ store }: ReadContext, day: string, subscriber: string): number {
  const rows = lookupTotals(store).list({ under: [day, subscriber], limit: PURPOSES_MAX })
  return rows.reduce((sum, { value }) => sum + value, 0)
}

/** Whether the subscriber may ask for this purpose (R26-09). */
function isOfTask(
  { store }: ReadContext,
  { subscriber, purpose, day }: { readonly subscriber: string; readonly purpose: string; readonly day: string },
): boolean {
  return subscriptions(store)
    .list({ limit: SUBSCRIPTIONS_MAX })
    .some(({ value }) => value.subscriber === subscriber && value.purpose === purpose && isOpenSubscription(value, day))
}
