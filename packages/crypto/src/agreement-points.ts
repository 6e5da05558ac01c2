import { p256 } from '@noble/curves/nist.js'
import { admitKey } from './admission.ts'
import { CryptoError } from './crypto-error.ts'
import type { AgreementCurve } from './crypto.ts'
import { Sm2Point } from './sm/sm2-curve.ts'

/** Bytes of 04‖x‖y. */
export const UNCOMPRESSED_BYTES = 65

const POINTS = { p256: p256.Point, sm2: Sm2Point }

/** 04‖x‖y of a compressed point. Throws `PUBLIC_KEY_INVALID`. */
export function uncompressPoint(curve: AgreementCurve, publicKey: Uint8Array): Uint8Array {
  if (!admitKey(curve, publicKey)) throw new CryptoError('PUBLIC_KEY_INVALID', { algorithm: curve })
  return POINTS[curve].fromBytes(publicKey).toBytes(false)
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
