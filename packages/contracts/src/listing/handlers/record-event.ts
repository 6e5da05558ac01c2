import { ContractError, ensure } from '@xiezhi/kernel'
import { sanctionList } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { recordEventSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { ended, MACHINE_OF } from '../state.ts'
import { requireEntry, requireOwn, storeEntry } from './entry-store.ts'
import { beginDeletion, scheduleDeletionAlarms } from './program-steps.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** What ends an entry, or is put before a person: payment of a fixed-term entry proposes and does not delete (R20-85, R20-86). */
export function recordEvent(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/RecordEvent',
    schema: recordEventSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, event, on, searchesWithoutAssets, hasOtherClue }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'RECORD_EVENT', event }
      const step = ports.planStep(ctx, asked)
      requireOwn(entry, step.actors)
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(entry.decidedOn <= on && on <= today, errors.DateOrder, { earlier: entry.decidedOn, later: on })
      const { termTo } = entry
      if (event === 'TERM_EXPIRED')
        ensure(termTo !== null && termTo < today, errors.DateOrder, { earlier: termTo, later: today })
      const facts = {
        situation: (entry.situation ?? 1) as 1 | 2 | 3 | 4 | 5 | 6,
        event,
        eventOn: on,
        searchesWithoutAssets,
        otherClue: hasOtherClue,
      }
      const found = byLaw(() => sanctionList.deletionDue(facts, ports.lawBook(ctx)))
      if (found.verdict === 'KEEP') {
        throw new ContractError(errors.DeletionNotDue, {
          reasons: found.reasons.map(({ code, rule }) => `${code} ${rule}`),
        })
      }
      return { step, entry, found }
    },
    execute(ctx, { entryId, event, on, documentDigest }, { step, entry, found }) {
      const { verdict, deleteBy, alarmOn } = found
      if (verdict === 'PROPOSE_EARLY_DELETION') {
        storeEntry(ctx, entry, { ...entry, proposal: { event, on, documentDigest } })
        ctx.emit({ type: 'DeletionProposed', data: { entryId, event, on } })
        return { entryId, verdict }
      }
      step.take(ctx, { inputs: { event, on }, until: deleteBy })
      const deletion = { event, on, deleteBy, alarmOn }
      if (entry.deletion === null) scheduleDeletionAlarms(ctx, entry, deletion)
      beginDeletion(ctx, ports, entry, deletion)
      return { entryId, verdict, deleteBy, alarmOn, isDeleted: ended(ctx.store).has(entryId) }
    },
  })
}
