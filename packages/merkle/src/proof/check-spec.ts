import { checkIavlOp, isIavl } from './iavl-op.ts'
import { ProofError } from './proof-error.ts'
import type { ExistenceProof, InnerOp, LeafOp, ProofSpec } from './types.ts'

/** Most inner operations where the specification sets no maximum. */
export const DEPTH_DEFAULT_MAX = 128

/**
 * Every operation of the proof has the form that the specification fixes. Without this a proof could read the bytes of
 * a leaf as those of an inner node, or a value as a subtree.
 */
export function checkAgainstSpec(spec: ProofSpec, proof: ExistenceProof): void {
  if (proof.leaf === null) throw new ProofError('PROOF_LEAF_MISSING')
  checkLeafOp(spec, proof.leaf)
  const depth = proof.path.length
  if (depth < spec.minDepth) throw new ProofError('PROOF_DEPTH', { expected: spec.minDepth, seen: depth })
  const depthMax = spec.maxDepth === 0 ? DEPTH_DEFAULT_MAX : spec.maxDepth
  if (depth > depthMax) throw new ProofError('PROOF_DEPTH', { expected: depthMax, seen: depth })
  for (const [i, op] of proof.path.entries()) checkInnerOp(spec, op, i + 1)
}

export function checkLeafOp(spec: ProofSpec, op: LeafOp): void {
  if (isIavl(spec)) checkIavlOp(op, 0)
  const { leafSpec } = spec
  const refuse = (field: string): never => {
    throw new ProofError('PROOF_LEAF_OP', { field })
  }
  if (op.hash !== leafSpec.hash) refuse('hash')
  if (op.prehashKey !== leafSpec.prehashKey) refuse('prehashKey')
  if (op.prehashValue !== leafSpec.prehashValue) refuse('prehashValue')
  if (op.length !== leafSpec.length) refuse('length')
  if (!startsWith(op.prefix, leafSpec.prefix)) refuse('prefix')
}

function checkInnerOp(spec: ProofSpec, op: InnerOp, layer: number): void {
  const { innerSpec } = spec
  const refuse = (field: string): never => {
    throw new ProofError('PROOF_INNER_OP', { field, layer })
  }
  if (op.hash !== innerSpec.hash) refuse('hash')
  if (isIavl(spec)) checkIavlOp(op, layer)
  // Otherwise an inner node could pass for a leaf.
  if (startsWith(op.prefix, spec.leafSpec.prefix)) refuse('prefix')
  if (op.prefix.length < innerSpec.minPrefixLength) refuse('prefix')
  const siblings = innerSpec.childOrder.length - 1
  if (op.prefix.length > innerSpec.maxPrefixLength + siblings * innerSpec.childSize) refuse('prefix')
  if (innerSpec.childSize <= 0) throw new ProofError('PROOF_SPEC', { field: 'childSize' })
  if (op.suffix.length % innerSpec.childSize !== 0) refuse('suffix')
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, i) => bytes[i] === byte)
}
