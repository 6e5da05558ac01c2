import { EMPTY, NodeArena } from './arena.ts'
import type { NodeRef } from './arena.ts'
import { emptyBatch, leafBatch } from './batch.ts'
import type { LeafBatch, LeafChange } from './batch.ts'
import { TreeError } from './errors.ts'
import { pairHasher } from './hasher.ts'
import type { Sha256, TreeHasher } from './hasher.ts'
import { Rehash } from './rehash.ts'
import { Restructure } from './restructure.ts'
import { encodeSegment, SEGMENT_DEPTH, SegmentReader } from './segment.ts'
import { DEPTH_COUNT, StaleNodes } from './stale-nodes.ts'
import type { Subtree, TreeLeaf } from './subtree.ts'
import type { Neighbours, TreeView } from './view.ts'
import { bitAt, compareKeys, HASH_BYTES, samePrefix } from './words.ts'

/** What an update replaced. Give it to `revert`, or read the leaves as they were before. */
export type TreeUndo = LeafBatch

/**
 * Sparse Merkle tree over 32-byte key hashes in the shape of the ics23 SmtSpec, in memory.
 * Leaf = H(00 ‖ key hash ‖ value hash), inner = H(01 ‖ left ‖ right), empty = 32 zero bytes; a subtree of one leaf is
 * that leaf. The root depends on the leaves only, not on the order in which they were written.
 */
export class StateTree implements TreeView {
  readonly #hasher: TreeHasher
  readonly #rehash: Rehash
  readonly #arena = new NodeArena()
  readonly #stale = new StaleNodes()
  #root: NodeRef = EMPTY

  constructor(crypto: Sha256, hasher: TreeHasher = pairHasher(crypto)) {
    this.#hasher = hasher
    this.#rehash = new Rehash(hasher)
  }

  /**
   * The tree whose segments `saveSegment` returned. Hashes below SEGMENT_DEPTH are taken as stored: compare the root.
   * @throws TreeError TREE_SEGMENT_INVALID
   */
  static load(
    crypto: Sha256,
    segments: Iterable<readonly [segment: number, bytes: Uint8Array]>,
    hasher: TreeHasher = pairHasher(crypto),
    leavesExpected = 0,
  ): StateTree {
    const tree = new StateTree(crypto, hasher)
    // Random keys make about 1.45 inner nodes a leaf.
    tree.#arena.reserve(leavesExpected, Math.ceil(leavesExpected * 1.5))
    const reader = new SegmentReader(tree.#arena)
    for (const [segment, bytes] of segments) reader.add(segment, bytes)
    tree.#root = reader.finish(tree.#stale)
    tree.#rehash.run(tree.#arena, tree.#stale)
    return tree
  }

  get size(): number {
    return this.#arena.leafCount
  }

  root(): Uint8Array {
    return this.#arena.nodeHash(this.#root)
  }

  /**
   * Sets and deletes leaves in one step; deleting a key that is not there does nothing.
   * @throws TreeError TREE_HASH_LENGTH, TREE_DUPLICATE_CHANGE; the tree is as before
   */
  update(changes: readonly LeafChange[]): TreeUndo {
    return this.#write(leafBatch(this.#hasher, changes))
  }

  /** Takes back the latest update not yet taken back. Returns what undoes the revert. */
  revert(undo: TreeUndo): TreeUndo {
    return this.#write(undo)
  }

  has(keyHash: Uint8Array): boolean {
    const ref = this.#descend(keyHash, DEPTH_COUNT).ref
    return ref < 0 && this.#compare(ref, keyHash) === 0
  }

  path(keyHash: Uint8Array): readonly Uint8Array[] {
    checkKey(keyHash)
    const siblings: Uint8Array[] = []
    let ref = this.#root
    for (let depth = 0; ref > 0; depth++) {
      const bit = bitAt(keyHash, 0, depth)
      siblings.push(this.#arena.nodeHash(this.#arena.child(ref, 1 - bit)))
      ref = this.#arena.child(ref, bit)
    }
    return siblings
  }

  neighbours(keyHash: Uint8Array): Neighbours {
    checkKey(keyHash)
    const arena = this.#arena
    let ref = this.#root
    // Nearest subtrees passed on the left and on the right of the way down.
    let before: NodeRef = EMPTY
    let after: NodeRef = EMPTY
    for (let depth = 0; ref > 0; depth++) {
      const [left, right] = [arena.left(ref), arena.right(ref)]
      if (bitAt(keyHash, 0, depth) === 0) {
        if (right !== EMPTY) after = right
        ref = left
      } else {
        if (left !== EMPTY) before = left
        ref = right
      }
    }
    const order = ref === EMPTY ? 0 : this.#compare(ref, keyHash)
    return {
      left: this.#keyOf(order < 0 ? ref : this.#edge(before, 1)),
      right: this.#keyOf(order > 0 ? ref : this.#edge(after, 0)),
    }
  }

  /** The subtree of the keys that share the first `depth` bits of `keyHash`. */
  subtree(keyHash: Uint8Array, depth: number): Subtree {
    const ref = this.#subtreeRef(keyHash, depth)
    return { kind: ref === EMPTY ? 'empty' : ref < 0 ? 'leaf' : 'inner', hash: this.#arena.nodeHash(ref) }
  }

  /** The stored form of the segment that `keyHash` belongs to; empty bytes if it has no leaves. */
  saveSegment(keyHash: Uint8Array): Uint8Array {
    return encodeSegment(this.#arena, this.#subtreeRef(keyHash, SEGMENT_DEPTH))
  }

  /** The leaves of the segment that `keyHash` belongs to, ascending. */
  leaves(keyHash: Uint8Array): TreeLeaf[] {
    const leaves: TreeLeaf[] = []
    const collect = (ref: NodeRef): void => {
      if (ref < 0) leaves.push({ keyHash: this.#arena.keyHash(ref), leafHash: this.#arena.nodeHash(ref) })
      if (ref <= 0) return
      collect(this.#arena.left(ref))
      collect(this.#arena.right(ref))
    }
    collect(this.#subtreeRef(keyHash, SEGMENT_DEPTH))
    return leaves
  }

  #write(batch: LeafBatch): TreeUndo {
    const before = emptyBatch(batch.count, batch.keyHashes)
    const restructure = new Restructure(this.#arena, batch, before, this.#stale)
    this.#root = restructure.run(this.#root)
    this.#rehash.run(this.#arena, this.#stale)
    return before
  }

  #descend(keyHash: Uint8Array, depthEnd: number): { ref: NodeRef; depth: number } {
    checkKey(keyHash)
    let ref = this.#root
    let depth = 0
    for (; ref > 0 && depth < depthEnd; depth++) ref = this.#arena.child(ref, bitAt(keyHash, 0, depth))
    return { ref, depth }
  }

  #subtreeRef(keyHash: Uint8Array, depth: number): NodeRef {
    const { ref } = this.#descend(keyHash, depth)
    if (ref >= 0) return ref
    // The leaf may stand higher than `depth` and belong to another prefix.
    return samePrefix(this.#arena.leafBytes, this.#arena.keyByte(ref), keyHash, 0, depth) ? ref : EMPTY
  }

  /** The last (bit 1) or first (bit 0) leaf of a subtree. */
  #edge(subtree: NodeRef, bit: 0 | 1): NodeRef {
    let ref = subtree
    while (ref > 0) {
      const child = this.#arena.child(ref, bit)
      ref = child === EMPTY ? this.#arena.child(ref, 1 - bit) : child
    }
    return ref
  }

  #compare(leaf: NodeRef, keyHash: Uint8Array): number {
    return compareKeys(this.#arena.leafBytes, this.#arena.keyByte(leaf), keyHash, 0)
  }

  #keyOf(ref: NodeRef): Uint8Array | null {
    return ref === EMPTY ? null : this.#arena.keyHash(ref)
  }
}

function checkKey(keyHash: Uint8Array): void {
  if (keyHash.length !== HASH_BYTES) {
    throw new TreeError('TREE_HASH_LENGTH', { expected: HASH_BYTES, seen: keyHash.length })
  }
}
