import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { requireSuperiors } from '../api.ts'
import { errors } from '../errors.ts'
import type { SuspendOrganisation } from '../messages.ts'
import { organisations, SUSPENSIONS_MAX } from '../state.ts'
import type { Organisation } from '../state.ts'

/** From the first instant on, no signature of the organisation or of one below it counts; earlier acts stand. */
export const suspendOrganisation = {
  check(ctx: CheckContext, { organisation, fromMs, toMs }: SuspendOrganisation): Organisation {
    requireSuperiors(ctx, organisation)
    const row = organisations(ctx.store).get(organisation)
    ensure(row !== undefined, errors.OrganisationUnknown, { organisation })
    const nowMs = ctx.block.decidedAtMs
    const startMs = fromMs ?? nowMs
    ensure(startMs >= nowMs, errors.StartInPast, { fromMs, nowMs })
    ensure(toMs === null || startMs < toMs, errors.IntervalReversed, { fromMs: startMs, toMs })
    const running = row.suspensions.some((one) => one.toMs === null || one.toMs > nowMs)
    ensure(!running, errors.SuspensionExists, { organisation })
    ensure(row.suspensions.length < SUSPENSIONS_MAX, errors.SuspensionLimit, { suspensionsMax: SUSPENSIONS_MAX })
    return row
  },
  execute(ctx: TxContext, message: SuspendOrganisation, row: Organisation): undefined {
    const { organisation, toMs, reason } = message
    const fromMs = message.fromMs ?? ctx.block.decidedAtMs
    const suspensions = [...row.suspensions, { fromMs, toMs, reason, actId: actIdOf(ctx) }]
    organisations(ctx.store).set(organisation, { ...row, suspensions })
    ctx.emit({ type: 'OrganisationSuspended', data: { organisation, fromMs, toMs, reason } })
  },
}
