import { ed25519 } from '@noble/curves/ed25519.js'
import { hexDecode } from '@xiezhi/codec'

/** p = 2^255 − 19 and the group order L, little-endian as RFC 8032 writes numbers. */
const FIELD_ORDER = hexDecode('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')
const GROUP_ORDER = hexDecode('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')

/** y coordinates of the eight points whose order divides 8. Every point on the curve with such a y is one of them. */
const SMALL_ORDER_Y = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map(hexDecode)

/** Canonical encoding of a point on the curve that is not of small order. */
export function admitEd25519Key(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32 || !isCanonicalLargePoint(publicKey)) return false
  return ed25519.utils.isValidPublicKey(publicKey, false)
}

/**
 * R canonical and not of small order, S below L.
 *
 * Whether R is on the curve needs no test of its own: verification compares R with the encoding of a computed point,
 * and no bytes off the curve equal one.
 */
export function admitEd25519Signature(signature: Uint8Array): boolean {
  if (signature.length !== 64) return false
  return isCanonicalLargePoint(signature.subarray(0, 32)) && isBelow(signature.subarray(32), GROUP_ORDER)
}

function isCanonicalLargePoint(bytes: Uint8Array): boolean {
  const y = bytes.slice()
  y[31] = (y[31] as number) & 0x7f
  return isBelow(y, FIELD_ORDER) && !SMALL_ORDER_Y.some((small) => small.every((byte, i) => byte === y[i]))
}

function isBelow(value: Uint8Array, limit: Uint8Array): boolean {
  for (let i = limit.length - 1; i >= 0; i--) {
    const difference = (value[i] as number) - (limit[i] as number)
    if (difference !== 0) return difference < 0
  }
  return false
}
