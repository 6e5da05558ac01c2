import type { Json } from '@xiezhi/codec'
import { sessionRoles } from '@xiezhi/gateway-api'
import type { Role } from '@xiezhi/gateway-api'
import type { ZoneLink } from '../zone/zone-link.ts'
import type { Person } from './person.ts'

/** Roles that no ledger grants: they read, and sign nothing. */
const NOT_OF_LEDGER: readonly Role[] = ['AUDITOR', 'OPERATOR', 'LAWYER', 'PARTY']

interface OfficerAnswer {
  readonly officer: { readonly grant: { readonly roles: readonly string[] }; readonly left: Json }
}

/**
 * The roles that count: those that the identity provider names and the ledger grants to the officer. Who has left, or is no
 * officer, keeps only what no ledger grants.
 */
export async function rolesOnLedger(
  zone: ZoneLink,
  { organisation, officer }: Person,
  claimed: readonly Role[],
): Promise<readonly Role[]> {
  const granted =
    organisation === null || officer === null ? [] : sessionRoles(await grantedRoles(zone, organisation, officer))
  return claimed.filter((role) => NOT_OF_LEDGER.includes(role) || granted.includes(role))
}

async function grantedRoles(zone: ZoneLink, organisation: string, officer: string): Promise<readonly string[]> {
  const found = (await zone.query('authority/officer', { organisation, officer })) as OfficerAnswer | null
  return found === null || found.officer.left !== null ? [] : found.officer.grant.roles
}
