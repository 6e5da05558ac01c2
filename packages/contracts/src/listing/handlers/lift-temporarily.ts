import { ContractError, ensure } from '@xiezhi/kernel'
import { sanctionList } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf, shiftCivilDate, startOfCivilDateMs } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { liftTemporarilySchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { MACHINE_OF } from '../state.ts'
import { requireEntry, requireOwn, storeEntry } from './entry-store.ts'
import { scheduleAdvance } from './program-steps.ts'
import { shareEntry } from './share-entry.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** Lifts an entry for at most what the law allows; it comes back by itself the day after (R20-84). */
export function liftTemporarily(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/LiftTemporarily',
    schema: liftTemporarilySchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, ground, from, to, decisionDigest }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'LIFT_TEMPORARILY' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(from <= today && today <= to, errors.DateOrder, { earlier: from, later: to })
      const facts = { ground, from, to, presidentApproved: true }
      const { verdict, reasons } = byLaw(() => sanctionList.temporaryLift(facts, ports.lawBook(ctx)))
      if (verdict !== 'PASS') {
        throw new ContractError(errors.LiftRefused, { reasons: reasons.map(({ code, rule }) => `${code} ${rule}`) })
      }
      return { step, entry }
    },
    execute(ctx, { entryId, ground, from, to }, { step, entry }) {
      step.take(ctx, { inputs: { ground, from, to }, until: to })
      const lifted = storeEntry(ctx, entry, { ...entry, state: 'SUSPENDED', lift: { ground, from, to } })
      ctx.emit({ type: 'EntrySuspended', data: { entryId, list: entry.list, to } })
      scheduleAdvance(ctx, { entryId, step: 'RESUME', on: to }, startOfCivilDateMs(shiftCivilDate(to, 1)))
      shareEntry(ctx, lifted)
      return { entryId, to }
    },
  })
}
