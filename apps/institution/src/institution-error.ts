/** Why the institution refused without booking anything. Part of the interface: append, never rename. */
export const INSTITUTION_CODES = [
  'CONFIG_INVALID',
  'PROFILE_INVALID',
  'REQUEST_NO_REUSED',
  'REQUEST_UNKNOWN',
  'OTHER_INSTITUTION',
  'OFFICER_NOT_FILED',
  'ROUTE_UNKNOWN',
  'BODY_TYPE',
  'ASSET_UNKNOWN',
  'WITHDRAWAL_REFUSED',
  'NO_BACKUP',
  'INTERNAL',
  'BODY_BYTES',
  'REVISION_REUSED',
  'REVISION_OLD',
  'RECORD_DELETED',
] as const
export type InstitutionCode = (typeof INSTITUTION_CODES)[number]

export type InstitutionFacts = Readonly<Record<string, string | number>>

/** Facts hold paths, codes and counts, never what a request says. */
export class InstitutionError extends Error {
  override readonly name = 'InstitutionError'
  readonly code: InstitutionCode
  readonly facts: InstitutionFacts

  constructor(code: InstitutionCode, facts: InstitutionFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}

/** HTTP status of each refusal that leaves by HTTP. */
export const STATUS_OF: Readonly<Record<InstitutionCode, number>> = {
  CONFIG_INVALID: 500,
  PROFILE_INVALID: 500,
  REQUEST_NO_REUSED: 409,
  REQUEST_UNKNOWN: 404,
  OTHER_INSTITUTION: 404,
  OFFICER_NOT_FILED: 403,
  ROUTE_UNKNOWN: 404,
  BODY_TYPE: 415,
  ASSET_UNKNOWN: 404,
  WITHDRAWAL_REFUSED: 409,
  NO_BACKUP: 409,
  INTERNAL: 500,
  BODY_BYTES: 413,
  REVISION_REUSED: 409,
  REVISION_OLD: 409,
  RECORD_DELETED: 410,
}
