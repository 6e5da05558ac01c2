import { p256 } from '@noble/curves/nist.js'
import { compareBytes, hexDecode } from '@xiezhi/codec'

/** Order n of the group. */
export const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

const ORDER_BYTES = hexDecode('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
/** (n − 1) / 2 */
const LOW_S_MAX = hexDecode('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8')
const ZERO = new Uint8Array(32)

/** Compressed encoding (33 bytes) of a point on the curve, x below the field's order. */
export function admitP256Key(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 33 || (publicKey[0] !== 2 && publicKey[0] !== 3)) return false
  return p256.utils.isValidPublicKey(publicKey)
}

/**
 * r in 1..n−1 and s in 1..(n−1)/2.
 *
 * Whoever sees a signature (r, s) can write (r, n−s), which verifies as well; one signature must have one form.
 */
export function admitP256Signature(signature: Uint8Array): boolean {
  if (signature.length !== 64) return false
  const r = signature.subarray(0, 32)
  const s = signature.subarray(32)
  const nonZero = compareBytes(r, ZERO) !== 0 && compareBytes(s, ZERO) !== 0
  return nonZero && compareBytes(r, ORDER_BYTES) < 0 && compareBytes(s, LOW_S_MAX) <= 0
}
