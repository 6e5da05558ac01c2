import { concatBytes } from '@xiezhi/codec'

/** SHA-256 of one message. `Crypto` of `@xiezhi/crypto` is one. */
export interface Sha256 {
  sha256(bytes: Uint8Array): Uint8Array
}

const LEAF = 0
const INNER = 1
const HASH_BYTES = 32
const INNER_BYTES = 1 + 2 * HASH_BYTES
/** A leaf's tag and a short item: a hash, a header field, a result. */
const LEAF_SCRATCH_BYTES = 256

/** Root of the RFC 6962 tree that CometBFT uses: empty list H(""), leaf H(00‖x), inner H(01‖l‖r). */
export function simpleMerkleRoot(crypto: Sha256, items: readonly Uint8Array[]): Uint8Array {
  return items.length === 0 ? crypto.sha256(new Uint8Array(0)) : rootOf(crypto, items, 0, items.length)
}

/** Of the items from `from` on to before `to`, one at least. */
function rootOf(crypto: Sha256, items: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return leafHash(crypto, items[from] as Uint8Array)
  const split = from + splitPoint(to - from)
  return innerHash(crypto, rootOf(crypto, items, from, split), rootOf(crypto, items, split, to))
}

/** Siblings from the leaf up to the root (aunts). */
export function simpleMerkleProof(crypto: Sha256, items: readonly Uint8Array[], index: number): Uint8Array[] {
  if (items.length <= 1) return []
  const split = splitPoint(items.length)
  return index < split
    ? [...simpleMerkleProof(crypto, items.slice(0, split), index), simpleMerkleRoot(crypto, items.slice(split))]
    : [...simpleMerkleProof(crypto, items.slice(split), index - split), simpleMerkleRoot(crypto, items.slice(0, split))]
}

/** Root that the aunts give for an item at `index` of `total`; undefined if their number does not fit. */
export function simpleMerkleRootFromProof(
  crypto: Sha256,
  item: Uint8Array,
  index: number,
  total: number,
  aunts: readonly Uint8Array[],
): Uint8Array | undefined {
  if (index < 0 || index >= total) return undefined
  const climb = (at: number, size: number, rest: readonly Uint8Array[]): Uint8Array | undefined => {
    if (size === 1) return rest.length === 0 ? leafHash(crypto, item) : undefined
    const aunt = rest.at(-1)
    if (aunt === undefined) return undefined
    const split = splitPoint(size)
    if (at < split) {
      const left = climb(at, split, rest.slice(0, -1))
      return left === undefined ? undefined : innerHash(crypto, left, aunt)
    }
    const right = climb(at - split, size - split, rest.slice(0, -1))
    return right === undefined ? undefined : innerHash(crypto, aunt, right)
  }
  return climb(index, total, aunts)
}

// Hashing is synchronous and keeps no message, so short ones are put together in one place.
const leafScratch = new Uint8Array(LEAF_SCRATCH_BYTES)
const innerScratch = new Uint8Array(INNER_BYTES)
innerScratch[0] = INNER

function leafHash(crypto: Sha256, item: Uint8Array): Uint8Array {
  if (item.length >= LEAF_SCRATCH_BYTES) return crypto.sha256(concatBytes(Uint8Array.of(LEAF), item))
  leafScratch.set(item, 1)
  return crypto.sha256(leafScratch.subarray(0, item.length + 1))
}

function innerHash(crypto: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
    return crypto.sha256(concatBytes(Uint8Array.of(INNER), left, right))
  innerScratch.set(left, 1)
  innerScratch.set(right, 1 + HASH_BYTES)
  return crypto.sha256(innerScratch)
}

/** Largest power of two below the length. */
function splitPoint(length: number): number {
  let split = 1
  while (split * 2 < length) split *= 2
  return split
}
