import { base64Decode, base64Encode, hexDecode, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { CometError } from './comet-error.ts'
import { formatRfc3339, parseRfc3339, ZERO_TIME } from './timestamp.ts'
import type { Block, BlockId, BlockIdFlag, Commit, CommitSig, Header, Validator } from './types.ts'

/** Hashes in RPC JSON are upper-case hexadecimal. */
export function upperHex(bytes: Uint8Array): string {
  return hexEncode(bytes).toUpperCase()
}

export function blockIdToJson({ hash, partSetHeader }: BlockId): Json {
  return { hash: upperHex(hash), parts: { total: partSetHeader.total, hash: upperHex(partSetHeader.hash) } }
}

export function headerToJson(header: Header): Json {
  return {
    version: {
      block: String(header.version.block),
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
      signature: slot.signature.length === 0 ? null : base64Encode(slot.signature),
    })),
  }
}

export function validatorToJson({ address, publicKey, votingPower, proposerPriority }: Validator): Json {
  return {
    address: upperHex(address),
    pub_key: { type: 'tendermint/PubKeyEd25519', value: base64Encode(publicKey) },
    voting_power: String(votingPower),
    proposer_priority: String(proposerPriority),
  }
}

/** A block without evidence, as `/block` prints it. */
export function blockToJson({ header, txs, lastCommit }: Omit<Block, 'evidence'>): Json {
  return {
    header: headerToJson(header),
    data: { txs: txs.map(base64Encode) },
    evidence: { evidence: [] },
    last_commit:
      lastCommit === null
        ? { height: '0', round: 0, block_id: blockIdToJson(EMPTY), signatures: [] }
        : commitToJson(lastCommit),
  }
}

const EMPTY: BlockId = { hash: new Uint8Array(0), partSetHeader: { total: 0, hash: new Uint8Array(0) } }

/** Header of `/commit` or `/block`. @throws CometError JSON_INVALID, TIME_INVALID; CodecError */
export function headerFromJson(value: unknown): Header {
  const json = record(value, 'header')
  const version = record(json['version'], 'version')
  return {
    version: { block: int(version['block'] ?? '0', 'version.block'), app: int(version['app'] ?? '0', 'version.app') },
    chainId: text(json['chain_id'], 'chain_id'),
    height: int(json['height'], 'height'),
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
    partSetHeader: { total: count(parts['total'], 'total'), hash: hex(parts['hash'], 'parts.hash') },
  }
}

export function commitFromJson(value: unknown): Commit {
  const json = record(value, 'commit')
  return {
    height: int(json['height'], 'height'),
    round: count(json['round'], 'round'),
    blockId: blockIdFromJson(json['block_id']),
    signatures: list(json['signatures'], 'signatures').map(commitSigFromJson),
  }
}

function commitSigFromJson(value: unknown): CommitSig {
  const json = record(value, 'commit signature')
  const flag = count(json['block_id_flag'], 'block_id_flag')
  if (flag < 1 || flag > 3) throw new CometError('JSON_INVALID', { field: 'block_id_flag', seen: flag })
  const timestamp = json['timestamp']
  const signature = json['signature']
  return {
    blockIdFlag: flag as BlockIdFlag,
    validatorAddress: hex(json['validator_address'], 'validator_address'),
    timestamp: timestamp === null || timestamp === undefined ? ZERO_TIME : parseRfc3339(text(timestamp, 'timestamp')),
    signature:
      signature === null || signature === undefined ? new Uint8Array(0) : base64Decode(text(signature, 'signature')),
  }
}

export function validatorFromJson(value: unknown): Validator {
  const json = record(value, 'validator')
  const key = record(json['pub_key'], 'pub_key')
  if (key['type'] !== 'tendermint/PubKeyEd25519')
    throw new CometError('JSON_INVALID', { field: 'pub_key.type', expected: 'tendermint/PubKeyEd25519' })
  return {
    address: hex(json['address'], 'address'),
    publicKey: base64Decode(text(key['value'], 'pub_key.value')),
    votingPower: int(json['voting_power'], 'voting_power'),
    proposerPriority: int(json['proposer_priority'] ?? '0', 'proposer_priority'),
  }
}

function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CometError('JSON_INVALID', { field, expected: 'object' })
  return value as Readonly<Record<string, unknown>>
}

function list(value: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new CometError('JSON_INVALID', { field, expected: 'list' })
  return value
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new CometError('JSON_INVALID', { field, expected: 'string' })
  return value
}

function int(value: unknown, field: string): bigint {
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value))
    throw new CometError('JSON_INVALID', { field, expected: 'int64 as string' })
  return BigInt(value)
}

function count(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw new CometError('JSON_INVALID', { field, expected: 'uint32' })
  }
  return value
}

function hex(value: unknown, field: string): Uint8Array {
  return hexDecode(text(value, field).toLowerCase())
}
