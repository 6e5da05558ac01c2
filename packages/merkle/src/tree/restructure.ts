import { EMPTY, LEAF_WORDS } from './arena.ts'
import type { NodeArena, NodeRef } from './arena.ts'
import type { LeafBatch } from './batch.ts'
import type { StaleNodes } from './stale-nodes.ts'
import { at, bitAt, compareKeys, copyHash, HASH_BYTES, HASH_WORDS, sameHash } from './words.ts'

/**
 * Applies one batch to the structure of a tree, without hashing: sets leaf hashes, adds and removes nodes, notes what
 * was there before, and adds the inner nodes whose hash is now old to `stale`.
 */
export class Restructure {
  readonly #stale: StaleNodes
  readonly #arena: NodeArena
  readonly #batch: LeafBatch
  readonly #newHashes: Int32Array
  readonly #before: LeafBatch
  readonly #beforeHashes: Int32Array
  /** Leaves that will stand in the subtree being rebuilt, ascending. */
  #leaves: NodeRef[] = []
  #changed = false

  constructor(arena: NodeArena, batch: LeafBatch, before: LeafBatch, stale: StaleNodes) {
    this.#arena = arena
    this.#batch = batch
    this.#before = before
    this.#newHashes = new Int32Array(batch.leafHashes.buffer, batch.leafHashes.byteOffset, batch.count * HASH_WORDS)
    this.#beforeHashes = new Int32Array(before.leafHashes.buffer, 0, batch.count * HASH_WORDS)
    this.#stale = stale
  }

  run(root: NodeRef): NodeRef {
    return this.#batch.count === 0 ? root : this.#apply(root, 0, 0, this.#batch.count)
  }

  /** Applies changes [from, to), all below `ref`, which stands at `depth`. Leaves in #changed whether any had effect. */
  #apply(ref: NodeRef, depth: number, from: number, to: number): NodeRef {
    if (ref <= 0) return this.#applyToLeaf(ref, depth, from, to)
    const middle = this.#split(depth, from, to)
    const leftBefore = this.#arena.left(ref)
    const rightBefore = this.#arena.right(ref)
    let changed = false
    let left = leftBefore
    let right = rightBefore
    if (middle > from) {
      left = this.#apply(leftBefore, depth + 1, from, middle)
      changed = this.#changed
    }
    if (middle < to) {
      right = this.#apply(rightBefore, depth + 1, middle, to)
      changed ||= this.#changed
    }
    this.#changed = changed
    if (!changed) return ref
    const single = onlyLeaf(left, right)
    if (single !== undefined) {
      this.#arena.freeInner(ref)
      return single
    }
    this.#arena.setChildren(ref, left, right)
    this.#stale.add(depth, ref)
    return ref
  }

  /** `ref` is a leaf or empty: gathers the leaves that will stand here and builds their subtree. */
  #applyToLeaf(ref: NodeRef, depth: number, from: number, to: number): NodeRef {
    this.#changed = false
    const leaves: NodeRef[] = []
    let pending = ref
    for (let i = from; i < to; i++) {
      const order = pending === EMPTY ? 1 : this.#compare(pending, i)
      if (order < 0) {
        leaves.push(pending)
        pending = EMPTY
      }
      if (order === 0) {
        if (this.#replace(pending, i)) leaves.push(pending)
        pending = EMPTY
      } else if (at(this.#batch.present, i) === 1) {
        leaves.push(this.#insert(i))
      }
    }
    if (pending !== EMPTY) leaves.push(pending)
    const only = leaves[0]
    if (only === undefined) return EMPTY
    if (leaves.length === 1) return only
    this.#leaves = leaves
    return this.#build(depth, 0, leaves.length)
  }

  /** Sets or removes an existing leaf; false if it is gone. */
  #replace(leaf: NodeRef, i: number): boolean {
    const arena = this.#arena
    const hashWord = -leaf * LEAF_WORDS + HASH_WORDS
    this.#before.present[i] = 1
    copyHash(arena.leafWords, hashWord, this.#beforeHashes, i * HASH_WORDS)
    if (at(this.#batch.present, i) === 0) {
      arena.freeLeaf(leaf)
      this.#changed = true
      return false
    }
    if (!sameHash(arena.leafWords, hashWord, this.#newHashes, i * HASH_WORDS)) {
      copyHash(this.#newHashes, i * HASH_WORDS, arena.leafWords, hashWord)
      this.#changed = true
    }
    return true
  }

  #insert(i: number): NodeRef {
    const leaf = this.#arena.newLeaf()
    const { leafBytes, leafWords } = this.#arena
    leafBytes.set(this.#batch.keyHashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES), this.#arena.keyByte(leaf))
    copyHash(this.#newHashes, i * HASH_WORDS, leafWords, -leaf * LEAF_WORDS + HASH_WORDS)
    this.#changed = true
    return leaf
  }

  /** Subtree over #leaves[from, to), at least two of them. */
  #build(depth: number, from: number, to: number): NodeRef {
    const arena = this.#arena
    let middle = from
    while (middle < to && bitAt(arena.leafBytes, arena.keyByte(this.#leaves[middle] ?? EMPTY), depth) === 0) middle++
    const ref = arena.newInner(this.#side(depth + 1, from, middle), this.#side(depth + 1, middle, to))
    this.#stale.add(depth, ref)
    return ref
  }

  #side(depth: number, from: number, to: number): NodeRef {
    if (from === to) return EMPTY
    return to - from === 1 ? (this.#leaves[from] ?? EMPTY) : this.#build(depth, from, to)
  }

  /** First change in [from, to) whose key has bit `depth` set. */
  #split(depth: number, from: number, to: number): number {
    const keys = this.#batch.keyHashes
    let low = from
    let high = to
    while (low < high) {
      const middle = (low + high) >> 1
      if (bitAt(keys, middle * HASH_BYTES, depth) === 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #compare(leaf: NodeRef, i: number): number {
    const arena = this.#arena
    return compareKeys(arena.leafBytes, arena.keyByte(leaf), this.#batch.keyHashes, i * HASH_BYTES)
  }
}

/** What a pair of children collapses to: a lone leaf or nothing. Undefined: it stays an inner node. */
export function onlyLeaf(left: NodeRef, right: NodeRef): NodeRef | undefined {
  if (left === EMPTY && right <= 0) return right
  return right === EMPTY && left <= 0 ? left : undefined
}
