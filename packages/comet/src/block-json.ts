import { base64Decode, base64Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { VALIDATORS_MAX } from './decode.ts'
import { isEmptyCommit } from './decode-block.ts'
import { hex, int32, int64, invalid, list, record, text, upperHex } from './json-fields.ts'
import {
  blockIdFromJson,
  blockIdToJson,
  bytesFromJson,
  bytesToJson,
  commitFromJson,
  commitToJson,
  headerFromJson,
  headerToJson,
  lightBlockFromJson,
  lightBlockToJson,
  timeFromJson,
  validatorFromJson,
  validatorToJson,
} from './rpc-json.ts'
import { formatRfc3339 } from './timestamp.ts'
import { EMPTY_COMMIT } from './types.ts'
import type { Block, Evidence, Vote } from './types.ts'

const DUPLICATE_VOTE_TYPE = 'tendermint/DuplicateVoteEvidence'
const LIGHT_CLIENT_ATTACK_TYPE = 'tendermint/LightClientAttackEvidence'

/** A block as `/block` prints it. */
export function blockToJson({ header, txs, evidence, lastCommit }: BlockWithOrWithoutEvidence): Json {
  return {
    header: headerToJson(header),
    data: { txs: txs.map(base64Encode) },
    evidence: { evidence: (evidence ?? []).map(evidenceToJson) },
    last_commit: commitToJson(lastCommit ?? EMPTY_COMMIT),
  }
}

type BlockWithOrWithoutEvidence = Omit<Block, 'evidence'> & Partial<Pick<Block, 'evidence'>>

/** @throws CometError JSON_INVALID, TIME_INVALID, LIMIT; CodecError */
export function blockFromJson(value: unknown): Block {
  const json = record(value, 'block')
  const lastCommit = commitFromJson(json['last_commit'])
  return {
    header: headerFromJson(json['header']),
    txs: list(record(json['data'], 'data')['txs'], 'txs').map((tx) => base64Decode(text(tx, 'tx'))),
    evidence: list(record(json['evidence'], 'evidence')['evidence'], 'evidence').map(evidenceFromJson),
    lastCommit: isEmptyCommit(lastCommit) ? null : lastCommit,
  }
}

export function voteToJson(vote: Vote): Json {
  return {
    type: vote.type,
    height: String(vote.height),
    round: vote.round,
    block_id: blockIdToJson(vote.blockId),
    timestamp: formatRfc3339(vote.timestamp),
    validator_address: upperHex(vote.validatorAddress),
    validator_index: vote.validatorIndex,
    signature: bytesToJson(vote.signature),
    extension: bytesToJson(vote.extension),
    extension_signature: bytesToJson(vote.extensionSignature),
  }
}

export function voteFromJson(value: unknown): Vote {
  const json = record(value, 'vote')
  const type = json['type']
  if (type !== 1 && type !== 2) throw invalid('type', '1 or 2')
  return {
    type,
    height: int64(json['height'], 'height'),
    round: int32(json['round'], 'round'),
    blockId: blockIdFromJson(json['block_id']),
    timestamp: timeFromJson(json['timestamp'], 'timestamp'),
    validatorAddress: hex(json['validator_address'], 'validator_address'),
    validatorIndex: int32(json['validator_index'], 'validator_index'),
    signature: bytesFromJson(json['signature'], 'signature'),
    extension: bytesFromJson(json['extension'], 'extension'),
    extensionSignature: bytesFromJson(json['extension_signature'], 'extension_signature'),
  }
}

/** The names of the fields are CometBFT's: it gives JSON names to the votes only. */
export function evidenceToJson(evidence: Evidence): Json {
  const shared = {
    TotalVotingPower: String(evidence.totalVotingPower),
    Timestamp: formatRfc3339(evidence.timestamp),
  }
  if (evidence.kind === 'duplicate-vote') {
    return {
      type: DUPLICATE_VOTE_TYPE,
      value: {
        vote_a: voteToJson(evidence.voteA),
        vote_b: voteToJson(evidence.voteB),
        ValidatorPower: String(evidence.validatorPower),
        ...shared,
      },
    }
  }
  return {
    type: LIGHT_CLIENT_ATTACK_TYPE,
    value: {
      ConflictingBlock: lightBlockToJson(evidence.conflictingBlock),
      CommonHeight: String(evidence.commonHeight),
      ByzantineValidators: evidence.byzantineValidators.map(validatorToJson),
      ...shared,
    },
  }
}

export function evidenceFromJson(value: unknown): Evidence {
  const { type, value: inner } = record(value, 'evidence')
  const json = record(inner, 'evidence.value')
  const shared = {
    totalVotingPower: int64(json['TotalVotingPower'], 'TotalVotingPower'),
    timestamp: timeFromJson(json['Timestamp'], 'Timestamp'),
  }
  if (type === DUPLICATE_VOTE_TYPE) {
    return {
      kind: 'duplicate-vote',
      voteA: voteFromJson(json['vote_a']),
      voteB: voteFromJson(json['vote_b']),
      validatorPower: int64(json['ValidatorPower'], 'ValidatorPower'),
      ...shared,
    }
  }
  if (type !== LIGHT_CLIENT_ATTACK_TYPE) throw invalid('evidence.type', 'a kind of evidence')
  return {
    kind: 'light-client-attack',
    conflictingBlock: lightBlockFromJson(json['ConflictingBlock']),
    commonHeight: int64(json['CommonHeight'], 'CommonHeight'),
    byzantineValidators: list(json['ByzantineValidators'], 'ByzantineValidators', VALIDATORS_MAX).map(
      validatorFromJson,
    ),
    ...shared,
  }
}
