import { numberFromBytes } from '../scalar.ts'
import { Sm2Point, SM2_CURVE } from './sm2-curve.ts'

/** Compressed encoding (33 bytes) of a point on the curve, x below the field's order. */
export function admitSm2Key(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 33 || (publicKey[0] !== 2 && publicKey[0] !== 3)) return false
  if (numberFromBytes(publicKey.subarray(1)) >= SM2_CURVE.p) return false
  try {
    Sm2Point.fromBytes(publicKey)
    return true
  } catch {
    // x has no y on the curve.
    return false
  }
}

/** r and s in 1..n−1 and r + s ≠ n (GB/T 32918.2-2016, 7.1, steps B1, B2 and B5). */
export function admitSm2Signature(signature: Uint8Array): boolean {
  if (signature.length !== 64) return false
  const r = numberFromBytes(signature.subarray(0, 32))
  const s = numberFromBytes(signature.subarray(32))
  const { n } = SM2_CURVE
  return r > 0n && r < n && s > 0n && s < n && r + s !== n
}
