import { latin1Decode } from '@xiezhi/codec'
import type { SignatureAlgorithm } from './crypto.ts'
import { admitEd25519Key, admitEd25519Signature } from './intl/ed25519-rules.ts'
import { admitP256Key, admitP256Signature, P256_ORDER } from './intl/p256-rules.ts'
import { Lru } from './lru.ts'
import { numberFromBytes } from './scalar.ts'
import { SM2_CURVE } from './sm/sm2-curve.ts'
import { admitSm2Key, admitSm2Signature } from './sm/sm2-rules.ts'

export const KEY_BYTES: Readonly<Record<SignatureAlgorithm, number>> = { ed25519: 32, p256: 33, sm2: 33 }

interface Rules {
  readonly key: (publicKey: Uint8Array) => boolean
  readonly signature: (signature: Uint8Array) => boolean
  /** Secret scalars are 1..scalarMax; null where each 32 bytes are a secret. */
  readonly scalarMax: bigint | null
}

const RULES: Readonly<Record<SignatureAlgorithm, Rules>> = {
  ed25519: { key: admitEd25519Key, signature: admitEd25519Signature, scalarMax: null },
  p256: { key: admitP256Key, signature: admitP256Signature, scalarMax: P256_ORDER - 1n },
  // GB/T 32918.2 divides by 1 + d, so d = n−1 is no key.
  sm2: { key: admitSm2Key, signature: admitSm2Signature, scalarMax: SM2_CURVE.n - 2n },
}

/** Verdicts on keys kept: a test takes the square root in the curve's field, and the same officers sign again and again. */
const VERDICTS_MAX = 8_192
const verdicts = new Lru<boolean>(VERDICTS_MAX)

/** Whether a public key has the one form that this network knows. */
export function admitKey(algorithm: SignatureAlgorithm, publicKey: Uint8Array): boolean {
  // Before the memo, which must not grow with keys of any length.
  if (publicKey.length !== KEY_BYTES[algorithm]) return false
  return verdicts.getOrMake(`${algorithm}:${latin1Decode(publicKey)}`, () => RULES[algorithm].key(publicKey))
}

/** Whether a signature has the one form that this network knows. Says nothing about a message. */
export function admitSignature(algorithm: SignatureAlgorithm, signature: Uint8Array): boolean {
  return RULES[algorithm].signature(signature)
}

export function admitSecretKey(algorithm: SignatureAlgorithm, secretKey: Uint8Array): boolean {
  if (secretKey.length !== 32) return false
  const { scalarMax } = RULES[algorithm]
  if (scalarMax === null) return true
  const scalar = numberFromBytes(secretKey)
  return scalar > 0n && scalar <= scalarMax
}
