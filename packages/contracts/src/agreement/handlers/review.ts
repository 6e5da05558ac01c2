import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { reviewSchema } from '../messages.ts'
import type { AgreementPorts } from '../ports.ts'
import { machines, numberPart } from '../state.ts'
import { requireNotDrafter, requireRegistered } from './require-machine.ts'

/** A judge signs that the machine is the law; the report of the review stands as its digest. */
export function review(ports: AgreementPorts): AnyAct {
  return defineAct({
    type: 'agreement/Review',
    schema: reviewSchema,
    subject: ({ machineId, version }) => `${machineId} ${version}`,
    check(ctx, message) {
      const actor = ports.requireRole(ctx, ['COURT_JUDGE'])
      const found = requireRegistered(ctx, message, 'DRAFT')
      requireNotDrafter(found, [actor])
      return { found, actor }
    },
    execute(ctx, { machineId, version, reportDigest }, { found, actor: { organisation, officer } }) {
      const signed = { organisation, officer, reportDigest, atMs: ctx.block.decidedAtMs }
      machines(ctx.store).set([machineId, numberPart(version)], { ...found, state: 'REVIEWED', review: signed })
      ctx.emit({ type: 'MachineReviewed', data: { machineId, version, reportDigest } })
      return { machineId, version }
    },
  })
}
