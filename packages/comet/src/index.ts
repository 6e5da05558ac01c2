export { CometError } from './comet-error.ts'
export type { CometErrorCode, CometFacts } from './comet-error.ts'
export {
  compareTimestamps,
  decodeTimestamp,
  encodeTimestamp,
  formatRfc3339,
  parseRfc3339,
  timestampFromMs,
  timestampToMs,
  ZERO_TIME,
} from './timestamp.ts'
export type { Timestamp } from './timestamp.ts'
export { EMPTY_BLOCK_ID } from './types.ts'
export type {
  Block,
  BlockId,
  BlockIdFlag,
  Commit,
  CommitSig,
  DeterministicResult,
  DuplicateVoteEvidence,
  Evidence,
  Header,
  LightBlock,
  LightClientAttackEvidence,
  PartSetHeader,
  SignedHeader,
  Validator,
  ValidatorSet,
  Vote,
} from './types.ts'
export { simpleMerkleProof, simpleMerkleRoot, simpleMerkleRootFromProof } from './simple-merkle.ts'
export type { Sha256 } from './simple-merkle.ts'
export {
  encodeBlock,
  encodeBlockId,
  encodeCommit,
  encodeCommitSig,
  encodeEvidence,
  encodeHeader,
  encodeLightBlock,
  encodeSignedHeader,
  encodeValidator,
  encodeValidatorSet,
  encodeVote,
  totalPower,
} from './encode.ts'
export {
  decodeBlockId,
  decodeCommit,
  decodeHeader,
  decodeLightBlock,
  decodeSignedHeader,
  decodeValidator,
  decodeValidatorSet,
  VALIDATORS_MAX,
} from './decode.ts'
export {
  canonicalVoteBytes,
  commitHash,
  commitSignBytes,
  consensusParamsHash,
  dataHash,
  evidenceHash,
  headerHash,
  PART_BYTES,
  partSet,
  resultsHash,
  validatorAddress,
  validatorsHash,
} from './hashes.ts'
export type { CanonicalVote } from './hashes.ts'
export {
  BLOCK_PROTOCOL,
  CHAIN_ID_BYTES_MAX,
  isZeroBlockId,
  POWER_MAX,
  validateBlockId,
  validateCommit,
  validateHeader,
  validateValidatorSet,
} from './validate.ts'
export {
  blockIdFromJson,
  blockIdToJson,
  blockToJson,
  commitFromJson,
  commitToJson,
  headerFromJson,
  headerToJson,
  upperHex,
  validatorFromJson,
  validatorToJson,
} from './rpc-json.ts'
