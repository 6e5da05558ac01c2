import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { requireSuperiors } from '../api.ts'
import { errors } from '../errors.ts'
import type { ReinstateOrganisation } from '../messages.ts'
import { organisations } from '../state.ts'
import type { Organisation } from '../state.ts'

/** Ends a running suspension; takes back one that has not begun. */
export const reinstateOrganisation = {
  check(ctx: CheckContext, { organisation }: ReinstateOrganisation): Organisation {
    requireSuperiors(ctx, organisation)
    const row = organisations(ctx.store).get(organisation)
    const last = row?.suspensions.at(-1)
    const nowMs = ctx.block.decidedAtMs
    const running = last !== undefined && (last.toMs === null || last.toMs > nowMs)
    ensure(row !== undefined && running, errors.SuspensionUnknown, { organisation })
    return row
  },
  execute(ctx: TxContext, { organisation }: ReinstateOrganisation, row: Organisation): undefined {
    const nowMs = ctx.block.decidedAtMs
    const suspensions = row.suspensions.flatMap((one, at) => {
      if (at < row.suspensions.length - 1) return [one]
      return one.fromMs >= nowMs ? [] : [{ ...one, toMs: nowMs }]
    })
    organisations(ctx.store).set(organisation, { ...row, suspensions })
    ctx.emit({ type: 'OrganisationReinstated', data: { organisation, atMs: nowMs } })
  },
}
