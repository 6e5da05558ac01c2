import { bytesEqual, compareBytes } from '@xiezhi/codec'
import type { Sha256 } from '../tree/hasher.ts'
import { isLeftMost, isLeftNeighbour, isRightMost } from './adjacent.ts'
import { applyHashIfAny, applyInnerOp, applyLeafOp } from './apply-op.ts'
import { checkAgainstSpec } from './check-spec.ts'
import { decodeCommitmentProof } from './decode-proof.ts'
import { ProofError } from './proof-error.ts'
import type { ExistenceProof, NonExistenceProof, ProofSpec } from './types.ts'

/**
 * The value stands under the key in the tree with this root (ICS-23, as ics23 v0.11 `VerifyMembership`).
 * @throws ProofError
 */
export function verifyMembership(
  crypto: Sha256,
  spec: ProofSpec,
  root: Uint8Array,
  proofBytes: Uint8Array,
  key: Uint8Array,
  value: Uint8Array,
): void {
  const proof = decodeCommitmentProof(proofBytes)
  if (proof.kind !== 'exist') throw new ProofError('PROOF_KIND', { expected: 'exist', seen: proof.kind })
  checkAgainstSpec(spec, proof.exist)
  if (!bytesEqual(proof.exist.key, key)) throw new ProofError('PROOF_KEY')
  if (!bytesEqual(proof.exist.value, value)) throw new ProofError('PROOF_VALUE')
  checkRoot(crypto, proof.exist, root)
}

/**
 * Nothing stands under the key in the tree with this root (ICS-23, as ics23 v0.11 `VerifyNonMembership`). In addition
 * the proof must name the key, or its hash where keys are ordered by hash: ics23 leaves that field open to any change.
 * @throws ProofError
 */
export function verifyAbsence(
  crypto: Sha256,
  spec: ProofSpec,
  root: Uint8Array,
  proofBytes: Uint8Array,
  key: Uint8Array,
): void {
  const proof = decodeCommitmentProof(proofBytes)
  if (proof.kind !== 'nonexist') throw new ProofError('PROOF_KIND', { expected: 'nonexist', seen: proof.kind })
  const { left, right } = proof.nonexist
  if (left === null && right === null) throw new ProofError('PROOF_NEIGHBOUR_MISSING')
  const place = placeOf(crypto, spec, key)
  const named = proof.nonexist.key
  if (!bytesEqual(named, key) && !bytesEqual(named, place)) throw new ProofError('PROOF_KEY')
  for (const neighbour of [left, right]) {
    if (neighbour === null) continue
    checkAgainstSpec(spec, neighbour)
    checkRoot(crypto, neighbour, root)
  }
  checkOrder(crypto, spec, proof.nonexist, place)
  checkAdjacent(spec, left, right)
}

/** The root that an existence proof leads to. */
export function proofRoot(crypto: Sha256, proof: ExistenceProof): Uint8Array {
  if (proof.leaf === null) throw new ProofError('PROOF_LEAF_MISSING')
  let hash = applyLeafOp(crypto, proof.leaf, proof.key, proof.value)
  for (const op of proof.path) hash = applyInnerOp(crypto, op, hash)
  return hash
}

function checkRoot(crypto: Sha256, proof: ExistenceProof, root: Uint8Array): void {
  if (!bytesEqual(proofRoot(crypto, proof), root)) throw new ProofError('PROOF_ROOT')
}

/** What keys are ordered by. */
function placeOf(crypto: Sha256, spec: ProofSpec, key: Uint8Array): Uint8Array {
  return spec.prehashKeyBeforeComparison ? applyHashIfAny(crypto, spec.leafSpec.prehashKey, key) : key
}

function checkOrder(crypto: Sha256, spec: ProofSpec, proof: NonExistenceProof, place: Uint8Array): void {
  if (proof.left !== null && compareBytes(placeOf(crypto, spec, proof.left.key), place) >= 0) {
    throw new ProofError('PROOF_KEY_ORDER', { side: 'left' })
  }
  if (proof.right !== null && compareBytes(placeOf(crypto, spec, proof.right.key), place) <= 0) {
    throw new ProofError('PROOF_KEY_ORDER', { side: 'right' })
  }
}

function checkAdjacent(spec: ProofSpec, left: ExistenceProof | null, right: ExistenceProof | null): void {
  const { innerSpec } = spec
  if (left !== null && right !== null) {
    if (!isLeftNeighbour(innerSpec, left.path, right.path)) throw new ProofError('PROOF_NOT_ADJACENT', { side: 'both' })
  } else if (right !== null) {
    if (!isLeftMost(innerSpec, right.path)) throw new ProofError('PROOF_NOT_ADJACENT', { side: 'right' })
  } else if (left !== null && !isRightMost(innerSpec, left.path)) {
    throw new ProofError('PROOF_NOT_ADJACENT', { side: 'left' })
  }
}
