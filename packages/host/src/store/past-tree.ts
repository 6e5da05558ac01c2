import { bytesEqual, compareBytes } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { GROUP_DEPTH, SEGMENT_DEPTH, SegmentedTree } from '@xiezhi/merkle'
import type { SegmentSource, StateTree, Subtree, TreeLeaf } from '@xiezhi/merkle'
import { firstFrom, read } from './databases.ts'
import type { Databases } from './databases.ts'
import { decodePastEntry, decodePastNode, pastKey, pastNodeKey, segmentKey } from './past-rows.ts'
import type { PastEntry } from './past-rows.ts'

const KEY_HASH_BYTES = 32
const LEAF_TAG = 0

/** The present: what has not changed since a height is read from here. */
export interface Present {
  readonly databases: Databases
  readonly tree: StateTree
  /** Height of the last change of each segment, −1 for none. */
  readonly segmentHeights: Float64Array
  /** Height of the last change of each group of 256 segments. */
  readonly groupHeights: Float64Array
}

/**
 * The state after the block of one height. Its content is that of the present with the rows of later blocks put back:
 * a row of height h holds what the block of height h replaced, so the first row above `height` is what stood then.
 * Reading costs the same for the oldest height as for a recent one.
 */
export class PastState {
  readonly height: number
  readonly tree: SegmentedTree
  readonly #crypto: Crypto
  readonly #present: Present

  constructor(crypto: Crypto, present: Present, height: number) {
    this.height = height
    this.#crypto = crypto
    this.#present = present
    this.tree = new SegmentedTree(crypto, this.#source())
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const entry = this.#entryOf(this.#crypto.sha256(key))
    if (entry === undefined) return read(this.#present.databases.state, key)
    return entry.value ?? undefined
  }

  /** Key and value of a leaf of this height. */
  preimage(keyHash: Uint8Array): { key: Uint8Array; value: Uint8Array } | undefined {
    const { databases } = this.#present
    const entry = this.#entryOf(keyHash)
    if (entry !== undefined) return entry.value === null ? undefined : { key: entry.key, value: entry.value }
    const key = read(databases.keys, keyHash)
    const value = key === undefined ? undefined : read(databases.state, key)
    return key === undefined || value === undefined ? undefined : { key, value }
  }

  /** What the first later block replaced under this key; undefined if no later block did. */
  #entryOf(keyHash: Uint8Array): PastEntry | undefined {
    const row = firstFrom(this.#present.databases.past, pastKey(keyHash, this.height + 1))
    if (row === undefined || !bytesEqual(row.key.subarray(0, KEY_HASH_BYTES), keyHash)) return undefined
    return decodePastEntry(row.value)
  }

  #source(): SegmentSource {
    const { tree, segmentHeights, groupHeights } = this.#present
    const height = (heights: Float64Array, index: number): number => heights[index] ?? -1
    return {
      group: (group) =>
        (height(groupHeights, group) > this.height ? this.#node(GROUP_DEPTH, group) : undefined) ??
        tree.subtree(prefixKey(group * 256), GROUP_DEPTH),
      segment: (segment) =>
        (height(segmentHeights, segment) > this.height ? this.#node(SEGMENT_DEPTH, segment) : undefined) ??
        tree.subtree(prefixKey(segment), SEGMENT_DEPTH),
      leaves: (segment) =>
        height(segmentHeights, segment) > this.height ? this.#leaves(segment) : tree.leaves(prefixKey(segment)),
    }
  }

  #node(depth: number, prefix: number): Subtree | undefined {
    const key = pastNodeKey(depth, prefix, this.height + 1)
    const row = firstFrom(this.#present.databases.pastNodes, key)
    const same = row !== undefined && bytesEqual(row.key.subarray(0, 3), key.subarray(0, 3))
    return same ? decodePastNode(row.value) : undefined
  }

  /** The leaves of the present with those put back that later blocks changed, added or deleted. */
  #leaves(segment: number): TreeLeaf[] {
    const { databases, tree } = this.#present
    const leaves = new Map(tree.leaves(prefixKey(segment)).map((leaf) => [String(leaf.keyHash), leaf]))
    const prefix = segmentKey(segment)
    let next = firstFrom(databases.past, prefix)
    while (next !== undefined && bytesEqual(next.key.subarray(0, prefix.length), prefix)) {
      const keyHash = next.key.slice(0, KEY_HASH_BYTES)
      const entry = this.#entryOf(keyHash)
      if (entry?.value === null) leaves.delete(String(keyHash))
      else if (entry !== undefined) {
        leaves.set(String(keyHash), { keyHash, leafHash: this.#leafHash(keyHash, entry.value) })
      }
      next = firstFrom(databases.past, pastKey(keyHash, Number.MAX_SAFE_INTEGER))
    }
    return [...leaves.values()].sort((a, b) => compareBytes(a.keyHash, b.keyHash))
  }

  #leafHash(keyHash: Uint8Array, value: Uint8Array): Uint8Array {
    return this.#crypto.sha256(Uint8Array.of(LEAF_TAG, ...keyHash, ...this.#crypto.sha256(value)))
  }
}

/** A key hash with the first two bytes of a segment. */
export function prefixKey(segment: number): Uint8Array {
  const key = new Uint8Array(KEY_HASH_BYTES)
  key[0] = segment >> 8
  key[1] = segment & 255
  return key
}
