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
export { EMPTY_BLOCK_ID, EMPTY_COMMIT, isZeroBlockId } from './types.ts'
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
export { BLOCK_BYTES_MAX, decodeBlock, decodeVote } from './decode-block.ts'
export {
  canonicalVoteBytes,
  commitHash,
  commitSignBytes,
  commitSignBytesOf,
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
  POWER_MAX,
  validateBlockId,
  validateCommit,
  validateHeader,
  validateValidatorSet,
} from './validate.ts'
export {
  validateBlock,
  validateEvidence,
  validateLightBlock,
  validateProposer,
  validateSignedHeader,
  validateVote,
} from './validate-block.ts'
export { compareValidators, newValidatorSet, rotate, updateValidatorSet } from './rotation.ts'
export type { ValidatorChange } from './rotation.ts'
export { upperHex } from './json-fields.ts'
export {
  blockIdFromJson,
  blockIdToJson,
  commitFromJson,
  commitToJson,
  headerFromJson,
  headerToJson,
  lightBlockFromJson,
  lightBlockToJson,
  signedHeaderFromJson,
  signedHeaderToJson,
  validatorFromJson,
  validatorSetFromJson,
  validatorSetToJson,
  validatorToJson,
} from './rpc-json.ts'
export { blockFromJson, blockToJson, evidenceFromJson, evidenceToJson, voteFromJson, voteToJson } from './block-json.ts'
