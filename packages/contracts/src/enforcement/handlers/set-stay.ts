import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { setStaySchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { enforcements } from '../state.ts'
import { proposeReleases } from './propose.ts'
import { requireEnforcement, requireState } from './require-case.ts'

/**
 * A judge stays the enforcement, or ends the stay. Measures that stand go on; no new one begins (R20-35). Where a court has
 * accepted bankruptcy, the release of every one is proposed to the judge (R20-73, T20-8; 企业破产法 19).
 */
export function setStay(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/SetStay',
    schema: setStaySchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, ground }) {
      const { organisation } = ports.requireRole(ctx, 'COURT_JUDGE')
      const found = requireEnforcement(ctx, caseRef, organisation)
      requireState(found, ['OPEN', 'STAYED'])
      ensure((found.state === 'STAYED') !== (ground !== null), errors.StayUnchanged, { state: found.state })
      return found
    },
    execute(ctx, { caseRef, ground, documentDigest }, found) {
      const stay = ground === null ? null : { ground, digest: documentDigest, atMs: ctx.block.decidedAtMs }
      enforcements(ctx.store).set(caseRef, { ...found, state: stay === null ? 'OPEN' : 'STAYED', stay })
      ctx.emit({ type: stay === null ? 'EnforcementResumed' : 'EnforcementStayed', data: { caseRef, ground } })
      if (ground === 'BANKRUPTCY_ACCEPTED') proposeReleases(ctx, caseRef, 'BANKRUPTCY', 'R20-73')
      return { caseRef }
    },
  })
}
