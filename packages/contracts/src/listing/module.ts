import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis } from './genesis.ts'
import { auditReceivers } from './handlers/audit-receivers.ts'
import { confirm } from './handlers/confirm.ts'
import { grantException, lift } from './handlers/consumption.ts'
import { correct } from './handlers/correct.ts'
import { decideDeletion, deleteByHand, withdraw } from './handlers/decide-deletion.ts'
import { decide } from './handlers/decide.ts'
import { extend } from './handlers/extend.ts'
import { endGrace, grantGrace } from './handlers/grant-grace.ts'
import { liftTemporarily } from './handlers/lift-temporarily.ts'
import { decideObjection, object, reconsider } from './handlers/objection.ts'
import { advanceDue, alarmDue } from './handlers/program-steps.ts'
import { recordEvent } from './handlers/record-event.ts'
import { recordLookups } from './handlers/record-lookups.ts'
import { recordService } from './handlers/record-service.ts'
import { recordTokenSet } from './handlers/record-token-set.ts'
import { recordUse } from './handlers/record-use.ts'
import { applyRepair, decideRepair } from './handlers/repair.ts'
import { reportShown } from './handlers/report-shown.ts'
import { resolveAlarm } from './handlers/resolve-alarm.ts'
import { beginRestructuring, endRestructuring } from './handlers/restructuring.ts'
import { send } from './handlers/send.ts'
import { sync, unshare } from './handlers/share-entry.ts'
import { stateBucket, stateParts, stateSet } from './handlers/state-set.ts'
import { endSubscription, resumeSubscription, subscribe, suspendSubscription } from './handlers/subscribe.ts'
import { askSubscription, decideRequest } from './handlers/subscription-request.ts'
import { invariants } from './invariants.ts'
import { toActiveCounts } from './migrations/0003-active-counts.ts'
import { toGrants } from './migrations/0004-grants.ts'
import { toPublicationDays } from './migrations/0005-publication-days.ts'
import { toShareBuckets } from './migrations/0006-share-buckets.ts'
import { toRequests } from './migrations/0007-requests.ts'
import type { ListingPorts } from './ports.ts'
import { queries } from './queries.ts'

/** Lists of dishonest debtors and limits of consumption (意见, articles 20 and 26). */
export function listingModule(ports: ListingPorts): Module {
  return {
    name: 'listing',
    version: 7,
    errors,
    events: EVENTS,
    messages: noteActs(
      [
        decide(ports),
        recordService(ports),
        extend(ports),
        liftTemporarily(ports),
        recordEvent(ports),
        decideDeletion(ports),
        deleteByHand(ports),
        withdraw(ports),
        correct(ports),
        object(ports),
        decideObjection(ports),
        reconsider(ports),
        grantException(ports),
        lift(ports),
        grantGrace(ports),
        applyRepair(ports),
        decideRepair(ports),
        beginRestructuring(ports),
        endRestructuring(ports),
        subscribe(ports),
        endSubscription(ports),
        suspendSubscription(ports),
        resumeSubscription(ports),
        askSubscription(ports),
        decideRequest(ports),
        confirm(ports),
        recordUse(ports),
        reportShown(ports),
        stateSet(ports),
        stateParts(ports),
        stateBucket(ports),
        recordLookups(ports),
        recordTokenSet(ports),
        resolveAlarm(ports),
      ],
      ports.noteAct,
    ),
    queries,
    due: {
      advance: advanceDue(ports),
      alarm: alarmDue,
      audit: auditReceivers,
      endGrace,
      send: send(ports),
      sync,
      unshare: unshare(ports),
    },
    invariants,
    migrations: [
      { to: 2, run: () => undefined },
      toActiveCounts,
      toGrants,
      toPublicationDays,
      toShareBuckets,
      toRequests,
    ],
    initGenesis,
  }
}
