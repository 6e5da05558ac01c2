import { bytesEqual, concatBytes, hexEncode } from '@xiezhi/codec'
import { TreeError } from '../tree/errors.ts'
import { INNER_TAG } from '../tree/hasher.ts'
import type { Sha256 } from '../tree/hasher.ts'
import type { TreeView } from '../tree/view.ts'
import { bitAt } from '../tree/words.ts'
import { encodeCommitmentProof } from './encode-proof.ts'
import { smtSpec } from './specs.ts'
import { HASH_OP } from './types.ts'
import type { ExistenceProof, InnerOp } from './types.ts'

/** The key and value that stand behind a key hash in the same tree. */
export type KeyPreimage = (keyHash: Uint8Array) => { readonly key: Uint8Array; readonly value: Uint8Array }

/**
 * Encoded ics23 CommitmentProof that `value` stands under `key`. The tree holds only hashes: with a value that is not
 * the stored one the proof verifies against no root.
 * @throws TreeError TREE_KEY_ABSENT
 */
export function proveMembership(tree: TreeView, crypto: Sha256, key: Uint8Array, value: Uint8Array): Uint8Array {
  const keyHash = crypto.sha256(key)
  if (!tree.has(keyHash)) throw new TreeError('TREE_KEY_ABSENT', { keyHash: hexEncode(keyHash) })
  return encodeCommitmentProof({ kind: 'exist', exist: existence(tree, keyHash, key, value) })
}

/**
 * Encoded ics23 CommitmentProof that nothing stands under `key`: the existence of both neighbours in the order of key
 * hashes, or of one at the edge.
 * @throws TreeError TREE_KEY_PRESENT, TREE_EMPTY, TREE_PREIMAGE_MISMATCH
 */
export function proveAbsence(tree: TreeView, crypto: Sha256, key: Uint8Array, preimage: KeyPreimage): Uint8Array {
  const keyHash = crypto.sha256(key)
  if (tree.has(keyHash)) throw new TreeError('TREE_KEY_PRESENT', { keyHash: hexEncode(keyHash) })
  const { left, right } = tree.neighbours(keyHash)
  if (left === null && right === null) throw new TreeError('TREE_EMPTY')
  const prove = (neighbour: Uint8Array): ExistenceProof => {
    const found = preimage(neighbour)
    const seen = crypto.sha256(found.key)
    if (!bytesEqual(seen, neighbour)) {
      throw new TreeError('TREE_PREIMAGE_MISMATCH', { expected: hexEncode(neighbour), seen: hexEncode(seen) })
    }
    return existence(tree, neighbour, found.key, found.value)
  }
  return encodeCommitmentProof({
    kind: 'nonexist',
    nonexist: { key, left: left === null ? null : prove(left), right: right === null ? null : prove(right) },
  })
}

function existence(tree: TreeView, keyHash: Uint8Array, key: Uint8Array, value: Uint8Array): ExistenceProof {
  const tag = Uint8Array.of(INNER_TAG)
  const nothing = new Uint8Array(0)
  const steps = tree.path(keyHash).map((sibling, depth): InnerOp => {
    return bitAt(keyHash, 0, depth) === 0
      ? { hash: HASH_OP.SHA256, prefix: tag, suffix: sibling }
      : { hash: HASH_OP.SHA256, prefix: concatBytes(tag, sibling), suffix: nothing }
  })
  return { key, value, leaf: smtSpec.leafSpec, path: steps.toReversed() }
}
