export type { LeafChange } from './tree/batch.ts'
export { TreeError } from './tree/errors.ts'
export type { TreeErrorCode } from './tree/errors.ts'
export { HASH_BATCH_PAIRS_MAX, pairHasher } from './tree/hasher.ts'
export type { Sha256, TreeHasher } from './tree/hasher.ts'
export { GROUP_DEPTH, SegmentedTree } from './tree/segmented-tree.ts'
export type { SegmentSource } from './tree/segmented-tree.ts'
export { SEGMENT_COUNT, SEGMENT_DEPTH, segmentOf } from './tree/segment.ts'
export { StateTree } from './tree/state-tree.ts'
export type { TreeUndo } from './tree/state-tree.ts'
export { EMPTY_SUBTREE, subtreeOf } from './tree/subtree.ts'
export type { Subtree, TreeLeaf } from './tree/subtree.ts'
export type { Neighbours, TreeView } from './tree/view.ts'
export { DEPTH_DEFAULT_MAX } from './proof/check-spec.ts'
export { decodeCommitmentProof, PROOF_BYTES_MAX } from './proof/decode-proof.ts'
export { encodeCommitmentProof } from './proof/encode-proof.ts'
export { ProofError } from './proof/proof-error.ts'
export type { ProofErrorCode, ProofFacts } from './proof/proof-error.ts'
export { proveAbsence, proveMembership } from './proof/prove.ts'
export type { KeyPreimage } from './proof/prove.ts'
export { decodeProofSpec, encodeProofSpec } from './proof/spec-bytes.ts'
export { iavlSpec, smtSpec, tendermintSpec } from './proof/specs.ts'
export { HASH_OP, LENGTH_OP } from './proof/types.ts'
export type {
  CommitmentProof,
  ExistenceProof,
  InnerOp,
  InnerSpec,
  LeafOp,
  NonExistenceProof,
  ProofSpec,
} from './proof/types.ts'
export { proofRoot, verifyAbsence, verifyMembership } from './proof/verify-proof.ts'
export { acknowledgementCommitment, packetCommitment, payloadHash } from './packet/packet-commitment.ts'
export type { CommittedPacket, CommittedPayload } from './packet/packet-commitment.ts'
export { acknowledgementKey, commitmentKey, packetKeyPrefix, receiptKey } from './packet/packet-keys.ts'
export type { PacketKeyKind } from './packet/packet-keys.ts'
