import type { Json } from '@xiezhi/codec'

/** Why nothing was signed. Part of the interface: append, never rename. */
export const SIGNER_ERROR_CODES = [
  'PASSPHRASE_WRONG',
  'PASSPHRASE_SHORT',
  'KEYSTORE_ABSENT',
  'KEYSTORE_EXISTS',
  'KEYSTORE_FORMAT',
  'KEYSTORE_DAMAGED',
  'KEYSTORE_TAMPERED',
  'HEX_KEY_INVALID',
  'HOLDER_NAME',
  'LIFETIME_LIMIT',
  'LOCKED',
  'UNLOCK_EXPIRED',
  'ACT_MALFORMED',
  'ACT_UNKNOWN',
  'ACT_NOT_SHOWN',
  'ACT_NOT_IN_TIME',
  'SIGNER_NOT_NAMED',
  'SIGNATURE_COUNT',
  'WORDS_MISSING',
  'PROPOSAL_MISSING',
  'PROPOSAL_MISMATCH',
  'SERVICE_KEY_ACT',
  'TOKEN_LIBRARY',
  'TOKEN_ABSENT',
  'TOKEN_PIN_WRONG',
  'TOKEN_PIN_LOCKED',
  'TOKEN_KEY_ABSENT',
  'TOKEN_KEY_UNFIT',
  'TOKEN_FAILED',
] as const
export type SignerErrorCode = (typeof SIGNER_ERROR_CODES)[number]

export type SignerFacts = Readonly<Record<string, Json>>

/** The only error of this package. Facts name files, fields and limits, never a passphrase or a key's secret. */
export class SignerError extends Error {
  override readonly name = 'SignerError'
  readonly code: SignerErrorCode
  readonly facts: SignerFacts

  constructor(code: SignerErrorCode, facts: SignerFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}
