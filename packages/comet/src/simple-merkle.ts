import { concatBytes } from '@xiezhi/codec'

/** SHA-256 of one message. `Crypto` of `@xiezhi/crypto` is one. */
export interface Sha256 {
  sha256(bytes: Uint8Array): Uint8Array
}

const LEAF = Uint8Array.of(0)
const INNER = Uint8Array.of(1)

/** Root of the RFC 6962 tree that CometBFT uses: empty list H(""), leaf H(00‖x), inner H(01‖l‖r). */
export function simpleMerkleRoot(crypto: Sha256, items: readonly Uint8Array[]): Uint8Array {
  if (items.length === 0) return crypto.sha256(new Uint8Array(0))
  if (items.length === 1) return leafHash(crypto, items[0] as Uint8Array)
  const split = splitPoint(items.length)
  return innerHash(
    crypto,
    simpleMerkleRoot(crypto, items.slice(0, split)),
    simpleMerkleRoot(crypto, items.slice(split)),
  )
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

function leafHash(crypto: Sha256, item: Uint8Array): Uint8Array {
  return crypto.sha256(concatBytes(LEAF, item))
}

function innerHash(crypto: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  return crypto.sha256(concatBytes(INNER, left, right))
}

/** Largest power of two below the length. */
function splitPoint(length: number): number {
  let split = 1
  while (split * 2 < length) split *= 2
  return split
}
