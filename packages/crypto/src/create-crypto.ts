import { latin1Decode } from '@xiezhi/codec'
import { CryptoError } from './crypto-error.ts'
import { admitKey, admitSecretKey, admitSignature, KEY_BYTES } from './admission.ts'
import { isUncompressedPoint } from './agreement-points.ts'
import type {
  AeadAlgorithm,
  AgreementCurve,
  CommitSignatureCheck,
  Crypto,
  HashAlgorithm,
  OpenInput,
  SealInput,
  SignatureAlgorithm,
  SignatureCheck,
  Signer,
} from './crypto.ts'
import { Lru } from './lru.ts'

/** Public keys kept ready for use: the officers of one court sign again and again. */
const KEYS_MAX = 4096
const AEAD_KEY_BYTES: Readonly<Record<AeadAlgorithm, number>> = { 'aes-256-gcm': 32, 'sm4-gcm': 16 }
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A public key made ready by a backend. */
export interface VerificationKey {
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean
  /** The same verdict by another thread, where the backend has one for this algorithm. */
  readonly verifyLater?: (message: Uint8Array, signature: Uint8Array, done: (verdict: boolean) => void) => void
}

/**
 * What a backend supplies. Keys, signatures, nonces and lengths that reach it have passed the shared rules, so two
 * backends can differ only by a wrong result of the bare mathematics, which the differential tests look for.
 */
export interface Backend {
  readonly id: 'pure' | 'node'
  readonly sha256: (bytes: Uint8Array) => Uint8Array
  readonly sha256Many: (list: readonly Uint8Array[]) => Uint8Array[]
  readonly sm3: (bytes: Uint8Array) => Uint8Array
  readonly hmac: (hash: HashAlgorithm, key: Uint8Array, data: Uint8Array) => Uint8Array
  readonly verificationKey: (algorithm: SignatureAlgorithm, publicKey: Uint8Array) => VerificationKey
  /** ZIP-215 for a key of 32 bytes that need not be a point, and signatures of 64 bytes. */
  readonly commitKey: (publicKey: Uint8Array) => VerificationKey
  readonly signer: (algorithm: SignatureAlgorithm, secretKey: Uint8Array) => Signer
  readonly agreementKey: (curve: AgreementCurve, secretKey: Uint8Array) => Uint8Array
  readonly agree: (curve: AgreementCurve, secretKey: Uint8Array, publicKey: Uint8Array) => Uint8Array
  readonly seal: (box: SealInput) => Uint8Array
  /** The plaintext, or null if the box is not authentic. */
  readonly open: (box: OpenInput) => Uint8Array | null
}

const REFUSED: VerificationKey = { verify: () => false }

/** Gives the key that judges a signature; one that refuses everything where a shared rule does. */
export type Keyring = (check: SignatureCheck) => VerificationKey

/** Public keys made ready once and kept. */
export function createKeyring(backend: Pick<Backend, 'verificationKey'>): Keyring {
  const keys = new Lru<VerificationKey>(KEYS_MAX)
  return ({ algorithm, publicKey, signature }) => {
    // Before the cache, which must not grow with keys of any length.
    if (publicKey.length !== KEY_BYTES[algorithm] || !admitSignature(algorithm, signature)) return REFUSED
    return keys.getOrMake(`${algorithm}:${latin1Decode(publicKey)}`, () =>
      admitKey(algorithm, publicKey) ? backend.verificationKey(algorithm, publicKey.slice()) : REFUSED,
    )
  }
}

/** Puts the shared rules in front of a backend. */
export function createCrypto(backend: Backend, keyring: Keyring = createKeyring(backend)): Crypto {
  const commitKeys = new Lru<VerificationKey>(KEYS_MAX)
  const verify = (check: SignatureCheck): boolean => keyring(check).verify(check.message, check.signature)

  function verifyZip215(check: CommitSignatureCheck): boolean {
    const { publicKey, message, signature } = check
    if (publicKey.length !== 32 || signature.length !== 64) return false
    const key = commitKeys.getOrMake(latin1Decode(publicKey), () => backend.commitKey(publicKey.slice()))
    return key.verify(message, signature)
  }

  return {
    id: backend.id,
    sha256: backend.sha256,
    sha256Many: backend.sha256Many,
    sm3: backend.sm3,
    hmac: backend.hmac,
    verifyMany: (checks) => checks.map(verify),
    verifyZip215Many: (checks) => checks.map(verifyZip215),
    signer(algorithm, secretKey) {
      requireSecretKey(algorithm, secretKey)
      return backend.signer(algorithm, secretKey.slice())
    },
    agreementKey(curve, secretKey) {
      requireSecretKey(curve, secretKey)
      return backend.agreementKey(curve, secretKey)
    },
    agree(curve, secretKey, publicKey) {
      requireSecretKey(curve, secretKey)
      if (!admitKey(curve, publicKey) && !isUncompressedPoint(curve, publicKey))
        throw new CryptoError('PUBLIC_KEY_INVALID', { algorithm: curve })
      return backend.agree(curve, secretKey, publicKey)
    },
    seal(box) {
      requireBox(box)
      return backend.seal(box)
    },
    open(box) {
      requireBox(box)
      if (box.sealed.length < TAG_BYTES) {
        throw new CryptoError('SEALED_BYTES', { min: TAG_BYTES, seen: box.sealed.length })
      }
      const plaintext = backend.open(box)
      if (plaintext === null) throw new CryptoError('OPEN_FAILED', { algorithm: box.algorithm })
      return plaintext
    },
  }
}

function requireSecretKey(algorithm: SignatureAlgorithm, secretKey: Uint8Array): void {
  if (!admitSecretKey(algorithm, secretKey)) throw new CryptoError('SECRET_KEY_INVALID', { algorithm })
}

function requireBox({ algorithm, key, nonce }: SealInput | OpenInput): void {
  const expected = AEAD_KEY_BYTES[algorithm]
  if (key.length !== expected) throw new CryptoError('AEAD_KEY_BYTES', { algorithm, expected, seen: key.length })
  if (nonce.length !== NONCE_BYTES) {
    throw new CryptoError('NONCE_BYTES', { algorithm, expected: NONCE_BYTES, seen: nonce.length })
  }
}
