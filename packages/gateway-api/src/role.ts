/** Offices of an authority. */
export const OFFICER_ROLES = [
  'COURT_CLERK',
  'COURT_JUDGE',
  'COURT_FILING',
  'COURT_PERSONNEL',
  'JUSTICE_BUREAU',
  'JUSTICE_DEPARTMENT',
  'LAW_ASSOCIATION',
] as const

/** Roles that a ledger knows its persons by. */
export const LEDGER_ROLES = [...OFFICER_ROLES, 'LAWYER'] as const

/** Roles of a session; a person may have several. Who is not named for a route is refused. */
export const ROLES = [...LEDGER_ROLES, 'AUDITOR', 'OPERATOR'] as const
export type Role = (typeof ROLES)[number]

export const AUTHORITIES = ['court', 'justice'] as const
/** Each authority has its own listener, keys, database and vault. */
export type Authority = (typeof AUTHORITIES)[number]
