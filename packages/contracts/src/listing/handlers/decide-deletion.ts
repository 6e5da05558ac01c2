import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { decideDeletionSchema, deleteByHandSchema, withdrawSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { MACHINE_OF } from '../state.ts'
import { requireEntry, requireOwn, storeEntry } from './entry-store.ts'
import { finish } from './program-steps.ts'

/** President and judge delete an entry early, or decide to keep it against a proposal (R20-81, R20-86, O-07). */
export function decideDeletion(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/DecideDeletion',
    schema: decideDeletionSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, isApproved, decisionDigest }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'DELETE_EARLY' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      ensure(isApproved || entry.proposal !== null, errors.DeletionNotOpen, { entryId })
      return { step, entry }
    },
    execute(ctx, { entryId, isApproved }, { step, entry }) {
      const { proposal } = entry
      if (!isApproved) {
        storeEntry(ctx, entry, { ...entry, proposal: null })
        ctx.emit({ type: 'ProposalDismissed', data: { entryId, event: proposal?.event ?? null } })
        return { entryId, isDeleted: false }
      }
      const end = step.take(ctx, { inputs: { event: proposal?.event ?? null, on: proposal?.on ?? null } })
      finish(ctx, ports, entry, { end, event: proposal?.event ?? null })
      return { entryId, isDeleted: true }
    },
  })
}

/** A person deletes what is due, where the program may not. */
export function deleteByHand(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/DeleteByHand',
    schema: deleteByHandSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId }) {
      const entry = requireEntry(ctx, entryId)
      const { deletion } = entry
      ensure(deletion !== null, errors.DeletionNotOpen, { entryId })
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'DELETE_BY_HAND' }
      const step = ports.planStep(ctx, { ...asked, event: deletion.event })
      requireOwn(entry, step.actors)
      return { step, entry, deletion }
    },
    execute(ctx, { entryId }, { step, entry, deletion: { event, on, deleteBy } }) {
      const end = step.take(ctx, { inputs: { event, on }, until: deleteBy })
      finish(ctx, ports, entry, { end, event })
      return { entryId }
    },
  })
}

/** An unlawful entry goes, published or not; so does one whose decision was revoked before it was published. */
export function withdraw(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Withdraw',
    schema: withdrawSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, decisionDigest }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'WITHDRAW' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      return { step, entry }
    },
    execute(ctx, { entryId, reason }, { step, entry }) {
      const end = step.take(ctx, { inputs: { reason } })
      finish(ctx, ports, entry, { end, event: reason })
      return { entryId }
    },
  })
}
