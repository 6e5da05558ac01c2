import { concatBytes } from '@xiezhi/codec'
import type { Crypto } from './crypto.ts'

/** RFC 5869, 2.2, with SHA-256. */
export function hkdfExtract(crypto: Crypto, salt: Uint8Array, material: Uint8Array): Uint8Array {
  return crypto.hmac('sha256', salt, material)
}

/** RFC 5869, 2.3, with SHA-256; `length` in bytes, at most 255·32. */
export function hkdfExpand(crypto: Crypto, key: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length)
  let block: Uint8Array = new Uint8Array(0)
  for (let at = 0, counter = 1; at < length; at += block.length, counter++) {
    block = crypto.hmac('sha256', key, concatBytes(block, info, Uint8Array.of(counter)))
    out.set(block.subarray(0, length - at), at)
  }
  return out
}
