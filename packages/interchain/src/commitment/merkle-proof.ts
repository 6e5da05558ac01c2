import { CodecError, concatBytes, ProtoReader, ProtoWriter } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import {
  decodeCommitmentProof,
  iavlSpec,
  ProofError,
  proofRoot,
  smtSpec,
  tendermintSpec,
  verifyAbsence,
  verifyMembership,
} from '@xiezhi/merkle'
import type { ProofSpec } from '@xiezhi/merkle'

type Sha256 = Pick<Crypto, 'sha256'>

/** How the peer's state leads to its app hash: our tree, or the two levels of the Cosmos SDK. */
export type ProofLayout = 'smt' | 'iavl-simple'

const SPECS: Readonly<Record<ProofLayout, readonly ProofSpec[]>> = {
  smt: [smtSpec],
  'iavl-simple': [iavlSpec, tendermintSpec],
}

export function proofLevels(layout: ProofLayout): number {
  return SPECS[layout].length
}

/** `ibc.core.commitment.v1.MerkleProof`: one CommitmentProof a level, leaf tree first. */
export function encodeMerkleProof(proofs: readonly Uint8Array[]): Uint8Array {
  const writer = new ProtoWriter()
  for (const proof of proofs) writer.message(1, proof, { always: true })
  return writer.finish()
}

/** @throws CodecError PROTO_INVALID */
export function decodeMerkleProof(bytes: Uint8Array): readonly Uint8Array[] {
  const proofs: Uint8Array[] = []
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    if (reader.field === 1) proofs.push(reader.bytes())
    else reader.refuseUnknown()
  }
  return proofs
}

export interface MerkleClaim {
  readonly layout: ProofLayout
  /** From the root down; the key is appended to the last element. */
  readonly prefix: readonly Uint8Array[]
  readonly root: Uint8Array
  readonly proof: Uint8Array
  readonly key: Uint8Array
  /** Null claims absence. */
  readonly value: Uint8Array | null
}

/**
 * Follows the proofs from the leaf tree to the root; every level above the first shows the root below as its value
 * (ibc-go `MerkleProof.VerifyMembership`, `VerifyNonMembership`).
 * @throws ProofError, CodecError PROTO_INVALID
 */
export function verifyMerkleProof(crypto: Sha256, { layout, prefix, root, proof, key, value }: MerkleClaim): void {
  const specs = SPECS[layout]
  const proofs = decodeMerkleProof(proof)
  if (proofs.length !== specs.length || prefix.length !== specs.length) {
    throw new CodecError('PROTO_INVALID', { reason: 'proof levels', expected: specs.length, seen: proofs.length })
  }
  let proven: Uint8Array | null = value
  specs.forEach((spec, level) => {
    const level0 = level === 0
    const bytes = proofs[level] ?? new Uint8Array(0)
    const segment = prefix[prefix.length - 1 - level] ?? new Uint8Array(0)
    const path = level0 ? concatBytes(segment, key) : segment
    const levelRoot = level === specs.length - 1 ? root : rootOf(crypto, bytes)
    if (proven === null) verifyAbsence(crypto, spec, levelRoot, bytes, path)
    else verifyMembership(crypto, spec, levelRoot, bytes, path, proven)
    proven = levelRoot
  })
}

function rootOf(crypto: Sha256, bytes: Uint8Array): Uint8Array {
  const proof = decodeCommitmentProof(bytes)
  const existence = proof.kind === 'exist' ? proof.exist : (proof.nonexist.left ?? proof.nonexist.right)
  if (existence === null) throw new ProofError('PROOF_NEIGHBOUR_MISSING')
  return proofRoot(crypto, existence)
}
