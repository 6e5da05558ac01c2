import type { AeadAlgorithm, AgreementCurve, Crypto, HashAlgorithm, SignatureAlgorithm } from './crypto.ts'
import { formatDigest, type Digest } from './digest.ts'
import { hpkeOpen, hpkeSeal } from './intl/hpke.ts'
import { sm2BoxOpen, sm2BoxSeal } from './sm/sm2-box.ts'

/** `intl` is the international set of algorithms, `sm` the Chinese commercial one (商用密码). */
export type SuiteId = 'intl' | 'sm'

export interface SuiteSealInput {
  /** 32 bytes under `intl`, 16 under `sm`. */
  readonly key: Uint8Array
  /** 12 bytes, used once with a key. */
  readonly nonce: Uint8Array
  readonly plaintext: Uint8Array
  readonly associatedData: Uint8Array
}

export interface SuiteOpenInput extends Omit<SuiteSealInput, 'plaintext'> {
  readonly sealed: Uint8Array
}

export interface EncryptInput {
  /** The recipient's encryption key, 33 bytes, compressed. */
  readonly recipient: Uint8Array
  readonly plaintext: Uint8Array
  /** Authenticated with the plaintext, not contained in the result. */
  readonly associatedData: Uint8Array
  /** What the box is for; the recipient must give the same bytes. */
  readonly info: Uint8Array
  /** 32 random bytes, never used again. */
  readonly ephemeralSecret: Uint8Array
}

export interface DecryptInput {
  /** 32 bytes, big-endian. */
  readonly secretKey: Uint8Array
  /** What `encryptTo` returned. */
  readonly encrypted: Uint8Array
  readonly associatedData: Uint8Array
  readonly info: Uint8Array
}

/** What an authority signs, digests and encrypts with. The algorithms of a suite are fixed; there are no options. */
export interface Suite {
  readonly id: SuiteId
  readonly digestAlgorithm: HashAlgorithm
  readonly signatureAlgorithms: readonly SignatureAlgorithm[]
  readonly aead: AeadAlgorithm
  readonly agreement: AgreementCurve
  readonly digest: (bytes: Uint8Array) => Digest
  readonly digestBytes: (bytes: Uint8Array) => Uint8Array
  /** Ciphertext followed by its tag. Errors as `Crypto.seal`. */
  readonly seal: (box: SuiteSealInput) => Uint8Array
  /** The plaintext. Errors as `Crypto.open`. */
  readonly open: (box: SuiteOpenInput) => Uint8Array
  /** The public key, 33 bytes, under which others encrypt to the holder of `secretKey`. */
  readonly encryptionKey: (secretKey: Uint8Array) => Uint8Array
  /** The ephemeral public key (65 bytes, uncompressed), ciphertext, tag. Throws `PUBLIC_KEY_INVALID`, `SECRET_KEY_INVALID`. */
  readonly encryptTo: (input: EncryptInput) => Uint8Array
  /** The plaintext. Throws `OPEN_FAILED` unless everything fits, `SEALED_BYTES`, `PUBLIC_KEY_INVALID`, `SECRET_KEY_INVALID`. */
  readonly decryptWith: (input: DecryptInput) => Uint8Array
}

interface Choice {
  readonly digestAlgorithm: HashAlgorithm
  readonly signatureAlgorithms: readonly SignatureAlgorithm[]
  readonly aead: AeadAlgorithm
  readonly agreement: AgreementCurve
  readonly encrypt: (crypto: Crypto, input: EncryptInput) => Uint8Array
  readonly decrypt: (crypto: Crypto, input: DecryptInput) => Uint8Array
}

const CHOICES: Readonly<Record<SuiteId, Choice>> = {
  intl: {
    digestAlgorithm: 'sha256',
    signatureAlgorithms: ['ed25519', 'p256'],
    aead: 'aes-256-gcm',
    agreement: 'p256',
    encrypt: hpkeSeal,
    decrypt: hpkeOpen,
  },
  sm: {
    digestAlgorithm: 'sm3',
    signatureAlgorithms: ['sm2'],
    aead: 'sm4-gcm',
    agreement: 'sm2',
    encrypt: sm2BoxSeal,
    decrypt: sm2BoxOpen,
  },
}

/** A suite over a backend. */
export function suite(crypto: Crypto, id: SuiteId): Suite {
  const { encrypt, decrypt, ...choice } = CHOICES[id]
  const hash = choice.digestAlgorithm === 'sm3' ? crypto.sm3 : crypto.sha256
  return {
    id,
    ...choice,
    digest: (bytes) => formatDigest({ algorithm: choice.digestAlgorithm, bytes: hash(bytes) }),
    digestBytes: hash,
    seal: (box) => crypto.seal({ ...box, algorithm: choice.aead }),
    open: (box) => crypto.open({ ...box, algorithm: choice.aead }),
    encryptionKey: (secretKey) => crypto.signer(choice.agreement, secretKey).publicKey,
    encryptTo: (input) => encrypt(crypto, input),
    decryptWith: (input) => decrypt(crypto, input),
  }
}
