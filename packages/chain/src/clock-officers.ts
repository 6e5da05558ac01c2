import { authorityApi } from '@xiezhi/contracts'
import type { Role } from '@xiezhi/contracts'
import type { CheckContext } from '@xiezhi/kernel'

/** Who may say that a host's clock is right after an alarm: who governs the zone, and the court's technical staff. */
export const CLOCK_ROLES: readonly Role[] = ['GOVERNANCE_OFFICER', 'COURT_TECH']

/** @throws ContractError of codespace `authority` */
export function requireClockOfficer(ctx: CheckContext): void {
  authorityApi.requireRole(ctx, CLOCK_ROLES)
}
