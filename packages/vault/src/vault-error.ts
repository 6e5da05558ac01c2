import type { Json } from '@xiezhi/codec'

/** Why the vault or the annex exchange refused. Part of the interface: append, never rename. */
export const VAULT_ERROR_CODES = [
  'SUBJECT_UNKNOWN',
  'SUBJECT_ERASED',
  'FIELD_UNKNOWN',
  'FIELD_NAME',
  'FIELD_TAMPERED',
  'KEY_UNKNOWN',
  'KEY_IN_USE',
  'KEY_FILE',
  'ERASURE_LIST_BEHIND',
  'ERASURE_LIST_DAMAGED',
  'BACKUP_FORMAT',
  'BACKUP_TAMPERED',
  'BACKUP_CUT',
  'VAULT_NOT_EMPTY',
  'EPOCH_NONE',
  'EPOCH_OPEN',
  'EPOCH_INCOMPLETE',
  'INDEX_TAKEN',
  'CLOCK_UNKNOWN',
  'ANNEX_MALFORMED',
  'ANNEX_OVERSIZED',
  'ANNEX_SENDER_UNKNOWN',
  'ANNEX_SIGNATURE',
  'ANNEX_RECIPIENT',
  'ANNEX_UNEXPECTED',
  'ANNEX_REPLAYED',
  'ANNEX_DIGEST',
  'ANNEX_UNREADABLE',
  'ANNEX_UNKNOWN',
  'ANNEX_OVERDUE',
  'PULL_SIGNATURE',
  'PULL_STALE',
  'PULL_REPLAYED',
  'CARRIER_FAILED',
  'ERASURE_ORDER',
] as const
export type VaultErrorCode = (typeof VAULT_ERROR_CODES)[number]

export type VaultFacts = Readonly<Record<string, Json>>

/** The only error of this package. Facts hold names, counts and digests, never a value, salt or key. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly code: VaultErrorCode
  readonly facts: VaultFacts

  constructor(code: VaultErrorCode, facts: VaultFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}
