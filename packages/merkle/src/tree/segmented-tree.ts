import { compareBytes } from '@xiezhi/codec'
import { TreeError } from './errors.ts'
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
}

/** Subtrees at depths 0 to 8 below one node; `levels[d][i]` has the prefix of the d bits of i. */
type Levels = readonly (readonly Subtree[])[]

/**
 * A tree put together from its segments when asked. A proof reads 256 groups, 256 segments and the leaves of one
 * segment, whatever the size of the tree; what was read is kept for the next proof.
 */
export class SegmentedTree implements TreeView {
  readonly #crypto: Sha256
  readonly #source: SegmentSource
  readonly #below = new Map<number, Levels>()
  #top: Levels | undefined

  constructor(crypto: Sha256, source: SegmentSource) {
    this.#crypto = crypto
    this.#source = source
  }

  root(): Uint8Array {
    return subtreeAt(this.#groups(), 0, 0).hash
  }

  has(keyHash: Uint8Array): boolean {
    return this.#source.leaves(segmentOf(keyHash)).some((leaf) => compareBytes(leaf.keyHash, keyHash) === 0)
  }

  path(keyHash: Uint8Array): readonly Uint8Array[] {
    const siblings: Uint8Array[] = []
    if (!descend(this.#groups(), at(keyHash, 0), siblings)) return siblings
    if (!descend(this.#segments(at(keyHash, 0)), at(keyHash, 1), siblings)) return siblings
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
    const segment = occupied(this.#segments(group), at(keyHash, 1) + step, step)
    if (segment !== null) return this.#edge(group * FAN_OUT + segment, step)
    const otherGroup = occupied(this.#groups(), group + step, step)
    if (otherGroup === null) return null
    const first = occupied(this.#segments(otherGroup), step === 1 ? 0 : FAN_OUT - 1, step)
    return first === null ? null : this.#edge(otherGroup * FAN_OUT + first, step)
  }

  #edge(segment: number, step: -1 | 1): Uint8Array | null {
    return this.#source.leaves(segment).at(step === 1 ? 0 : -1)?.keyHash ?? null
  }

  #groups(): Levels {
    this.#top ??= this.#levels((group) => this.#source.group(group))
    return this.#top
  }

  #segments(group: number): Levels {
    const known = this.#below.get(group)
    if (known !== undefined) return known
    const levels = this.#levels((segment) => this.#source.segment(group * FAN_OUT + segment))
    this.#below.set(group, levels)
    return levels
  }

  #levels(lowest: (index: number) => Subtree): Levels {
    const levels: Subtree[][] = [Array.from({ length: FAN_OUT }, (_, index) => lowest(index))]
    for (let depth = GROUP_DEPTH - 1; depth >= 0; depth--) {
      const below = levels[0] ?? []
      const joined: Subtree[] = []
      for (let i = 0; i < below.length; i += 2) {
        const [left, right] = [below[i], below[i + 1]]
        if (left !== undefined && right !== undefined) joined.push(joinSubtrees(this.#crypto, left, right))
      }
      levels.unshift(joined)
    }
    return levels
  }
}

function subtreeAt(levels: Levels, depth: number, index: number): Subtree {
  const found = levels[depth]?.[index]
  if (found === undefined) throw new TreeError('TREE_INDEX', { depth, index })
  return found
}

/** Goes down eight levels by the bits of a byte; false if the way ends at a leaf or at nothing. */
function descend(levels: Levels, byte: number, siblings: Uint8Array[]): boolean {
  for (let depth = 0; depth < GROUP_DEPTH; depth++) {
    if (subtreeAt(levels, depth, byte >> (GROUP_DEPTH - depth)).kind !== 'inner') return false
    siblings.push(subtreeAt(levels, depth + 1, (byte >> (GROUP_DEPTH - 1 - depth)) ^ 1).hash)
  }
  return subtreeAt(levels, GROUP_DEPTH, byte).kind === 'inner'
}

/** The first subtree from `index` on that is not empty, null if there is none. */
function occupied(levels: Levels, index: number, step: -1 | 1): number | null {
  for (let i = index; i >= 0 && i < FAN_OUT; i += step) {
    if (subtreeAt(levels, GROUP_DEPTH, i).kind !== 'empty') return i
  }
  return null
}
