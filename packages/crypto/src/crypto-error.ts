/** Why a key, text or box was refused. Part of the interface: append, never rename. */
export type CryptoErrorCode =
  | 'SECRET_KEY_INVALID'
  | 'PUBLIC_KEY_INVALID'
  | 'AEAD_KEY_BYTES'
  | 'NONCE_BYTES'
  | 'SEALED_BYTES'
  | 'OPEN_FAILED'
  | 'DIGEST_TEXT_INVALID'
  | 'KEY_TEXT_INVALID'
  | 'SIGNATURE_DER_INVALID'

export type CryptoFacts = Readonly<Record<string, string | number>>

/** The only error that this package throws. Facts hold sizes and names, never key material or plaintext. */
export class CryptoError extends Error {
  override readonly name = 'CryptoError'
  readonly code: CryptoErrorCode
  readonly facts: CryptoFacts

  constructor(code: CryptoErrorCode, facts: CryptoFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}
