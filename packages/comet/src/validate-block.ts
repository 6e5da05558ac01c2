import { bytesEqual, compareBytes, concatBytes } from '@xiezhi/codec'
import { CometError } from './comet-error.ts'
import { encodePartSetHeader } from './encode.ts'
import { commitHash, dataHash, evidenceHash, headerHash, validatorAddress, validatorsHash } from './hashes.ts'
import type { Sha256 } from './simple-merkle.ts'
import { isZeroBlockId } from './types.ts'
import type { Block, BlockId, Evidence, LightBlock, SignedHeader, ValidatorSet, Vote } from './types.ts'
import {
  ADDRESS_BYTES,
  HASH_BYTES,
  require,
  SIGNATURE_BYTES_MAX,
  validateBlockId,
  validateCommit,
  validateHeader,
  validateValidatorSet,
} from './validate.ts'

/** SignedHeader.ValidateBasic but for the chain id: header and commit are sound and name each other. @throws CometError */
export function validateSignedHeader(crypto: Sha256, { header, commit }: SignedHeader): void {
  validateHeader(header)
  validateCommit(commit)
  require(commit.height === header.height, 'SIGNED_HEADER_MISMATCH', {
    field: 'height',
    expected: String(header.height),
    seen: String(commit.height),
  })
  const sameHash = bytesEqual(headerHash(crypto, header), commit.blockId.hash)
  require(sameHash && header.validatorsHash.length > 0, 'SIGNED_HEADER_MISMATCH', { field: 'hash' })
}

/** LightBlock.ValidateBasic: the validator set is the header's and has a proposer. Signatures are not checked. @throws CometError */
export function validateLightBlock(crypto: Sha256, block: LightBlock): void {
  validateSignedHeader(crypto, block)
  validateValidatorSet(crypto, block.validators)
  validateProposer(crypto, block.validators)
  const sameSet = bytesEqual(block.header.validatorsHash, validatorsHash(crypto, block.validators))
  require(sameSet, 'VALIDATORS_HASH_MISMATCH', { height: String(block.header.height) })
}

/** The named proposer is one of the set. CometBFT demands one in every set it reads. @throws CometError PROPOSER_INVALID */
export function validateProposer(crypto: Sha256, { validators, proposer }: ValidatorSet): void {
  if (proposer === null) throw new CometError('PROPOSER_INVALID', { reason: 'missing' })
  const { address, publicKey, votingPower } = proposer
  require(publicKey.length === HASH_BYTES, 'PROPOSER_INVALID', { reason: 'key bytes' })
  require(bytesEqual(address, validatorAddress(crypto, publicKey)), 'PROPOSER_INVALID', { reason: 'address' })
  require(votingPower >= 0n, 'PROPOSER_INVALID', { reason: 'power' })
  const member = validators.some((validator) => bytesEqual(validator.address, address))
  require(member, 'PROPOSER_INVALID', { reason: 'not in the set' })
}

/** Vote.ValidateBasic. @throws CometError VOTE_INVALID, BLOCK_ID_INVALID */
export function validateVote(vote: Vote): void {
  require(vote.height > 0n, 'VOTE_INVALID', { reason: 'height', seen: String(vote.height) })
  require(vote.round >= 0, 'VOTE_INVALID', { reason: 'round', seen: vote.round })
  validateBlockId(vote.blockId)
  const forNil = isZeroBlockId(vote.blockId)
  require(forNil || isCompleteBlockId(vote.blockId), 'VOTE_INVALID', { reason: 'block id neither zero nor complete' })
  require(vote.validatorAddress.length === ADDRESS_BYTES, 'VOTE_INVALID', { reason: 'address bytes' })
  require(vote.validatorIndex >= 0, 'VOTE_INVALID', { reason: 'index', seen: vote.validatorIndex })
  require(vote.signature.length > 0 && vote.signature.length <= SIGNATURE_BYTES_MAX, 'VOTE_INVALID', {
    reason: 'signature bytes',
  })
  validateExtension(vote, vote.type === 2 && !forNil)
}

function validateExtension({ extension, extensionSignature }: Vote, allowed: boolean): void {
  const none = extension.length === 0 && extensionSignature.length === 0
  require(allowed || none, 'VOTE_INVALID', { reason: 'extension of no precommit for a block' })
  require(extensionSignature.length <= SIGNATURE_BYTES_MAX, 'VOTE_INVALID', { reason: 'extension signature bytes' })
  require(extension.length === 0 || extensionSignature.length > 0, 'VOTE_INVALID', { reason: 'extension not signed' })
}

function isCompleteBlockId({ hash, partSetHeader }: BlockId): boolean {
  return hash.length === HASH_BYTES && partSetHeader.total > 0 && partSetHeader.hash.length === HASH_BYTES
}

/** ValidateBasic of both kinds of evidence; whether it is true is not checked. @throws CometError */
export function validateEvidence(crypto: Sha256, evidence: Evidence): void {
  if (evidence.kind === 'duplicate-vote') {
    validateVote(evidence.voteA)
    validateVote(evidence.voteB)
    const ordered = compareBytes(blockIdKey(evidence.voteA.blockId), blockIdKey(evidence.voteB.blockId)) < 0
    require(ordered, 'EVIDENCE_INVALID', { reason: 'order of votes' })
    return
  }
  const { conflictingBlock, commonHeight, totalVotingPower } = evidence
  const { height } = conflictingBlock.header
  require(totalVotingPower > 0n, 'EVIDENCE_INVALID', { reason: 'total power', seen: String(totalVotingPower) })
  require(commonHeight > 0n && commonHeight <= height, 'EVIDENCE_INVALID', {
    reason: 'common height',
    seen: String(commonHeight),
    max: String(height),
  })
  validateLightBlock(crypto, conflictingBlock)
}

/** Order of the two votes: by hash, then by the bytes of the part set header. */
function blockIdKey({ hash, partSetHeader }: BlockId): Uint8Array {
  return concatBytes(hash, encodePartSetHeader(partSetHeader))
}

/** Block.ValidateBasic: every part is sound and the header's hashes are those of the parts. @throws CometError */
export function validateBlock(crypto: Sha256, { header, txs, evidence, lastCommit }: Block): void {
  validateHeader(header)
  if (lastCommit !== null) validateCommit(lastCommit)
  const match = (seen: Uint8Array, expected: Uint8Array, field: string): void => {
    require(bytesEqual(seen, expected), 'BLOCK_HASH_MISMATCH', { field })
  }
  match(header.lastCommitHash, commitHash(crypto, lastCommit), 'lastCommitHash')
  match(header.dataHash, dataHash(crypto, txs), 'dataHash')
  for (const item of evidence) validateEvidence(crypto, item)
  match(header.evidenceHash, evidenceHash(crypto, evidence), 'evidenceHash')
}
