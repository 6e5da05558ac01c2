import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { requireAdministrators, requireNarrower } from '../api.ts'
import { errors } from '../errors.ts'
import type { AppointOfficer } from '../messages.ts'
import { officers, offices, OFFICES_PER_PERSON_MAX, persons, SERVICE_ROLES } from '../state.ts'
import type { Role } from '../state.ts'
import { admitKey, checkNewKey } from './admit-key.ts'
import type { NewKey } from './admit-key.ts'

/** Appoints a natural person, or a service with service roles only, to an office. */
export const appointOfficer = {
  check(ctx: CheckContext, message: AppointOfficer): NewKey | null {
    const { organisation, office, officer, personId, grant } = message
    requireAdministrators(ctx, organisation)
    const above = offices(ctx.store).get(organisation, office)
    ensure(above !== undefined, errors.OfficeUnknown, { organisation, office })
    ensure(!officers(ctx.store).has(organisation, officer), errors.OfficerExists, { organisation, officer })
    requireNarrower(above.grant, grant)
    requireUnmixedRoles(grant.roles)
    const held = persons(ctx.store).list({ under: [personId], limit: OFFICES_PER_PERSON_MAX })
    ensure(held.length < OFFICES_PER_PERSON_MAX, errors.PersonLimit, { officesMax: OFFICES_PER_PERSON_MAX })
    if (message.key === null) return null
    const key = { organisation, officer, key: message.key, validToMs: message.keyValidToMs }
    checkNewKey(ctx, key)
    return key
  },
  execute(ctx: TxContext, message: AppointOfficer, key: NewKey | null): undefined {
    const { organisation, office, officer, personId, grant } = message
    const nowMs = ctx.block.decidedAtMs
    officers(ctx.store).set([organisation, officer], {
      organisation,
      office,
      officer,
      personId,
      grant,
      appointedAtMs: nowMs,
      left: null,
    })
    persons(ctx.store).set([personId, organisation, officer], { sinceMs: nowMs })
    if (key !== null) admitKey(ctx, key)
    ctx.emit({ type: 'OfficerAppointed', data: { organisation, office, officer, personId, roles: grant.roles } })
  },
}

/** A service key signs retrievals and relays; it must never satisfy the role of a person. @throws ContractError */
export function requireUnmixedRoles(roles: readonly Role[]): void {
  const services = roles.filter((role) => SERVICE_ROLES.includes(role))
  ensure(services.length === 0 || services.length === roles.length, errors.ServiceRoleMixed, { roles })
}
