import { concatBytes } from '@xiezhi/codec'

const BLOCK_BYTES = 64

/** RFC 2104 over a hash with a 64-byte block, which SHA-256 and SM3 both have. */
export function hmac(hash: (bytes: Uint8Array) => Uint8Array, key: Uint8Array, data: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES)
  block.set(key.length > BLOCK_BYTES ? hash(key) : key)
  const inner = hash(
    concatBytes(
      block.map((byte) => byte ^ 0x36),
      data,
    ),
  )
  return hash(
    concatBytes(
      block.map((byte) => byte ^ 0x5c),
      inner,
    ),
  )
}
