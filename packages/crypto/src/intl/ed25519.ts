import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { bytesEqual, concatBytes } from '@xiezhi/codec'
import type { VerificationKey } from '../create-crypto.ts'
import type { Signer } from '../crypto.ts'

const { Point } = ed25519

/**
 * RFC 8032, 5.1.7, with the equation [S]B = R + [k]A itself, without the cofactor.
 *
 * OpenSSL computes [S]B − [k]A and compares its encoding with R. noble multiplies by the cofactor first and so accepts
 * keys and R with a part of small order that OpenSSL refuses; therefore noble's own `verify` is not used.
 */
export function ed25519Key(publicKey: Uint8Array): VerificationKey {
  const negated = Point.fromBytes(publicKey).negate()
  return {
    verify(message, signature) {
      const r = signature.subarray(0, 32)
      const s = littleEndian(signature.subarray(32))
      const k = littleEndian(sha512(concatBytes(r, publicKey, message))) % Point.Fn.ORDER
      const point = Point.BASE.multiplyUnsafe(s).add(negated.multiplyUnsafe(k))
      return bytesEqual(point.toBytes(), r)
    },
  }
}

/** ZIP-215: any encoding that decodes to a point is taken, S must be below L, and the equation carries the cofactor. */
export function zip215Key(publicKey: Uint8Array): VerificationKey {
  return { verify: (message, signature) => ed25519.verify(signature, message, publicKey, { zip215: true }) }
}

export function ed25519Signer(secretKey: Uint8Array): Signer {
  const publicKey = ed25519.getPublicKey(secretKey)
  return { algorithm: 'ed25519', publicKey, sign: (message) => ed25519.sign(message, secretKey) }
}

function littleEndian(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let value = 0n
  for (let at = bytes.length - 8; at >= 0; at -= 8) value = (value << 64n) | view.getBigUint64(at, true)
  return value
}
