import { concatBytes } from '@xiezhi/codec'
import { hmac } from './hmac.ts'
import { bytes32FromNumber, numberFromBytes } from './scalar.ts'

export interface NonceInput {
  readonly hash: (bytes: Uint8Array) => Uint8Array
  /** Order of a group of 256 bits. */
  readonly order: bigint
  readonly secretKey: Uint8Array
  /** Digest of the message, reduced modulo the order. */
  readonly digest: bigint
}

/**
 * Calls `use` with the nonces of RFC 6979, 3.2, one after another, until it returns a signature.
 *
 * Hash and order both have 256 bits, so bits2int keeps every bit and one HMAC output is one candidate.
 */
export function deterministicNonce<T>(input: NonceInput, use: (nonce: bigint) => T | undefined): T {
  const { hash, order, secretKey } = input
  const digest = bytes32FromNumber(input.digest)
  let key: Uint8Array = new Uint8Array(32)
  let value: Uint8Array = new Uint8Array(32).fill(1)
  const stir = (...parts: readonly Uint8Array[]): void => {
    key = hmac(hash, key, concatBytes(value, ...parts))
    value = hmac(hash, key, value)
  }
  stir(Uint8Array.of(0), secretKey, digest)
  stir(Uint8Array.of(1), secretKey, digest)
  for (;;) {
    value = hmac(hash, key, value)
    const nonce = numberFromBytes(value)
    const result = nonce > 0n && nonce < order ? use(nonce) : undefined
    if (result !== undefined) return result
    stir(Uint8Array.of(0))
  }
}
