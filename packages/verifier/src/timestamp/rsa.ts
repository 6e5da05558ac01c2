import { bytesEqual, concatBytes, hexDecode } from '@xiezhi/codec'
import { numberFromBytes } from '@xiezhi/crypto'

const BITS_MIN = 2_048
const BITS_MAX = 8_192
const EXPONENT_MAX = 1n << 33n
/** DigestInfo of SHA-256 up to the digest (RFC 8017, 9.2). */
const DIGEST_INFO = hexDecode('3031300d060960864801650304020105000420')

export interface RsaCheck {
  /** Big-endian, as an INTEGER holds them. */
  readonly modulus: Uint8Array
  readonly exponent: Uint8Array
  readonly digest: Uint8Array
  readonly signature: Uint8Array
}

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2.2): the one encoding of the digest is computed and compared whole. */
export function verifyRsa({ modulus, exponent, digest, signature }: RsaCheck): boolean {
  if (modulus.length > BITS_MAX / 8 + 1 || exponent.length > 5) return false
  const [n, e] = [numberFromBytes(modulus), numberFromBytes(exponent)]
  const bits = n.toString(2).length
  if (bits < BITS_MIN || bits > BITS_MAX || n % 2n === 0n) return false
  if (e < 3n || e > EXPONENT_MAX || e % 2n === 0n) return false
  const size = Math.ceil(bits / 8)
  const s = numberFromBytes(signature)
  if (signature.length !== size || s >= n) return false
  return bytesEqual(bytesOf(power(s, e, n), size), encoding(digest, size))
}

function encoding(digest: Uint8Array, size: number): Uint8Array {
  const tail = concatBytes(DIGEST_INFO, digest)
  const padding = new Uint8Array(size - tail.length - 3).fill(0xff)
  return concatBytes(Uint8Array.of(0, 1), padding, Uint8Array.of(0), tail)
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

function bytesOf(value: bigint, size: number): Uint8Array {
  return hexDecode(value.toString(16).padStart(2 * size, '0'))
}
