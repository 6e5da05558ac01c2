import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { closeSchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { enforcements, LIVE_STATES, openWrongs, preservations } from '../state.ts'
import { controlsOf, requireEnforcement, requirePreservation, requireState } from './require-case.ts'

/** Closes an enforcement that has been performed or terminated, or a preservation, once nothing is withheld any more. */
export function close(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/Close',
    schema: closeSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef }) {
      const { organisation } = ports.requireRole(ctx, ['COURT_ENFORCER', 'COURT_JUDGE'])
      if (!enforcements(ctx.store).has(caseRef) && preservations(ctx.store).has(caseRef)) {
        const preservation = requirePreservation(ctx, caseRef, organisation)
        ensure(preservation.state === 'OPEN', errors.StateForbids, { state: preservation.state })
        requireNothingOpen(ctx, caseRef)
        return { preservation }
      }
      const found = requireEnforcement(ctx, caseRef, organisation)
      requireState(found, ['PERFORMED', 'TERMINATED'])
      requireNothingOpen(ctx, caseRef)
      return { found }
    },
    execute(ctx, { caseRef }, { found, preservation }) {
      if (preservation !== undefined) {
        preservations(ctx.store).set(caseRef, { ...preservation, state: 'LIFTED' })
        ctx.emit({ type: 'PreservationEnded', data: { caseRef } })
      } else {
        enforcements(ctx.store).set(caseRef, { ...found, state: 'CLOSED', closedAtMs: ctx.block.decidedAtMs })
        ctx.emit({ type: 'EnforcementClosed', data: { caseRef } })
      }
      return { caseRef }
    },
  })
}

/** No measure stands, and what was done wrong is settled. @throws ContractError MeasuresStand, WrongOpen */
function requireNothingOpen(ctx: CheckContext, caseRef: string): void {
  const standing = controlsOf(ctx, caseRef).filter(({ state }) => LIVE_STATES.includes(state)).length
  ensure(standing === 0, errors.MeasuresStand, { measures: standing })
  const [wrong] = openWrongs(ctx.store).list({ under: [caseRef], limit: 1 })
  ensure(wrong === undefined, errors.WrongOpen, { orderId: wrong?.id[1] })
}
