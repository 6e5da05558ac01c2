import { EMPTY, INNER_WORDS, LEAF_WORDS } from './arena.ts'
import type { NodeArena, NodeRef } from './arena.ts'
import { TreeError } from './errors.ts'
import { onlyLeaf } from './restructure.ts'
import type { StaleNodes } from './stale-nodes.ts'
import { at, bitAt, compareKeys, HASH_BYTES } from './words.ts'

/**
 * A segment is the subtree of all keys that share their first SEGMENT_DEPTH bits. It is stored with its hashes: a tree
 * read back hashes only the nodes above its segments.
 *
 * Bytes: number of leaves n (4, big-endian) ‖ n × (key hash ‖ leaf hash), ascending ‖ hashes of the inner nodes, each
 * before those of its left and then its right subtree.
 */
export const SEGMENT_DEPTH = 16
export const SEGMENT_COUNT = 2 ** SEGMENT_DEPTH

const COUNT_BYTES = 4
const LEAF_BYTES = LEAF_WORDS * 4

export function segmentOf(keyHash: Uint8Array): number {
  return at(keyHash, 0) * 256 + at(keyHash, 1)
}

/** The bytes of the subtree `ref`; empty bytes for an empty one. */
export function encodeSegment(arena: NodeArena, ref: NodeRef): Uint8Array {
  if (ref === EMPTY) return new Uint8Array(0)
  const leaves: NodeRef[] = []
  const inners: NodeRef[] = []
  const collect = (node: NodeRef): void => {
    if (node < 0) leaves.push(node)
    if (node <= 0) return
    inners.push(node)
    collect(arena.left(node))
    collect(arena.right(node))
  }
  collect(ref)
  const bytes = new Uint8Array(COUNT_BYTES + leaves.length * LEAF_BYTES + inners.length * HASH_BYTES)
  new DataView(bytes.buffer).setUint32(0, leaves.length)
  let offset = COUNT_BYTES
  for (const leaf of leaves) {
    const start = arena.keyByte(leaf)
    bytes.set(arena.leafBytes.subarray(start, start + LEAF_BYTES), offset)
    offset += LEAF_BYTES
  }
  for (const inner of inners) {
    const start = (inner * INNER_WORDS + 2) * 4
    bytes.set(arena.innerBytes.subarray(start, start + HASH_BYTES), offset)
    offset += HASH_BYTES
  }
  return bytes
}

/** Reads stored segments, ascending, into an arena. Structure is checked; hashes are taken as stored. */
export class SegmentReader {
  readonly #arena: NodeArena
  readonly #roots: NodeRef[] = []
  readonly #numbers: number[] = []
  #bytes: Uint8Array = new Uint8Array(0)
  #leafEnd = 0
  #hashAt = 0

  constructor(arena: NodeArena) {
    this.#arena = arena
  }

  add(segment: number, bytes: Uint8Array): void {
    const last = this.#numbers.at(-1) ?? -1
    if (segment <= last || segment >= SEGMENT_COUNT) this.#refuse('number', segment)
    if (bytes.length < COUNT_BYTES) this.#refuse('length', segment)
    const count = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0)
    this.#bytes = bytes
    this.#leafEnd = COUNT_BYTES + count * LEAF_BYTES
    this.#hashAt = this.#leafEnd
    if (count === 0 || this.#leafEnd > bytes.length) this.#refuse('length', segment)
    this.#checkKeys(segment)
    this.#roots.push(this.#subtree(segment, SEGMENT_DEPTH, COUNT_BYTES, this.#leafEnd))
    this.#numbers.push(segment)
    if (this.#hashAt !== bytes.length) this.#refuse('length', segment)
  }

  /** The root over all segments read. The inner nodes above the segments have no hash yet and are added to `stale`. */
  finish(stale: StaleNodes): NodeRef {
    const above = (depth: number, from: number, to: number): NodeRef => {
      if (from === to) return EMPTY
      const only = this.#roots[from] ?? EMPTY
      if (depth === SEGMENT_DEPTH || (to - from === 1 && only < 0)) return only
      let middle = from
      while (middle < to && ((this.#numbers[middle] ?? 0) >> (SEGMENT_DEPTH - 1 - depth)) % 2 === 0) middle++
      const left = above(depth + 1, from, middle)
      const right = above(depth + 1, middle, to)
      const single = onlyLeaf(left, right)
      if (single !== undefined) return single
      const ref = this.#arena.newInner(left, right)
      stale.add(depth, ref)
      return ref
    }
    return above(0, 0, this.#roots.length)
  }

  #checkKeys(segment: number): void {
    for (let start = COUNT_BYTES; start < this.#leafEnd; start += LEAF_BYTES) {
      if (at(this.#bytes, start) * 256 + at(this.#bytes, start + 1) !== segment) this.#refuse('key', segment)
      if (start > COUNT_BYTES && compareKeys(this.#bytes, start - LEAF_BYTES, this.#bytes, start) >= 0) {
        this.#refuse('order', segment)
      }
    }
  }

  #subtree(segment: number, depth: number, from: number, to: number): NodeRef {
    if (from === to) return EMPTY
    if (to - from === LEAF_BYTES) {
      const leaf = this.#arena.newLeaf()
      this.#arena.leafBytes.set(this.#bytes.subarray(from, to), this.#arena.keyByte(leaf))
      return leaf
    }
    const hashAt = this.#hashAt
    this.#hashAt += HASH_BYTES
    if (this.#hashAt > this.#bytes.length) this.#refuse('length', segment)
    let middle = from
    while (middle < to && bitAt(this.#bytes, middle, depth) === 0) middle += LEAF_BYTES
    const left = this.#subtree(segment, depth + 1, from, middle)
    const right = this.#subtree(segment, depth + 1, middle, to)
    const ref = this.#arena.newInner(left, right)
    this.#arena.innerBytes.set(this.#bytes.subarray(hashAt, hashAt + HASH_BYTES), (ref * INNER_WORDS + 2) * 4)
    return ref
  }

  #refuse(reason: string, segment: number): never {
    throw new TreeError('TREE_SEGMENT_INVALID', { reason, segment })
  }
}
