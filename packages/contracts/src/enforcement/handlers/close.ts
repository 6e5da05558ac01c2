import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { closeSchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { enforcements, LIVE_STATES } from '../state.ts'
import { controlsOf, requireEnforcement, requireState } from './require-case.ts'

/** Closes a performed enforcement, once nothing is withheld from the debtor any more. */
export function close(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/Close',
    schema: closeSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef }) {
      const { organisation } = ports.requireRole(ctx, ['COURT_ENFORCER', 'COURT_JUDGE'])
      const found = requireEnforcement(ctx, caseRef, organisation)
      requireState(found, ['PERFORMED'])
      const standing = controlsOf(ctx, caseRef).filter(({ state }) => LIVE_STATES.includes(state)).length
      ensure(standing === 0, errors.MeasuresStand, { measures: standing })
      return found
    },
    execute(ctx, { caseRef }, found) {
      enforcements(ctx.store).set(caseRef, { ...found, state: 'CLOSED', closedAtMs: ctx.block.decidedAtMs })
      ctx.emit({ type: 'EnforcementClosed', data: { caseRef } })
      return { caseRef }
    },
  })
}
