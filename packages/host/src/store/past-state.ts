import { bytesEqual, compareBytes, latin1Decode, latin1Encode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { GROUP_DEPTH, SEGMENT_DEPTH, SegmentedTree } from '@xiezhi/merkle'
import type { SegmentSource, StateTree, Subtree, TreeLeaf } from '@xiezhi/merkle'
import { firstFrom, plain, read } from './databases.ts'
import type { Databases } from './databases.ts'
import { decodePastNodes, isOfPlace, pastNodesKey, segmentKey } from './past-rows.ts'
import type { NodePlace } from './past-rows.ts'
import type { RecentChanges } from './recent-changes.ts'
import { parseRowKey, pastRowKey, valueRowKey } from './state-keys.ts'

const KEY_HASH_BYTES = 32
const LEAF_TAG = 0
const SEGMENTS_PER_GROUP = 256

/** The present: what has not changed since a height is read from here. */
export interface Present {
  readonly databases: Databases
  readonly tree: StateTree
  readonly recent: RecentChanges
  /** Height of the last change of each segment, −1 for none. */
  readonly segmentHeights: Float64Array
  /** Height of the last change of each group of 256 segments. */
  readonly groupHeights: Float64Array
}

/** Null: there was nothing. */
interface PastValue {
  readonly value: Uint8Array | null
}

/**
 * The state after the block of one height. A past row of height h holds what the block of height h replaced, so the
 * first row above a height holds what stood then; where there is none, the present still does. Reading costs the same
 * for the oldest height as for a recent one.
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
    const replaced = this.#replaced(key)
    if (replaced === undefined) return read(this.#present.databases.state, valueRowKey(key))
    return replaced.value ?? undefined
  }

  /** Key and value of a leaf of this height. */
  preimage(keyHash: Uint8Array): { key: Uint8Array; value: Uint8Array } | undefined {
    const key = keyOf(this.#present, keyHash)
    const value = key === undefined ? undefined : this.get(key)
    return key === undefined || value === undefined ? undefined : { key, value }
  }

  /** What the first later block replaced under this key; undefined if no later block did. */
  #replaced(key: Uint8Array): PastValue | undefined {
    const row = firstFrom(this.#present.databases.state, pastRowKey(key, this.height + 1))
    if (row === undefined) return undefined
    const parsed = parseRowKey(row.key)
    if (parsed.kind !== 'past' || !bytesEqual(parsed.key, key)) return undefined
    return { value: row.value.length === 0 ? null : row.value }
  }

  #source(): SegmentSource {
    const { tree, segmentHeights, groupHeights } = this.#present
    const changedSince = (heights: Float64Array, index: number): boolean => (heights[index] ?? -1) > this.height
    return {
      group: (group) =>
        (changedSince(groupHeights, group) ? this.#node({ depth: GROUP_DEPTH, prefix: group }) : undefined) ??
        tree.subtree(prefixKey(group * SEGMENTS_PER_GROUP), GROUP_DEPTH),
      segment: (segment) =>
        (changedSince(segmentHeights, segment) ? this.#node({ depth: SEGMENT_DEPTH, prefix: segment }) : undefined) ??
        tree.subtree(prefixKey(segment), SEGMENT_DEPTH),
      whole: (depth, prefix) => {
        // Above the groups one looks at groups, below them at segments.
        const [heights, lowest] = depth < GROUP_DEPTH ? [groupHeights, GROUP_DEPTH] : [segmentHeights, SEGMENT_DEPTH]
        const end = (prefix + 1) << (lowest - depth)
        for (let i = prefix << (lowest - depth); i < end; i++) if (changedSince(heights, i)) return undefined
        return tree.subtree(prefixKey(prefix << (SEGMENT_DEPTH - depth)), depth)
      },
      leaves: (segment) => {
        const present = tree.leaves(prefixKey(segment))
        return changedSince(segmentHeights, segment) ? this.#leaves(segment, present) : present
      },
    }
  }

  /** The node that the first later block replaced: in stored rows, or among those that wait. */
  #node(place: NodePlace): Subtree | undefined {
    const { databases, recent } = this.#present
    const row = firstFrom(databases.pastNodes, pastNodesKey(place, this.height + 1))
    const nodes = row !== undefined && isOfPlace(row.key, place) ? decodePastNodes(row.value) : recent.of(place)
    return nodes.find(({ height }) => height > this.height)?.node
  }

  /** The leaves of a segment: of each key that has rows, what stood then. */
  #leaves(segment: number, present: readonly TreeLeaf[]): TreeLeaf[] {
    const unchanged = new Map(present.map((leaf) => [latin1Decode(leaf.keyHash), leaf]))
    const leaves: TreeLeaf[] = []
    for (const [hashText, key] of this.#keysOf(segment)) {
      const keyHash = latin1Encode(hashText)
      const replaced = this.#replaced(key)
      if (replaced === undefined) {
        const leaf = unchanged.get(hashText)
        if (leaf !== undefined) leaves.push(leaf)
      } else if (replaced.value !== null) leaves.push({ keyHash, leafHash: this.#leafHash(keyHash, replaced.value) })
    }
    return leaves.sort((a, b) => compareBytes(a.keyHash, b.keyHash))
  }

  /** All keys of a segment that have rows, by key hash as Latin-1 text: stored ones and those that wait. */
  #keysOf(segment: number): Map<string, Uint8Array> {
    const { databases, recent } = this.#present
    const end = segment === 0xffff ? {} : { end: segmentKey(segment + 1) }
    const found = new Map<string, Uint8Array>(recent.keysOf(segment))
    for (const { key, value } of databases.keys.getRange({ start: segmentKey(segment), ...end })) {
      found.set(latin1Decode(plain(key)), plain(value))
    }
    return found
  }

  #leafHash(keyHash: Uint8Array, value: Uint8Array): Uint8Array {
    return this.#crypto.sha256(Uint8Array.of(LEAF_TAG, ...keyHash, ...this.#crypto.sha256(value)))
  }
}

/** The key of a key hash, stored or waiting. */
export function keyOf({ databases, recent }: Present, keyHash: Uint8Array): Uint8Array | undefined {
  return recent.key(keyHash) ?? read(databases.keys, keyHash)
}

/** A key hash with the first two bytes of a segment. */
export function prefixKey(segment: number): Uint8Array {
  const key = new Uint8Array(KEY_HASH_BYTES)
  key[0] = segment >> 8
  key[1] = segment & 255
  return key
}
