import { at, copyHash, HASH_BYTES, HASH_WORDS } from './words.ts'

/**
 * A node reference: 0 is the empty subtree, a positive number an inner node, a negative number a leaf.
 * References stay valid until the node is freed; a freed slot is used again.
 */
export type NodeRef = number
export const EMPTY: NodeRef = 0

/** key hash, leaf hash */
export const LEAF_WORDS = 2 * HASH_WORDS
/** left reference, right reference, hash; filled up to a cache line, since reading nodes from memory is what costs */
export const INNER_WORDS = 16

const SLOTS_START = 1024
/** Growth by half keeps the copy of a large arena small against its size. */
const GROWTH = 1.5

/** Nodes of one tree in two flat arrays. */
export class NodeArena {
  leafWords = new Int32Array(SLOTS_START * LEAF_WORDS)
  leafBytes = new Uint8Array(this.leafWords.buffer)
  innerWords = new Int32Array(SLOTS_START * INNER_WORDS)
  innerBytes = new Uint8Array(this.innerWords.buffer)
  readonly #freeLeaves: number[] = []
  readonly #freeInners: number[] = []
  // Slot 0 stays unused, so that 0 can mean empty.
  #leafTop = 1
  #innerTop = 1

  get leafCount(): number {
    return this.#leafTop - 1 - this.#freeLeaves.length
  }

  /** Makes room at once for a tree of known size, instead of growing step by step. */
  reserve(leaves: number, inners: number): void {
    if ((leaves + 1) * LEAF_WORDS > this.leafWords.length) this.#growLeaves(leaves + 1)
    if ((inners + 1) * INNER_WORDS > this.innerWords.length) this.#growInners(inners + 1)
  }

  newLeaf(): NodeRef {
    const free = this.#freeLeaves.pop()
    if (free !== undefined) return -free
    if ((this.#leafTop + 1) * LEAF_WORDS > this.leafWords.length) this.#growLeaves(Math.ceil(this.#leafTop * GROWTH))
    return -this.#leafTop++
  }

  newInner(left: NodeRef, right: NodeRef): NodeRef {
    const ref = this.#freeInners.pop() ?? this.#takeInner()
    this.innerWords[ref * INNER_WORDS] = left
    this.innerWords[ref * INNER_WORDS + 1] = right
    return ref
  }

  freeLeaf(ref: NodeRef): void {
    this.#freeLeaves.push(-ref)
  }

  freeInner(ref: NodeRef): void {
    this.#freeInners.push(ref)
  }

  left(ref: NodeRef): NodeRef {
    return at(this.innerWords, ref * INNER_WORDS)
  }

  right(ref: NodeRef): NodeRef {
    return at(this.innerWords, ref * INNER_WORDS + 1)
  }

  child(ref: NodeRef, bit: number): NodeRef {
    return at(this.innerWords, ref * INNER_WORDS + bit)
  }

  setChildren(ref: NodeRef, left: NodeRef, right: NodeRef): void {
    this.innerWords[ref * INNER_WORDS] = left
    this.innerWords[ref * INNER_WORDS + 1] = right
  }

  /** Byte offset of a leaf's key hash in `leafBytes`. */
  keyByte(leaf: NodeRef): number {
    return -leaf * LEAF_WORDS * 4
  }

  keyHash(leaf: NodeRef): Uint8Array {
    const start = this.keyByte(leaf)
    return this.leafBytes.slice(start, start + HASH_BYTES)
  }

  /** Copies a node's hash (zeros for the empty subtree). */
  copyNodeHash(ref: NodeRef, to: Int32Array, toWord: number): void {
    if (ref > 0) copyHash(this.innerWords, ref * INNER_WORDS + 2, to, toWord)
    else if (ref < 0) copyHash(this.leafWords, -ref * LEAF_WORDS + HASH_WORDS, to, toWord)
    else to.fill(0, toWord, toWord + HASH_WORDS)
  }

  nodeHash(ref: NodeRef): Uint8Array {
    if (ref === EMPTY) return new Uint8Array(HASH_BYTES)
    if (ref < 0) {
      const start = this.keyByte(ref) + HASH_BYTES
      return this.leafBytes.slice(start, start + HASH_BYTES)
    }
    const start = (ref * INNER_WORDS + 2) * 4
    return this.innerBytes.slice(start, start + HASH_BYTES)
  }

  #takeInner(): NodeRef {
    if ((this.#innerTop + 1) * INNER_WORDS > this.innerWords.length) {
      this.#growInners(Math.ceil(this.#innerTop * GROWTH))
    }
    return this.#innerTop++
  }

  #growLeaves(slots: number): void {
    const words = new Int32Array(slots * LEAF_WORDS)
    words.set(this.leafWords)
    this.leafWords = words
    this.leafBytes = new Uint8Array(words.buffer)
  }

  #growInners(slots: number): void {
    const words = new Int32Array(slots * INNER_WORDS)
    words.set(this.innerWords)
    this.innerWords = words
    this.innerBytes = new Uint8Array(words.buffer)
  }
}
