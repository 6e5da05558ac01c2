import { ensure } from '@xiezhi/kernel'
import { calendar, credit, limitOn } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf, shiftCivilDate } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { applyRepairSchema, decideRepairSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { MACHINE_OF } from '../state.ts'
import { endAlarm } from './alarms.ts'
import { requireEntry, requireOwn, storeEntry } from './entry-store.ts'
import { finish, scheduleAlarm } from './program-steps.ts'

const byLaw = refusingLaw(errors.LawRefused)
/** How long president and judge have. */
const DECIDE = 'PX-R26-05.decide'

/**
 * The person concerned applies for repair, after the least publicity of the grade and with all conditions met; under a plan that a
 * court approved, at once (R26-05). Nothing changes until it is decided.
 */
export function applyRepair(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/ApplyRepair',
    schema: applyRepairSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, grade, appliedOn, isCorrected, isDutyFulfilled, isCommitmentSigned }) {
      const actor = ports.requireRole(ctx, ['COURT_FILING', 'COURT_CLERK', 'COURT_ENFORCER'])
      const entry = requireEntry(ctx, entryId)
      requireOwn(entry, [actor])
      ensure(entry.publishedAtMs !== null, errors.RepairNotOpen, { state: entry.state })
      ensure(entry.repair?.outcome !== 'PENDING', errors.RepairPending, { entryId })
      const [publishedOn, today] = [civilDateOf(entry.publishedAtMs), civilDateOf(ctx.block.decidedAtMs)]
      const isOrdered = publishedOn <= appliedOn && appliedOn <= today
      ensure(isOrdered, errors.DateOrder, { earlier: publishedOn, later: appliedOn })
      const law = ports.lawBook(ctx)
      const facts = { corrected: isCorrected, dutyFulfilled: isDutyFulfilled, commitmentSigned: isCommitmentSigned }
      const asked = { ...facts, grade, publishedOn, asOf: appliedOn }
      const found = byLaw(() => credit.repairWindow(asked, law))
      const { verdict, earliestApplicationOn, missing } = found
      // The longest publicity is that of the credit platform's own records; a court's list ends as the provisions on lists say.
      const isOpen =
        verdict === 'MAY_APPLY' ||
        (missing.length === 0 && (verdict === 'PUBLICITY_ENDED' || entry.state === 'RESTRUCTURING'))
      ensure(isOpen, errors.RepairNotOpen, { verdict, earliestApplicationOn, missing })
      const decideBy = byLaw(() => {
        const days = limitOn(law, DECIDE, 'workday', appliedOn)
        return calendar.addWorkingDays({ start: appliedOn, days }, law).end
      })
      return { entry, decideBy }
    },
    execute(ctx, { entryId, grade, appliedOn, documentDigest }, { entry, decideBy }) {
      const open = { outcome: 'PENDING' as const, outcomeOn: null, decisionDigest: null }
      storeEntry(ctx, entry, { ...entry, repair: { grade, appliedOn, documentDigest, decideBy, ...open } })
      ctx.emit({ type: 'RepairApplied', data: { entryId, grade, decideBy } })
      if (decideBy !== null) {
        const { organisation } = entry
        const alarm = { kind: 'REPAIR_UNDECIDED', owner: 'COURT_PRESIDENT', unless: 'REPAIR_DECIDED' } as const
        scheduleAlarm(ctx, { ...alarm, entryId, organisation, dueOn: decideBy }, shiftCivilDate(decideBy, 1))
      }
      return { entryId, decideBy }
    },
  })
}

/** Who recognised the failure repairs it: publicity, sharing and limits end everywhere, with receipts. */
export function decideRepair(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/DecideRepair',
    schema: decideRepairSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, on, decisionDigest }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'REPAIR' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      const { repair } = entry
      ensure(repair?.outcome === 'PENDING', errors.RepairNone, { entryId })
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(repair.appliedOn <= on && on <= today, errors.DateOrder, { earlier: repair.appliedOn, later: on })
      return { step, entry, repair }
    },
    execute(ctx, { entryId, isGranted, on, decisionDigest }, { step, entry, repair }) {
      if (isGranted) {
        const { grade, appliedOn, decideBy } = repair
        const end = step.take(ctx, { inputs: { grade, appliedOn, on }, until: decideBy })
        finish(ctx, ports, entry, { end, event: 'REPAIR' })
        return { entryId, isGranted }
      }
      const refused = { ...repair, outcome: 'REFUSED' as const, outcomeOn: on, decisionDigest }
      storeEntry(ctx, entry, { ...entry, repair: refused })
      endAlarm(ctx, 'REPAIR_UNDECIDED', [entryId])
      ctx.emit({ type: 'RepairRefused', data: { entryId } })
      return { entryId, isGranted }
    },
  })
}
