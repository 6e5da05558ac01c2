/** Business signature algorithms. `p256` is ECDSA over SHA-256, `sm2` is GB/T 32918.2 over SM3 with the standard user id. */
export type SignatureAlgorithm = 'ed25519' | 'p256' | 'sm2'

/** Curves with key agreement: of HPKE (`p256`) and of the `sm` suite (`sm2`). */
export type AgreementCurve = 'p256' | 'sm2'

export type HashAlgorithm = 'sha256' | 'sm3'

export type AeadAlgorithm = 'aes-256-gcm' | 'sm4-gcm'

export interface SignatureCheck {
  readonly algorithm: SignatureAlgorithm
  /** Ed25519: 32 bytes (RFC 8032). P-256 and SM2: 33 bytes, compressed (SEC 1, 2.3.3). */
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  /** 64 bytes: R‖S for Ed25519, r‖s for P-256 and SM2. */
  readonly signature: Uint8Array
}

export interface CommitSignatureCheck {
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

export interface Signer {
  readonly algorithm: SignatureAlgorithm
  readonly publicKey: Uint8Array
  /** 64 bytes that `verifyMany` accepts on every backend. */
  readonly sign: (message: Uint8Array) => Uint8Array
}

/**
 * Cryptography as a value. Two exist, `pureCrypto` and `nodeCrypto`; they give the same verdict for every input.
 *
 * All functions are synchronous and take random bytes as arguments. None keeps its arguments or changes them.
 */
export interface Crypto {
  readonly id: 'pure' | 'node'
  readonly sha256: (bytes: Uint8Array) => Uint8Array
  readonly sha256Many: (list: readonly Uint8Array[]) => Uint8Array[]
  readonly sm3: (bytes: Uint8Array) => Uint8Array
  /** RFC 2104 with a block of 64 bytes. */
  readonly hmac: (hash: HashAlgorithm, key: Uint8Array, data: Uint8Array) => Uint8Array
  /**
   * Strict verdicts on business signatures, in the order of the checks. A malformed key or signature is `false`, never
   * an error. The rules are in `spec/02-crypto-suites.md`.
   */
  readonly verifyMany: (checks: readonly SignatureCheck[]) => boolean[]
  /** Verdicts by ZIP-215 exactly: the rule of CometBFT for commit signatures. */
  readonly verifyZip215Many: (checks: readonly CommitSignatureCheck[]) => boolean[]
  /** Secret of 32 bytes: an Ed25519 seed or a big-endian scalar. Throws `SECRET_KEY_INVALID`. */
  readonly signer: (algorithm: SignatureAlgorithm, secretKey: Uint8Array) => Signer
  /** Public key of a secret for agreement, uncompressed: 65 bytes. Throws `SECRET_KEY_INVALID`. */
  readonly agreementKey: (curve: AgreementCurve, secretKey: Uint8Array) => Uint8Array
  /**
   * The 32-byte x coordinate of secret·public. Input of a key derivation, never a key. A public key is compressed (33 bytes)
   * or uncompressed (65), which spares the square root. Throws `SECRET_KEY_INVALID` and `PUBLIC_KEY_INVALID`.
   */
  readonly agree: (curve: AgreementCurve, secretKey: Uint8Array, publicKey: Uint8Array) => Uint8Array
  /**
   * Ciphertext followed by its 16-byte tag. Key: 32 bytes (AES-256-GCM) or 16 (SM4-GCM); nonce: 12 bytes, used once
   * with a key. Throws `AEAD_KEY_BYTES` and `NONCE_BYTES`.
   */
  readonly seal: (box: SealInput) => Uint8Array
  /** The plaintext. Throws `OPEN_FAILED` unless key, nonce, tag and associated data all fit; `SEALED_BYTES` if shorter than a tag. */
  readonly open: (box: OpenInput) => Uint8Array
}

interface AeadInput {
  readonly algorithm: AeadAlgorithm
  readonly key: Uint8Array
  readonly nonce: Uint8Array
  readonly associatedData: Uint8Array
}

export interface SealInput extends AeadInput {
  readonly plaintext: Uint8Array
}

export interface OpenInput extends AeadInput {
  readonly sealed: Uint8Array
}
