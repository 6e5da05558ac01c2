import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf, shiftCivilDate } from '../../ids.ts'
import { errors } from '../errors.ts'
import { recordServiceSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { entries, MACHINE_OF } from '../state.ts'
import { requireEntry, requireOwn, storeEntry } from './entry-store.ts'
import { advance, scheduleAlarm } from './program-steps.ts'

/** The decision was served: what president and judge signed is published in the same block (T20-20). */
export function recordService(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/RecordService',
    schema: recordServiceSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, servedOn }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'RECORD_SERVICE' }
      const step = ports.planStep(ctx, asked)
      requireOwn(entry, step.actors)
      const today = civilDateOf(ctx.block.decidedAtMs)
      const isOrdered = entry.decidedOn <= servedOn && servedOn <= today
      ensure(isOrdered, errors.DateOrder, { earlier: entry.decidedOn, later: servedOn })
      return { step, entry }
    },
    execute(ctx, { entryId, servedOn }, { step, entry }) {
      step.take(ctx, { inputs: { servedOn } })
      storeEntry(ctx, entry, { ...entry, state: 'SERVED', servedOn })
      ctx.emit({ type: 'EntryServed', data: { entryId, list: entry.list, servedOn } })
      advance(ctx, ports, { entryId, step: 'PUBLISH', on: null })
      const state = entries(ctx.store).get(entryId)?.state ?? null
      if (state === 'SERVED') {
        const { organisation } = entry
        const alarm = { kind: 'UNPUBLISHED', owner: 'COURT_ENFORCER', unless: 'PUBLISHED' } as const
        const tomorrow = shiftCivilDate(civilDateOf(ctx.block.decidedAtMs), 1)
        scheduleAlarm(ctx, { ...alarm, entryId, organisation, dueOn: null }, tomorrow)
      }
      return { entryId, state }
    },
  })
}
