/** Offices of an authority. */
export const OFFICER_ROLES = [
  'COURT_CLERK',
  'COURT_JUDGE',
  'COURT_FILING',
  'COURT_PERSONNEL',
  'COURT_ENFORCER',
  'COURT_PRESIDENT',
  'GOVERNANCE_OFFICER',
  'JUSTICE_BUREAU',
  'JUSTICE_DEPARTMENT',
  'LAW_ASSOCIATION',
  'INSTITUTION_OPERATOR',
  'SUPERVISOR',
] as const

/** Roles that a ledger knows its persons by; `INSTITUTION_OPERATOR` under the names of `OPERATORS_ON_LEDGER`. */
export const LEDGER_ROLES = [...OFFICER_ROLES, 'LAWYER'] as const

/** What a ledger calls the staff of an institution that carries orders out, or acts on credit lists. */
export const OPERATORS_ON_LEDGER = ['BANK_OPERATOR', 'REGISTRY_OPERATOR', 'CREDIT_PLATFORM'] as const

/** Roles of a session; a person may have several. Who is not named for a route is refused. `PARTY`: a person concerned, who sees the own. */
export const ROLES = [...LEDGER_ROLES, 'AUDITOR', 'OPERATOR', 'PARTY'] as const
export type Role = (typeof ROLES)[number]

export const AUTHORITIES = ['court', 'justice', 'institution'] as const
/** Each authority has its own listener, keys, database and vault; institutions of one zone share theirs. */
export type Authority = (typeof AUTHORITIES)[number]

/**
 * The roles of a session that roles granted on a ledger come to; those of programs come to none, nor does a root officer's office of
 * governance: the root's keys stay away from gateways.
 */
export function sessionRoles(granted: readonly string[]): readonly Role[] {
  const isOperator = granted.some((role) => (OPERATORS_ON_LEDGER as readonly string[]).includes(role))
  const isRoot = granted.includes('ROOT_OFFICER')
  return LEDGER_ROLES.filter((role) => {
    if (role === 'INSTITUTION_OPERATOR') return isOperator
    return granted.includes(role) && !(isRoot && role === 'GOVERNANCE_OFFICER')
  })
}
