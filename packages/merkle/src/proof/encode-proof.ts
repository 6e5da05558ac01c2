import { ProtoWriter } from '@xiezhi/codec'
import type { CommitmentProof, ExistenceProof, InnerOp, LeafOp, NonExistenceProof } from './types.ts'

/** Protobuf bytes of `cosmos.ics23.v1.CommitmentProof`. */
export function encodeCommitmentProof(proof: CommitmentProof): Uint8Array {
  const writer = new ProtoWriter()
  if (proof.kind === 'exist') {
    const { exist } = proof
    writer.nested(1, (inner) => {
      writeExistence(inner, exist)
    })
  } else {
    const { nonexist } = proof
    writer.nested(2, (inner) => {
      writeNonExistence(inner, nonexist)
    })
  }
  return writer.finish()
}

function writeExistence(writer: ProtoWriter, { key, value, leaf, path }: ExistenceProof): void {
  writer.bytes(1, key).bytes(2, value)
  if (leaf !== null) {
    writer.nested(3, (inner) => {
      writeLeafOp(inner, leaf)
    })
  }
  for (const step of path) {
    writer.nested(4, (inner) => {
      writeInnerOp(inner, step)
    })
  }
}

function writeNonExistence(writer: ProtoWriter, { key, left, right }: NonExistenceProof): void {
  writer.bytes(1, key)
  const sides = [left, right]
  sides.forEach((side, at) => {
    if (side === null) return
    writer.nested(2 + at, (inner) => {
      writeExistence(inner, side)
    })
  })
}

export function encodeLeafOp(op: LeafOp): ProtoWriter {
  const writer = new ProtoWriter()
  writeLeafOp(writer, op)
  return writer
}

function writeLeafOp(writer: ProtoWriter, op: LeafOp): void {
  writer.int64(1, op.hash).int64(2, op.prehashKey).int64(3, op.prehashValue).int64(4, op.length).bytes(5, op.prefix)
}

function writeInnerOp(writer: ProtoWriter, op: InnerOp): void {
  writer.int64(1, op.hash).bytes(2, op.prefix).bytes(3, op.suffix)
}
