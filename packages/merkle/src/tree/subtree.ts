import { INNER_TAG } from './hasher.ts'
import type { Sha256 } from './hasher.ts'
import { bitAt, HASH_BYTES } from './words.ts'

/** The subtree of all keys with a given prefix, seen for itself: nothing, one leaf, or an inner node, and its hash. */
export interface Subtree {
  readonly kind: 'empty' | 'leaf' | 'inner'
  readonly hash: Uint8Array
}

export interface TreeLeaf {
  readonly keyHash: Uint8Array
  readonly leafHash: Uint8Array
}

export const EMPTY_SUBTREE: Subtree = { kind: 'empty', hash: new Uint8Array(HASH_BYTES) }

/** The parent of two subtrees; a lone leaf stays itself. */
export function joinSubtrees(crypto: Sha256, left: Subtree, right: Subtree): Subtree {
  if (left.kind === 'empty' && right.kind !== 'inner') return right
  if (right.kind === 'empty' && left.kind !== 'inner') return left
  const message = new Uint8Array(1 + 2 * HASH_BYTES)
  message[0] = INNER_TAG
  message.set(left.hash, 1)
  message.set(right.hash, 1 + HASH_BYTES)
  return { kind: 'inner', hash: crypto.sha256(message) }
}

/** The subtree of leaves, ascending, that agree in their first `depth` bits. */
export function subtreeOf(crypto: Sha256, leaves: readonly TreeLeaf[], depth: number): Subtree {
  const [first] = leaves
  if (first === undefined) return EMPTY_SUBTREE
  if (leaves.length === 1) return { kind: 'leaf', hash: first.leafHash }
  const [left, right] = splitLeaves(leaves, depth)
  return joinSubtrees(crypto, subtreeOf(crypto, left, depth + 1), subtreeOf(crypto, right, depth + 1))
}

export function splitLeaves(leaves: readonly TreeLeaf[], depth: number): [left: TreeLeaf[], right: TreeLeaf[]] {
  const middle = leaves.findIndex((leaf) => bitAt(leaf.keyHash, 0, depth) === 1)
  return middle < 0 ? [[...leaves], []] : [leaves.slice(0, middle), leaves.slice(middle)]
}
