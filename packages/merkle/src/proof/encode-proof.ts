import { ProtoWriter } from '@xiezhi/codec'
import type { CommitmentProof, ExistenceProof, InnerOp, LeafOp, NonExistenceProof } from './types.ts'

/** Protobuf bytes of `cosmos.ics23.v1.CommitmentProof`. */
export function encodeCommitmentProof(proof: CommitmentProof): Uint8Array {
  const writer = new ProtoWriter()
  if (proof.kind === 'exist') writer.message(1, existence(proof.exist), { always: true })
  else writer.message(2, nonExistence(proof.nonexist), { always: true })
  return writer.finish()
}

function existence(proof: ExistenceProof): ProtoWriter {
  const writer = new ProtoWriter().bytes(1, proof.key).bytes(2, proof.value)
  if (proof.leaf !== null) writer.message(3, encodeLeafOp(proof.leaf), { always: true })
  for (const step of proof.path) writer.message(4, innerOp(step), { always: true })
  return writer
}

function nonExistence(proof: NonExistenceProof): ProtoWriter {
  const writer = new ProtoWriter().bytes(1, proof.key)
  if (proof.left !== null) writer.message(2, existence(proof.left), { always: true })
  if (proof.right !== null) writer.message(3, existence(proof.right), { always: true })
  return writer
}

export function encodeLeafOp(op: LeafOp): ProtoWriter {
  return new ProtoWriter()
    .int64(1, op.hash)
    .int64(2, op.prehashKey)
    .int64(3, op.prehashValue)
    .int64(4, op.length)
    .bytes(5, op.prefix)
}

function innerOp(op: InnerOp): ProtoWriter {
  return new ProtoWriter().int64(1, op.hash).bytes(2, op.prefix).bytes(3, op.suffix)
}
