import { hexEncode } from '@xiezhi/codec'
import { TreeError } from './errors.ts'
import { HASH_BATCH_PAIRS_MAX, LEAF_TAG, PAIR_BYTES } from './hasher.ts'
import type { TreeHasher } from './hasher.ts'
import { compareKeys, HASH_BYTES } from './words.ts'

export interface LeafChange {
  /** SHA-256 of the key, 32 bytes. */
  readonly keyHash: Uint8Array
  /** SHA-256 of the value, 32 bytes; null deletes the leaf. */
  readonly valueHash: Uint8Array | null
}

/**
 * Leaves by ascending key hash, each to be set to a leaf hash or removed. What an update replaced has the same form,
 * so undoing is an update.
 */
export interface LeafBatch {
  readonly count: number
  /** 32 bytes each. */
  readonly keyHashes: Uint8Array
  /** 32 bytes each; meaningless where `present` is 0. */
  readonly leafHashes: Uint8Array
  /** 1: the leaf has this hash; 0: there is no such leaf. */
  readonly present: Uint8Array
}

export function emptyBatch(count: number, keyHashes: Uint8Array): LeafBatch {
  return { count, keyHashes, leafHashes: new Uint8Array(count * HASH_BYTES), present: new Uint8Array(count) }
}

function checkLength(hash: Uint8Array): void {
  if (hash.length !== HASH_BYTES) throw new TreeError('TREE_HASH_LENGTH', { expected: HASH_BYTES, seen: hash.length })
}

/** Sorts the changes and computes their leaf hashes. Changes nothing in any tree. */
export function leafBatch(hasher: TreeHasher, changes: readonly LeafChange[]): LeafBatch {
  for (const change of changes) {
    checkLength(change.keyHash)
    if (change.valueHash !== null) checkLength(change.valueHash)
  }
  const sorted = [...changes].sort((a, b) => compareKeys(a.keyHash, 0, b.keyHash, 0))
  const batch = emptyBatch(sorted.length, new Uint8Array(sorted.length * HASH_BYTES))
  for (const [i, change] of sorted.entries()) {
    batch.keyHashes.set(change.keyHash, i * HASH_BYTES)
    const before = sorted[i - 1]
    if (before !== undefined && compareKeys(before.keyHash, 0, change.keyHash, 0) === 0) {
      throw new TreeError('TREE_DUPLICATE_CHANGE', { keyHash: hexEncode(change.keyHash) })
    }
  }
  hashLeaves(hasher, sorted, batch)
  return batch
}

function hashLeaves(hasher: TreeHasher, sorted: readonly LeafChange[], batch: LeafBatch): void {
  const pairs = new Uint8Array(Math.min(sorted.length, HASH_BATCH_PAIRS_MAX) * PAIR_BYTES)
  for (let start = 0; start < sorted.length; start += HASH_BATCH_PAIRS_MAX) {
    const end = Math.min(sorted.length, start + HASH_BATCH_PAIRS_MAX)
    // A deletion is hashed with whatever the buffer holds; `present` says that nobody reads the result.
    for (let i = start; i < end; i++) {
      const change = sorted[i]
      if (change === undefined || change.valueHash === null) continue
      batch.present[i] = 1
      pairs.set(change.keyHash, (i - start) * PAIR_BYTES)
      pairs.set(change.valueHash, (i - start) * PAIR_BYTES + HASH_BYTES)
    }
    hasher.hashPairs(LEAF_TAG, pairs, end - start, batch.leafHashes.subarray(start * HASH_BYTES, end * HASH_BYTES))
  }
}
