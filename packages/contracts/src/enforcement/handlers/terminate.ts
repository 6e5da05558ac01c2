import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { terminateSchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { enforcements } from '../state.ts'
import { proposeReleases } from './propose.ts'
import { requireEnforcement, requireState } from './require-case.ts'

/** A judge ends an enforcement that is not performed (民诉法 268); a judge signs each release (R20-25). */
export function terminate(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/Terminate',
    schema: terminateSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef }) {
      const { organisation } = ports.requireRole(ctx, 'COURT_JUDGE')
      const found = requireEnforcement(ctx, caseRef, organisation)
      requireState(found, ['OPEN', 'STAYED', 'ROUND_ENDED'])
      return found
    },
    execute(ctx, { caseRef, ground, documentDigest }, found) {
      const termination = { ground, digest: documentDigest, atMs: ctx.block.decidedAtMs }
      enforcements(ctx.store).set(caseRef, { ...found, state: 'TERMINATED', termination })
      ctx.emit({ type: 'EnforcementTerminated', data: { caseRef, ground } })
      return { caseRef, measures: proposeReleases(ctx, caseRef, 'TERMINATED', 'R20-25') }
    },
  })
}
