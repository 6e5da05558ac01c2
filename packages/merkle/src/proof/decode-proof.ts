import { bytesEqual, CodecError, ProtoReader } from '@xiezhi/codec'
import { encodeCommitmentProof } from './encode-proof.ts'
import { ProofError } from './proof-error.ts'
import type { CommitmentProof, ExistenceProof, InnerOp, LeafOp, NonExistenceProof } from './types.ts'

/** Two neighbours at full depth take 40 KB; the rest is room for their values. */
export const PROOF_BYTES_MAX = 2_097_152

const KINDS = ['none', 'exist', 'nonexist', 'batch', 'compressed'] as const
const NOTHING: Uint8Array = new Uint8Array(0)

/**
 * Reads `cosmos.ics23.v1.CommitmentProof`. Takes one encoding per proof: no unknown, repeated or misplaced fields.
 * @throws ProofError PROOF_ENCODING, PROOF_BYTES; PROOF_KIND for batch, compressed and empty proofs
 */
export function decodeCommitmentProof(bytes: Uint8Array): CommitmentProof {
  if (bytes.length > PROOF_BYTES_MAX) {
    throw new ProofError('PROOF_BYTES', { expected: PROOF_BYTES_MAX, seen: bytes.length })
  }
  const proof = readable(() => commitmentProof(bytes))
  if (!bytesEqual(encodeCommitmentProof(proof), bytes))
    throw new ProofError('PROOF_ENCODING', { reason: 'not canonical' })
  return proof
}

/** Runs a reader of untrusted bytes; its refusals become a ProofError. */
export function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new ProofError('PROOF_ENCODING', { reason: String(error.facts['reason'] ?? error.code) })
  }
}

function commitmentProof(bytes: Uint8Array): CommitmentProof {
  const reader = new ProtoReader(bytes)
  const field = reader.next() ? reader.field : 0
  switch (field) {
    case 1:
      return { kind: 'exist', exist: existence(reader.message()) }
    case 2:
      return { kind: 'nonexist', nonexist: nonExistence(reader.message()) }
    default:
      throw new ProofError('PROOF_KIND', { expected: 'exist or nonexist', seen: KINDS[field] ?? 'unknown' })
  }
}

function existence(reader: ProtoReader): ExistenceProof {
  let key = NOTHING
  let value = NOTHING
  let leaf: LeafOp | null = null
  const path: InnerOp[] = []
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        key = reader.bytes()
        break
      case 2:
        value = reader.bytes()
        break
      case 3:
        leaf = decodeLeafOp(reader.message())
        break
      case 4:
        path.push(innerOp(reader.message()))
        break
      default:
        reader.refuseUnknown()
    }
  }
  return { key, value, leaf, path }
}

function nonExistence(reader: ProtoReader): NonExistenceProof {
  let key = NOTHING
  let left: ExistenceProof | null = null
  let right: ExistenceProof | null = null
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        key = reader.bytes()
        break
      case 2:
        left = existence(reader.message())
        break
      case 3:
        right = existence(reader.message())
        break
      default:
        reader.refuseUnknown()
    }
  }
  return { key, left, right }
}

export function decodeLeafOp(reader: ProtoReader): LeafOp {
  const op = { hash: 0, prehashKey: 0, prehashValue: 0, length: 0, prefix: NOTHING }
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        op.hash = reader.int32()
        break
      case 2:
        op.prehashKey = reader.int32()
        break
      case 3:
        op.prehashValue = reader.int32()
        break
      case 4:
        op.length = reader.int32()
        break
      case 5:
        op.prefix = reader.bytes()
        break
      default:
        reader.refuseUnknown()
    }
  }
  return op
}

function innerOp(reader: ProtoReader): InnerOp {
  const op = { hash: 0, prefix: NOTHING, suffix: NOTHING }
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        op.hash = reader.int32()
        break
      case 2:
        op.prefix = reader.bytes()
        break
      case 3:
        op.suffix = reader.bytes()
        break
      default:
        reader.refuseUnknown()
    }
  }
  return op
}
