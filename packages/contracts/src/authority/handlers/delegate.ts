import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { requireNarrower, requireOfficer } from '../api.ts'
import { errors } from '../errors.ts'
import type { Delegate } from '../messages.ts'
import { delegated, delegating, delegations, DELEGATIONS_PER_OFFICER_MAX, officers, SERVICE_ROLES } from '../state.ts'
import type { Delegation, Officer } from '../state.ts'

/** Only own rights can be given: what an officer has by delegation goes no further. */
export const delegate = {
  check(ctx: CheckContext, message: Delegate): null {
    checkParties(ctx, message)
    const { organisation, from } = message
    const own = ctx.signers.find((signer) => signer.organisation === organisation && signer.officer === from)
    ensure(own !== undefined, errors.DelegationNotOwn, { organisation, from })
    requireOfficer(ctx, own)
    return null
  },
  execute(ctx: TxContext, message: Delegate): string {
    return giveDelegation(ctx, message, 'DELEGATION')
  },
}

/** Refuses a delegation wider than the rights of its giver, to oneself, or beyond the limit. @throws ContractError */
export function checkParties(ctx: CheckContext, { organisation, from, to, grant }: Delegate): void {
  const giver = servingOfficer(ctx, organisation, from)
  const user = servingOfficer(ctx, organisation, to)
  ensure(giver.personId !== user.personId, errors.DelegateSelf, { from, to })
  requireNarrower(giver.grant, grant)
  const nowMs = ctx.block.decidedAtMs
  ensure(grant.validToMs === null || grant.validToMs > nowMs, errors.StartInPast, { toMs: grant.validToMs, nowMs })
  // A service stands for no person, whoever would lend it a role.
  const service = user.grant.roles.some((role) => SERVICE_ROLES.includes(role))
  ensure(!service, errors.ServiceRoleMixed, { to, roles: user.grant.roles })
  const limit = DELEGATIONS_PER_OFFICER_MAX
  const given = delegating(ctx.store).list({ under: [organisation, from], limit })
  const taken = delegated(ctx.store).list({ under: [organisation, to], limit })
  ensure(given.length < limit && taken.length < limit, errors.DelegationLimit, { delegationsMax: limit })
}

export function giveDelegation(ctx: TxContext, message: Delegate, kind: Delegation['kind']): string {
  const { organisation, from, to, grant } = message
  const delegationId = actIdOf(ctx)
  const givenAtMs = ctx.block.decidedAtMs
  delegations(ctx.store).set(delegationId, { ...message, delegationId, kind, givenAtMs, endedAtMs: null })
  delegated(ctx.store).set([organisation, to, delegationId], { from })
  delegating(ctx.store).set([organisation, from, delegationId], { to })
  ctx.emit({ type: 'DelegationGiven', data: { delegationId, kind, organisation, from, to, roles: grant.roles } })
  return delegationId
}

function servingOfficer(ctx: CheckContext, organisation: string, officer: string): Officer {
  const row = officers(ctx.store).get(organisation, officer)
  ensure(row !== undefined, errors.OfficerUnknown, { organisation, officer })
  ensure(row.left === null, errors.OfficerLeft, { organisation, officer })
  return row
}
