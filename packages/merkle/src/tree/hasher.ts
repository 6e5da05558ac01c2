import { at, HASH_BYTES } from './words.ts'

/** SHA-256 of one message. `Crypto` of `@xiezhi/crypto` is one. */
export interface Sha256 {
  sha256(bytes: Uint8Array): Uint8Array
}

/** First byte of a hashed leaf and of a hashed inner node (ics23 SmtSpec). */
export const LEAF_TAG = 0
export const INNER_TAG = 1

/** Most pairs handed to a hasher at once. */
export const HASH_BATCH_PAIRS_MAX = 1024
export const PAIR_BYTES = 2 * HASH_BYTES

/** The hash of a tree: many 65-byte messages at once, so that a faster one can be plugged in. */
export interface TreeHasher {
  /**
   * For each i below `count` (at most `HASH_BATCH_PAIRS_MAX`): writes SHA-256(tag ‖ pairs[64 i, 64 i + 64)) to
   * digests[32 i, 32 i + 32).
   */
  hashPairs(tag: number, pairs: Uint8Array, count: number, digests: Uint8Array): void
}

export function pairHasher(crypto: Sha256): TreeHasher {
  const message = new Uint8Array(1 + PAIR_BYTES)
  return {
    hashPairs(tag, pairs, count, digests) {
      message[0] = tag
      for (let i = 0; i < count; i++) {
        const start = i * PAIR_BYTES
        for (let byte = 0; byte < PAIR_BYTES; byte++) message[byte + 1] = at(pairs, start + byte)
        digests.set(crypto.sha256(message), i * HASH_BYTES)
      }
    },
  }
}
