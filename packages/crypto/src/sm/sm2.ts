import { concatBytes, hexDecode } from '@xiezhi/codec'
import type { VerificationKey } from '../create-crypto.ts'
import type { Signer } from '../crypto.ts'
import { deterministicNonce } from '../nonce.ts'
import { bytes32FromNumber, numberFromBytes, residue } from '../scalar.ts'
import { Sm2Point, SM2_CURVE } from './sm2-curve.ts'
import { sm3 } from './sm3.ts'

const { n, a, b, Gx, Gy } = SM2_CURVE
const { BASE, Fn } = Sm2Point

/** The user id that GM/T 0009 fixes where none is agreed: the ASCII digits 1234567812345678, led by its length in bits. */
const USER_ID_PREFIX = hexDecode('008031323334353637383132333435363738')
const CURVE_BYTES = concatBytes(...[a, b, Gx, Gy].map(bytes32FromNumber))

/** Z of GB/T 32918.2-2016, 5.5: the digest of user id, curve and public key that precedes every signed message. */
export function sm2IdentityDigest(publicKey: Uint8Array): Uint8Array {
  const { x, y } = Sm2Point.fromBytes(publicKey)
  return sm3(concatBytes(USER_ID_PREFIX, CURVE_BYTES, bytes32FromNumber(x), bytes32FromNumber(y)))
}

/** GB/T 32918.2-2016, 7.1. */
export function sm2Key(publicKey: Uint8Array): VerificationKey {
  const point = Sm2Point.fromBytes(publicKey)
  const identity = sm2IdentityDigest(publicKey)
  return {
    verify(message, signature) {
      const r = numberFromBytes(signature.subarray(0, 32))
      const s = numberFromBytes(signature.subarray(32))
      const e = numberFromBytes(sm3(concatBytes(identity, message)))
      const sum = BASE.mulAddUnsafe(s, point, residue(r + s, n))
      return !sum.is0() && residue(e + sum.x, n) === r
    },
  }
}

/**
 * GB/T 32918.2-2016, 6.1, with a nonce derived from secret and message as in RFC 6979 with HMAC-SM3: the standard asks
 * for a random nonce, and one that repeats or is biased gives the secret away.
 */
export function sm2Signer(secretKey: Uint8Array): Signer {
  const d = numberFromBytes(secretKey)
  const publicKey = BASE.multiply(d).toBytes(true)
  const identity = sm2IdentityDigest(publicKey)
  return {
    algorithm: 'sm2',
    publicKey,
    sign(message) {
      const e = residue(numberFromBytes(sm3(concatBytes(identity, message))), n)
      return deterministicNonce({ hash: sm3, order: n, secretKey, digest: e }, (k) => signWithNonce(d, e, k))
    },
  }
}

/** r‖s for a given nonce, or undefined where the standard asks for another nonce. */
export function signWithNonce(d: bigint, e: bigint, k: bigint): Uint8Array | undefined {
  const r = residue(e + BASE.multiply(k).x, n)
  if (r === 0n || r + k === n) return undefined
  // Exponentiation takes the same steps for every secret; the extended Euclidean algorithm does not.
  const inverse = Fn.pow(1n + d, n - 2n)
  const s = residue(inverse * residue(k - r * d, n), n)
  return s === 0n ? undefined : concatBytes(bytes32FromNumber(r), bytes32FromNumber(s))
}

/** The x coordinate of secret·public, 32 bytes. */
export function sm2Agree(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return bytes32FromNumber(Sm2Point.fromBytes(publicKey).multiply(numberFromBytes(secretKey)).x)
}

/** Uncompressed public key of a secret. */
export function sm2AgreementKey(secretKey: Uint8Array): Uint8Array {
  return Sm2Point.BASE.multiply(numberFromBytes(secretKey)).toBytes(false)
}
