import type { ProtoReader } from '@xiezhi/codec'
import { CometError } from './comet-error.ts'
import {
  decodeBlockId,
  decodeCommit,
  decodeHeader,
  decodeLightBlock,
  decodeValidator,
  eachField,
  limited,
} from './decode.ts'
import type { Mutable } from './decode.ts'
import { decodeTimestamp, ZERO_TIME } from './timestamp.ts'
import { EMPTY_BLOCK_ID, isZeroBlockId } from './types.ts'
import type {
  Block,
  Commit,
  DuplicateVoteEvidence,
  Evidence,
  Header,
  LightBlock,
  LightClientAttackEvidence,
  Validator,
  Vote,
} from './types.ts'

/** Most bytes of a block, as CometBFT (MaxBlockSizeBytes). */
export const BLOCK_BYTES_MAX = 104_857_600

const NONE = new Uint8Array(0)

/** @throws CodecError; CometError VOTE_INVALID for a type that is neither prevote nor precommit, TIME_INVALID */
export function decodeVote(bytes: Uint8Array): Vote {
  const vote: Mutable<Omit<Vote, 'type'>> = {
    height: 0n,
    round: 0,
    blockId: EMPTY_BLOCK_ID,
    timestamp: ZERO_TIME,
    validatorAddress: NONE,
    validatorIndex: 0,
    signature: NONE,
    extension: NONE,
    extensionSignature: NONE,
  }
  let type = 0
  eachField(bytes, (reader) => {
    if (reader.field === 1) type = reader.int32()
    else if (reader.field === 2) vote.height = reader.int64()
    else if (reader.field === 3) vote.round = reader.int32()
    else if (reader.field === 4) vote.blockId = decodeBlockId(reader.bytes())
    else if (reader.field === 5) vote.timestamp = decodeTimestamp(reader.bytes())
    else if (reader.field === 6) vote.validatorAddress = reader.bytes()
    else return readVoteEnd(reader, vote)
    return true
  })
  if (type !== 1 && type !== 2) throw new CometError('VOTE_INVALID', { reason: 'type', seen: type })
  return { type, ...vote }
}

function readVoteEnd(reader: ProtoReader, vote: Mutable<Omit<Vote, 'type'>>): boolean {
  if (reader.field === 7) vote.validatorIndex = reader.int32()
  else if (reader.field === 8) vote.signature = reader.bytes()
  else if (reader.field === 9) vote.extension = reader.bytes()
  else if (reader.field === 10) vote.extensionSignature = reader.bytes()
  else return false
  return true
}

function decodeDuplicateVote(bytes: Uint8Array): DuplicateVoteEvidence {
  const votes: { a?: Vote; b?: Vote } = {}
  const facts = { totalVotingPower: 0n, validatorPower: 0n, timestamp: ZERO_TIME }
  eachField(bytes, (reader) => {
    if (reader.field === 1) votes.a = decodeVote(reader.bytes())
    else if (reader.field === 2) votes.b = decodeVote(reader.bytes())
    else if (reader.field === 3) facts.totalVotingPower = reader.int64()
    else if (reader.field === 4) facts.validatorPower = reader.int64()
    else if (reader.field === 5) facts.timestamp = decodeTimestamp(reader.bytes())
    else return false
    return true
  })
  return {
    kind: 'duplicate-vote',
    voteA: present(votes.a, 'DuplicateVoteEvidence', 'vote_a'),
    voteB: present(votes.b, 'DuplicateVoteEvidence', 'vote_b'),
    ...facts,
  }
}

function decodeLightClientAttack(bytes: Uint8Array): LightClientAttackEvidence {
  const found: { block?: LightBlock } = {}
  const facts = { commonHeight: 0n, totalVotingPower: 0n, timestamp: ZERO_TIME }
  const byzantineValidators: Validator[] = []
  eachField(bytes, (reader) => {
    if (reader.field === 1) found.block = decodeLightBlock(reader.bytes())
    else if (reader.field === 2) facts.commonHeight = reader.int64()
    else if (reader.field === 3) byzantineValidators.push(decodeValidator(reader.bytes()))
    else if (reader.field === 4) facts.totalVotingPower = reader.int64()
    else if (reader.field === 5) facts.timestamp = decodeTimestamp(reader.bytes())
    else return false
    return limited(byzantineValidators.length)
  })
  return {
    kind: 'light-client-attack',
    conflictingBlock: present(found.block, 'LightClientAttackEvidence', 'conflicting_block'),
    byzantineValidators,
    ...facts,
  }
}

/** One item of a block's evidence list: `Evidence`, with exactly one of its two kinds. */
function decodeEvidence(bytes: Uint8Array): Evidence {
  let evidence: Evidence | undefined
  eachField(bytes, (reader) => {
    if (reader.field === 1) evidence = decodeDuplicateVote(reader.bytes())
    else if (reader.field === 2) evidence = decodeLightClientAttack(reader.bytes())
    else return false
    return true
  })
  return present(evidence, 'Evidence', 'sum')
}

/**
 * tendermint.types.Block. What it claims is not checked here: see `validateBlock`.
 * @throws CodecError; CometError LIMIT above `BLOCK_BYTES_MAX`, PROTO_MISSING, TIME_INVALID, VOTE_INVALID, COMMIT_SIG_INVALID
 */
export function decodeBlock(bytes: Uint8Array): Block {
  if (bytes.length > BLOCK_BYTES_MAX) {
    throw new CometError('LIMIT', { bytesMax: BLOCK_BYTES_MAX, seenBytes: bytes.length })
  }
  const found: { header?: Header; commit?: Commit } = {}
  const txs: Uint8Array[] = []
  const evidence: Evidence[] = []
  eachField(bytes, (reader) => {
    if (reader.field === 1) found.header = decodeHeader(reader.bytes())
    else if (reader.field === 2) readList(reader.bytes(), (item) => txs.push(item))
    else if (reader.field === 3) readList(reader.bytes(), (item) => evidence.push(decodeEvidence(item)))
    else if (reader.field === 4) found.commit = decodeCommit(reader.bytes())
    else return false
    return true
  })
  const commit = present(found.commit, 'Block', 'last_commit')
  return {
    header: present(found.header, 'Block', 'header'),
    txs,
    evidence,
    lastCommit: isEmptyCommit(commit) ? null : commit,
  }
}

/** Data and EvidenceList are both `repeated … = 1`. */
function readList(bytes: Uint8Array, add: (item: Uint8Array) => void): void {
  eachField(bytes, (reader) => {
    if (reader.field !== 1) return false
    add(reader.bytes())
    return true
  })
}

export function isEmptyCommit({ height, round, blockId, signatures }: Commit): boolean {
  return height === 0n && round === 0 && isZeroBlockId(blockId) && signatures.length === 0
}

function present<T>(value: T | undefined, message: string, field: string): T {
  if (value === undefined) throw new CometError('PROTO_MISSING', { message, field })
  return value
}
