import { ProtoWriter } from '@xiezhi/codec'
import { encodeTimestamp } from './timestamp.ts'
import { EMPTY_COMMIT } from './types.ts'
import type {
  Block,
  BlockId,
  Commit,
  CommitSig,
  Evidence,
  Header,
  LightBlock,
  PartSetHeader,
  SignedHeader,
  Validator,
  ValidatorSet,
  Vote,
} from './types.ts'

// Messages that Go holds by value are written also when they are empty; pointers are left out.
const always = { always: true } as const

export function encodePartSetHeader({ total, hash }: PartSetHeader): Uint8Array {
  return new ProtoWriter().uint(1, total).bytes(2, hash).finish()
}

export function encodeBlockId({ hash, partSetHeader }: BlockId): Uint8Array {
  return new ProtoWriter().bytes(1, hash).message(2, encodePartSetHeader(partSetHeader), always).finish()
}

export function encodeVersion({ block, app }: Header['version']): Uint8Array {
  return new ProtoWriter().uint(1, block).uint(2, app).finish()
}

export function encodeHeader(header: Header): Uint8Array {
  return new ProtoWriter()
    .message(1, encodeVersion(header.version), always)
    .string(2, header.chainId)
    .int64(3, header.height)
    .message(4, encodeTimestamp(header.time), always)
    .message(5, encodeBlockId(header.lastBlockId), always)
    .bytes(6, header.lastCommitHash)
    .bytes(7, header.dataHash)
    .bytes(8, header.validatorsHash)
    .bytes(9, header.nextValidatorsHash)
    .bytes(10, header.consensusHash)
    .bytes(11, header.appHash)
    .bytes(12, header.lastResultsHash)
    .bytes(13, header.evidenceHash)
    .bytes(14, header.proposerAddress)
    .finish()
}

export function encodeCommitSig({ blockIdFlag, validatorAddress, timestamp, signature }: CommitSig): Uint8Array {
  return new ProtoWriter()
    .uint(1, blockIdFlag)
    .bytes(2, validatorAddress)
    .message(3, encodeTimestamp(timestamp), always)
    .bytes(4, signature)
    .finish()
}

export function encodeCommit({ height, round, blockId, signatures }: Commit): Uint8Array {
  const writer = new ProtoWriter().int64(1, height).int64(2, round).message(3, encodeBlockId(blockId), always)
  for (const signature of signatures) writer.message(4, encodeCommitSig(signature), always)
  return writer.finish()
}

/** tendermint.crypto.PublicKey with an Ed25519 key. */
export function encodePublicKey(publicKey: Uint8Array): Uint8Array {
  return new ProtoWriter().bytes(1, publicKey, always).finish()
}

export function encodeValidator({ address, publicKey, votingPower, proposerPriority }: Validator): Uint8Array {
  return new ProtoWriter()
    .bytes(1, address)
    .message(2, encodePublicKey(publicKey), always)
    .int64(3, votingPower)
    .int64(4, proposerPriority)
    .finish()
}

/**
 * tendermint.types.ValidatorSet with the total of the powers, as relayers send it to a light client. CometBFT itself
 * writes no total (`withTotal: false`), and nobody who reads one believes it.
 */
export function encodeValidatorSet(
  { validators, proposer }: ValidatorSet,
  { withTotal = true }: { readonly withTotal?: boolean } = {},
): Uint8Array {
  const writer = new ProtoWriter()
  for (const validator of validators) writer.message(1, encodeValidator(validator), always)
  if (proposer !== null) writer.message(2, encodeValidator(proposer), always)
  return withTotal ? writer.int64(3, totalPower(validators)).finish() : writer.finish()
}

export function encodeSignedHeader({ header, commit }: SignedHeader): Uint8Array {
  return new ProtoWriter().message(1, encodeHeader(header), always).message(2, encodeCommit(commit), always).finish()
}

export function encodeLightBlock(block: LightBlock): Uint8Array {
  return new ProtoWriter()
    .message(1, encodeSignedHeader(block), always)
    .message(2, encodeValidatorSet(block.validators, { withTotal: false }), always)
    .finish()
}

export function encodeVote(vote: Vote): Uint8Array {
  return new ProtoWriter()
    .uint(1, vote.type)
    .int64(2, vote.height)
    .int64(3, vote.round)
    .message(4, encodeBlockId(vote.blockId), always)
    .message(5, encodeTimestamp(vote.timestamp), always)
    .bytes(6, vote.validatorAddress)
    .int64(7, vote.validatorIndex)
    .bytes(8, vote.signature)
    .bytes(9, vote.extension)
    .bytes(10, vote.extensionSignature)
    .finish()
}

/** The evidence message itself: what the evidence hash covers. */
export function encodeEvidence(evidence: Evidence): Uint8Array {
  if (evidence.kind === 'duplicate-vote') {
    return new ProtoWriter()
      .message(1, encodeVote(evidence.voteA), always)
      .message(2, encodeVote(evidence.voteB), always)
      .int64(3, evidence.totalVotingPower)
      .int64(4, evidence.validatorPower)
      .message(5, encodeTimestamp(evidence.timestamp), always)
      .finish()
  }
  const writer = new ProtoWriter()
    .message(1, encodeLightBlock(evidence.conflictingBlock), always)
    .int64(2, evidence.commonHeight)
  for (const validator of evidence.byzantineValidators) writer.message(3, encodeValidator(validator), always)
  return writer.int64(4, evidence.totalVotingPower).message(5, encodeTimestamp(evidence.timestamp), always).finish()
}

export function encodeBlock({ header, txs, evidence, lastCommit }: Block): Uint8Array {
  const data = new ProtoWriter()
  for (const tx of txs) data.bytes(1, tx, always)
  const list = new ProtoWriter()
  for (const item of evidence) {
    list.message(
      1,
      new ProtoWriter().message(item.kind === 'duplicate-vote' ? 1 : 2, encodeEvidence(item), always),
      always,
    )
  }
  return new ProtoWriter()
    .message(1, encodeHeader(header), always)
    .message(2, data, always)
    .message(3, list, always)
    .message(4, encodeCommit(lastCommit ?? EMPTY_COMMIT), always)
    .finish()
}

export function totalPower(validators: readonly Validator[]): bigint {
  return validators.reduce((sum, { votingPower }) => sum + votingPower, 0n)
}
