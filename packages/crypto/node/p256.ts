import { createECDH, randomBytes, verify } from 'node:crypto'
import { concatBytes } from '@xiezhi/codec'
import {
  bytes32FromNumber,
  deterministicNonce,
  numberFromBytes,
  P256_ORDER as n,
  residue,
  type Signer,
  type VerificationKey,
} from '@xiezhi/crypto'
import { bytesOf, sha256 } from './hash.ts'
import { importPublicKey } from './keys.ts'

export function p256Key(publicKey: Uint8Array): VerificationKey {
  const key = { key: importPublicKey('p256', publicKey), dsaEncoding: 'ieee-p1363' } as const
  return {
    verify: (message, signature) => verify('sha256', message, key, signature),
    verifyLater: (message, signature, done) =>
      verify('sha256', message, key, signature, (error, verdict) => done(error === null && verdict)),
  }
}

/**
 * RFC 6979 with low s, so that a message has one signature whichever backend signs.
 *
 * Node signs with random nonces only. The point of the nonce, which is where the time goes, still comes from OpenSSL.
 */
export function p256Signer(secretKey: Uint8Array): Signer {
  const d = numberFromBytes(secretKey)
  return {
    algorithm: 'p256',
    publicKey: multipleOfBase(secretKey),
    sign(message) {
      const digest = residue(numberFromBytes(sha256(message)), n)
      return deterministicNonce({ hash: sha256, order: n, secretKey, digest }, (k) => signWithNonce(d, digest, k))
    },
  }
}

function signWithNonce(d: bigint, digest: bigint, k: bigint): Uint8Array | undefined {
  const r = residue(numberFromBytes(multipleOfBase(bytes32FromNumber(k)).subarray(1)), n)
  if (r === 0n) return undefined
  // The time of an inversion depends on its argument. A random factor, taken out again, keeps k and d out of it.
  const blind = residue(numberFromBytes(randomBytes(40)), n - 1n) + 1n
  const s = residue(inverse(residue(k * blind, n)) * residue(blind * digest + residue(blind * d, n) * r, n), n)
  if (s === 0n) return undefined
  return concatBytes(bytes32FromNumber(r), bytes32FromNumber(s > n >> 1n ? n - s : s))
}

/** Compressed. Node reads a key from DER in eight times the time that the multiplication takes. */
function multipleOfBase(scalar: Uint8Array): Uint8Array {
  const party = createECDH('prime256v1')
  party.setPrivateKey(scalar)
  return bytesOf(party.getPublicKey(null, 'compressed'))
}

/** Extended Euclidean algorithm modulo n. */
function inverse(value: bigint): bigint {
  let [remainder, next] = [n, value]
  let [factor, nextFactor] = [0n, 1n]
  while (next !== 0n) {
    const quotient = remainder / next
    ;[remainder, next] = [next, remainder - quotient * next]
    ;[factor, nextFactor] = [nextFactor, factor - quotient * nextFactor]
  }
  return residue(factor, n)
}
