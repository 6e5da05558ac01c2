import { p256 } from '@noble/curves/nist.js'
import { latin1Decode } from '@xiezhi/codec'
import { admitKey } from './admission.ts'
import { CryptoError } from './crypto-error.ts'
import type { AgreementCurve } from './crypto.ts'
import { Lru } from './lru.ts'
import { Sm2Point } from './sm/sm2-curve.ts'

/** Bytes of 04‖x‖y. */
export const UNCOMPRESSED_BYTES = 65

const POINTS = { p256: p256.Point, sm2: Sm2Point }

/** Keys of recipients, to whom one writes again and again; each takes a square root in the curve's field. */
const RECIPIENTS_MAX = 1_024
const recipients = new Lru<Uint8Array>(RECIPIENTS_MAX)

/** 04‖x‖y of a compressed point. Throws `PUBLIC_KEY_INVALID`. */
export function uncompressPoint(curve: AgreementCurve, publicKey: Uint8Array): Uint8Array {
  if (!admitKey(curve, publicKey)) throw new CryptoError('PUBLIC_KEY_INVALID', { algorithm: curve })
  const name = `${curve}:${latin1Decode(publicKey)}`
  return recipients.getOrMake(name, () => POINTS[curve].fromBytes(publicKey).toBytes(false)).slice()
}

/** The encapsulated key at the front of a box. Throws `PUBLIC_KEY_INVALID` where it is cut off. */
export function encapsulatedIn(curve: AgreementCurve, encrypted: Uint8Array): Uint8Array {
  const point = encrypted.subarray(0, UNCOMPRESSED_BYTES)
  if (point.length !== UNCOMPRESSED_BYTES) throw new CryptoError('PUBLIC_KEY_INVALID', { algorithm: curve })
  return point
}

/** Whether bytes are 04‖x‖y of a point on the curve. */
export function isUncompressedPoint(curve: AgreementCurve, point: Uint8Array): boolean {
  if (point.length !== UNCOMPRESSED_BYTES || point[0] !== 4) return false
  try {
    POINTS[curve].fromBytes(point)
    return true
  } catch {
    return false
  }
}

/** The compressed form of 04‖x‖y. Throws `PUBLIC_KEY_INVALID` unless the point is on the curve. */
export function compressPoint(curve: AgreementCurve, point: Uint8Array): Uint8Array {
  if (point.length !== UNCOMPRESSED_BYTES || point[0] !== 4) {
    throw new CryptoError('PUBLIC_KEY_INVALID', { algorithm: curve })
  }
  try {
    return POINTS[curve].fromBytes(point).toBytes(true)
  } catch {
    throw new CryptoError('PUBLIC_KEY_INVALID', { algorithm: curve })
  }
}
