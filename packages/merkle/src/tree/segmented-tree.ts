import { compareBytes } from '@xiezhi/codec'
import type { Sha256 } from './hasher.ts'
import { SEGMENT_DEPTH, segmentOf } from './segment.ts'
import { joinSubtrees, splitLeaves, subtreeOf } from './subtree.ts'
import type { Subtree, TreeLeaf } from './subtree.ts'
import type { Neighbours, TreeView } from './view.ts'
import { at, bitAt } from './words.ts'

/** Segments are grouped by their first byte. */
export const GROUP_DEPTH = 8
const FAN_OUT = 256

/** A tree known by its segments: what a store keeps of earlier heights. */
export interface SegmentSource {
  /** The subtree of all keys whose first byte is `group`. */
  group(group: number): Subtree
  /** The subtree of all keys whose first two bytes are `segment`. */
  segment(segment: number): Subtree
  /** The leaves of a segment, ascending. */
  leaves(segment: number): readonly TreeLeaf[]
  /** The subtree of all keys with this prefix of `depth` bits, where the source has it whole; undefined: to be joined. */
  whole(depth: number, prefix: number): Subtree | undefined
}

/**
 * A tree put together from its segments when asked. A proof reads at most 256 groups, 256 segments and the leaves of
 * one segment, whatever the size of the tree, and less where the source has subtrees whole; what was read is kept for
 * the next proof.
 */
export class SegmentedTree implements TreeView {
  readonly #crypto: Sha256
  readonly #source: SegmentSource
  /** Nodes down to the segments, by depth and prefix. */
  readonly #nodes = new Map<number, Subtree>()

  constructor(crypto: Sha256, source: SegmentSource) {
    this.#crypto = crypto
    this.#source = source
  }

  root(): Uint8Array {
    return this.#node(0, 0).hash
  }

  has(keyHash: Uint8Array): boolean {
    return this.#source.leaves(segmentOf(keyHash)).some((leaf) => compareBytes(leaf.keyHash, keyHash) === 0)
  }

  path(keyHash: Uint8Array): readonly Uint8Array[] {
    const siblings: Uint8Array[] = []
    const segment = segmentOf(keyHash)
    for (let depth = 0; depth < SEGMENT_DEPTH; depth++) {
      if (this.#node(depth, segment >> (SEGMENT_DEPTH - depth)).kind !== 'inner') return siblings
      siblings.push(this.#node(depth + 1, (segment >> (SEGMENT_DEPTH - 1 - depth)) ^ 1).hash)
    }
    if (this.#node(SEGMENT_DEPTH, segment).kind !== 'inner') return siblings
    let leaves = this.#source.leaves(segmentOf(keyHash))
    for (let depth = SEGMENT_DEPTH; leaves.length > 1; depth++) {
      const sides = splitLeaves(leaves, depth)
      const bit = bitAt(keyHash, 0, depth)
      siblings.push(subtreeOf(this.#crypto, sides[1 - bit] ?? [], depth + 1).hash)
      leaves = sides[bit] ?? []
    }
    return siblings
  }

  neighbours(keyHash: Uint8Array): Neighbours {
    const inSegment = this.#source.leaves(segmentOf(keyHash))
    const before = inSegment.findLast((leaf) => compareBytes(leaf.keyHash, keyHash) < 0)
    const after = inSegment.find((leaf) => compareBytes(leaf.keyHash, keyHash) > 0)
    return {
      left: before?.keyHash ?? this.#nearestOutside(keyHash, -1),
      right: after?.keyHash ?? this.#nearestOutside(keyHash, 1),
    }
  }

  /** The closest leaf in the segments before (−1) or behind (1) that of the key. */
  #nearestOutside(keyHash: Uint8Array, step: -1 | 1): Uint8Array | null {
    const group = at(keyHash, 0)
    const segment = this.#occupied(SEGMENT_DEPTH, group * FAN_OUT, at(keyHash, 1) + step, step)
    if (segment !== null) return this.#edge(segment, step)
    const otherGroup = this.#occupied(GROUP_DEPTH, 0, group + step, step)
    if (otherGroup === null) return null
    const first = this.#occupied(SEGMENT_DEPTH, otherGroup * FAN_OUT, step === 1 ? 0 : FAN_OUT - 1, step)
    return first === null ? null : this.#edge(first, step)
  }

  /** The first prefix from `from + index` on that is not empty, among the 256 from `from` on; null if there is none. */
  #occupied(depth: number, from: number, index: number, step: -1 | 1): number | null {
    for (let i = index; i >= 0 && i < FAN_OUT; i += step) {
      if (this.#node(depth, from + i).kind !== 'empty') return from + i
    }
    return null
  }

  #edge(segment: number, step: -1 | 1): Uint8Array | null {
    return this.#source.leaves(segment).at(step === 1 ? 0 : -1)?.keyHash ?? null
  }

  #node(depth: number, prefix: number): Subtree {
    // Depths 0 to 16 and 16 bits of prefix: a number of its own for each node.
    const id = (1 << depth) + prefix
    const known = this.#nodes.get(id)
    if (known !== undefined) return known
    const node = this.#read(depth, prefix)
    this.#nodes.set(id, node)
    return node
  }

  #read(depth: number, prefix: number): Subtree {
    if (depth === SEGMENT_DEPTH) return this.#source.segment(prefix)
    if (depth === GROUP_DEPTH) return this.#source.group(prefix)
    const whole = this.#source.whole(depth, prefix)
    if (whole !== undefined) return whole
    return joinSubtrees(this.#crypto, this.#node(depth + 1, 2 * prefix), this.#node(depth + 1, 2 * prefix + 1))
  }
}
