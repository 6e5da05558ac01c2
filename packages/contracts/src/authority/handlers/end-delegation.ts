import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { requireAdministrators, requireOfficer } from '../api.ts'
import { errors } from '../errors.ts'
import type { EndDelegation } from '../messages.ts'
import { delegated, delegating, delegations } from '../state.ts'
import type { Delegation } from '../state.ts'

/** The row stays: acts signed while it was in force were within it. */
export const endDelegation = {
  check(ctx: CheckContext, { delegationId }: EndDelegation): Delegation {
    const row = delegations(ctx.store).get(delegationId)
    ensure(row !== undefined, errors.DelegationUnknown, { delegationId })
    ensure(row.endedAtMs === null, errors.DelegationEnded, { delegationId })
    const { organisation, from } = row
    const own = ctx.signers.find((signer) => signer.organisation === organisation && signer.officer === from)
    if (own !== undefined) requireOfficer(ctx, own)
    else {
      ensure(ctx.signers.length > 1, errors.DelegationNotOwn, { delegationId })
      requireAdministrators(ctx, organisation)
    }
    return row
  },
  execute(ctx: TxContext, { delegationId }: EndDelegation, row: Delegation): undefined {
    const endedAtMs = ctx.block.decidedAtMs
    delegations(ctx.store).set(delegationId, { ...row, endedAtMs })
    delegated(ctx.store).delete(row.organisation, row.to, delegationId)
    delegating(ctx.store).delete(row.organisation, row.from, delegationId)
    ctx.emit({ type: 'DelegationEnded', data: { delegationId, endedAtMs } })
  },
}
