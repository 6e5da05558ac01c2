import { createHmac, hash } from 'node:crypto'
import type { HashAlgorithm } from '@xiezhi/crypto'

export function sha256(bytes: Uint8Array): Uint8Array {
  return bytesOf(hash('sha256', bytes, 'buffer'))
}

export function sha256Many(list: readonly Uint8Array[]): Uint8Array[] {
  return list.map(sha256)
}

export function sm3(bytes: Uint8Array): Uint8Array {
  return bytesOf(hash('sm3', bytes, 'buffer'))
}

export function hmac(algorithm: HashAlgorithm, key: Uint8Array, data: Uint8Array): Uint8Array {
  return bytesOf(createHmac(algorithm, key).update(data).digest())
}

/**
 * The same memory as a plain array.
 *
 * A Buffer's own methods differ (`slice` shares memory, `toString` decodes), and small Buffers share one pool.
 */
export function bytesOf(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}
