import { base64Decode, base64Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { VALIDATORS_MAX } from './decode.ts'
import { hex, int32, int64, invalid, list, record, text, uint32, uint64, upperHex } from './json-fields.ts'
import { formatRfc3339, parseRfc3339, ZERO_TIME } from './timestamp.ts'
import type { Timestamp } from './timestamp.ts'
import type {
  BlockId,
  BlockIdFlag,
  Commit,
  CommitSig,
  Header,
  LightBlock,
  SignedHeader,
  Validator,
  ValidatorSet,
} from './types.ts'

const ED25519_KEY_TYPE = 'tendermint/PubKeyEd25519'

export function blockIdToJson({ hash, partSetHeader }: BlockId): Json {
  return { hash: upperHex(hash), parts: { total: partSetHeader.total, hash: upperHex(partSetHeader.hash) } }
}

export function headerToJson(header: Header): Json {
  return {
    version: {
      ...(header.version.block === 0n ? {} : { block: String(header.version.block) }),
      ...(header.version.app === 0n ? {} : { app: String(header.version.app) }),
    },
    chain_id: header.chainId,
    height: String(header.height),
    time: formatRfc3339(header.time),
    last_block_id: blockIdToJson(header.lastBlockId),
    last_commit_hash: upperHex(header.lastCommitHash),
    data_hash: upperHex(header.dataHash),
    validators_hash: upperHex(header.validatorsHash),
    next_validators_hash: upperHex(header.nextValidatorsHash),
    consensus_hash: upperHex(header.consensusHash),
    app_hash: upperHex(header.appHash),
    last_results_hash: upperHex(header.lastResultsHash),
    evidence_hash: upperHex(header.evidenceHash),
    proposer_address: upperHex(header.proposerAddress),
  }
}

export function commitToJson({ height, round, blockId, signatures }: Commit): Json {
  return {
    height: String(height),
    round,
    block_id: blockIdToJson(blockId),
    signatures: signatures.map((slot) => ({
      block_id_flag: slot.blockIdFlag,
      validator_address: upperHex(slot.validatorAddress),
      timestamp: formatRfc3339(slot.timestamp),
      signature: bytesToJson(slot.signature),
    })),
  }
}

export function validatorToJson({ address, publicKey, votingPower, proposerPriority }: Validator): Json {
  return {
    address: upperHex(address),
    pub_key: { type: ED25519_KEY_TYPE, value: base64Encode(publicKey) },
    voting_power: String(votingPower),
    proposer_priority: String(proposerPriority),
  }
}

/** Header of `/commit` or `/block`. @throws CometError JSON_INVALID, TIME_INVALID; CodecError */
export function headerFromJson(value: unknown): Header {
  const json = record(value, 'header')
  const version = record(json['version'], 'version')
  return {
    version: {
      block: uint64(version['block'] ?? '0', 'version.block'),
      app: uint64(version['app'] ?? '0', 'version.app'),
    },
    chainId: text(json['chain_id'], 'chain_id'),
    height: int64(json['height'], 'height'),
    time: parseRfc3339(text(json['time'], 'time')),
    lastBlockId: blockIdFromJson(json['last_block_id']),
    lastCommitHash: hex(json['last_commit_hash'], 'last_commit_hash'),
    dataHash: hex(json['data_hash'], 'data_hash'),
    validatorsHash: hex(json['validators_hash'], 'validators_hash'),
    nextValidatorsHash: hex(json['next_validators_hash'], 'next_validators_hash'),
    consensusHash: hex(json['consensus_hash'], 'consensus_hash'),
    appHash: hex(json['app_hash'], 'app_hash'),
    lastResultsHash: hex(json['last_results_hash'], 'last_results_hash'),
    evidenceHash: hex(json['evidence_hash'], 'evidence_hash'),
    proposerAddress: hex(json['proposer_address'], 'proposer_address'),
  }
}

export function blockIdFromJson(value: unknown): BlockId {
  const json = record(value, 'block_id')
  const parts = record(json['parts'], 'parts')
  return {
    hash: hex(json['hash'], 'hash'),
    partSetHeader: { total: uint32(parts['total'], 'total'), hash: hex(parts['hash'], 'parts.hash') },
  }
}

export function commitFromJson(value: unknown): Commit {
  const json = record(value, 'commit')
  return {
    height: int64(json['height'], 'height'),
    round: int32(json['round'], 'round'),
    blockId: blockIdFromJson(json['block_id']),
    signatures: list(json['signatures'], 'signatures', VALIDATORS_MAX).map(commitSigFromJson),
  }
}

function commitSigFromJson(value: unknown): CommitSig {
  const json = record(value, 'commit signature')
  const flag = uint32(json['block_id_flag'], 'block_id_flag')
  if (flag < 1 || flag > 3) throw invalid('block_id_flag', '1, 2 or 3')
  return {
    blockIdFlag: flag as BlockIdFlag,
    validatorAddress: hex(json['validator_address'], 'validator_address'),
    timestamp: timeFromJson(json['timestamp'], 'timestamp'),
    signature: bytesFromJson(json['signature'], 'signature'),
  }
}

export function validatorFromJson(value: unknown): Validator {
  const json = record(value, 'validator')
  const key = record(json['pub_key'], 'pub_key')
  if (key['type'] !== ED25519_KEY_TYPE) throw invalid('pub_key.type', ED25519_KEY_TYPE)
  return {
    address: hex(json['address'], 'address'),
    publicKey: base64Decode(text(key['value'], 'pub_key.value')),
    votingPower: int64(json['voting_power'], 'voting_power'),
    proposerPriority: int64(json['proposer_priority'] ?? '0', 'proposer_priority'),
  }
}

export function validatorSetToJson({ validators, proposer }: ValidatorSet): Json {
  return {
    validators: validators.map(validatorToJson),
    proposer: proposer === null ? null : validatorToJson(proposer),
  }
}

export function validatorSetFromJson(value: unknown): ValidatorSet {
  const json = record(value, 'validator_set')
  const proposer = json['proposer'] ?? null
  return {
    validators: list(json['validators'], 'validators', VALIDATORS_MAX).map(validatorFromJson),
    proposer: proposer === null ? null : validatorFromJson(proposer),
  }
}

export function signedHeaderToJson({ header, commit }: SignedHeader): Json {
  return { header: headerToJson(header), commit: commitToJson(commit) }
}

export function signedHeaderFromJson(value: unknown): SignedHeader {
  const json = record(value, 'signed_header')
  return { header: headerFromJson(json['header']), commit: commitFromJson(json['commit']) }
}

export function lightBlockToJson(block: LightBlock): Json {
  return { signed_header: signedHeaderToJson(block), validator_set: validatorSetToJson(block.validators) }
}

export function lightBlockFromJson(value: unknown): LightBlock {
  const json = record(value, 'light block')
  return { ...signedHeaderFromJson(json['signed_header']), validators: validatorSetFromJson(json['validator_set']) }
}

/** Go prints byte slices as base64, and an empty one that it decoded as `null`. */
export function bytesToJson(bytes: Uint8Array): Json {
  return bytes.length === 0 ? null : base64Encode(bytes)
}

export function bytesFromJson(value: unknown, field: string): Uint8Array {
  return value === null || value === undefined ? new Uint8Array(0) : base64Decode(text(value, field))
}

export function timeFromJson(value: unknown, field: string): Timestamp {
  return value === null || value === undefined ? ZERO_TIME : parseRfc3339(text(value, field))
}
