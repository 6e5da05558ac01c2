import { ProtoReader } from '@xiezhi/codec'
import { CometError } from './comet-error.ts'
import { decodeTimestamp, ZERO_TIME } from './timestamp.ts'
import { EMPTY_BLOCK_ID } from './types.ts'
import type {
  BlockId,
  BlockIdFlag,
  Commit,
  CommitSig,
  Header,
  LightBlock,
  PartSetHeader,
  SignedHeader,
  Validator,
  ValidatorSet,
} from './types.ts'

/** Most validators in a set, as CometBFT (MaxVotesCount). */
export const VALIDATORS_MAX = 10_000
const NONE = new Uint8Array(0)

export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Fields in any order as protobuf allows; unknown ones are refused. All decoders throw CodecError and CometError only. */
export function eachField(bytes: Uint8Array, read: (reader: ProtoReader) => boolean): void {
  const reader = new ProtoReader(bytes)
  while (reader.next()) if (!read(reader)) reader.refuseUnknown()
}

function decodePartSetHeader(bytes: Uint8Array): PartSetHeader {
  const parts: Mutable<PartSetHeader> = { total: 0, hash: NONE }
  eachField(bytes, (reader) => {
    if (reader.field === 1) parts.total = reader.uint32()
    else if (reader.field === 2) parts.hash = reader.bytes()
    else return false
    return true
  })
  return parts
}

export function decodeBlockId(bytes: Uint8Array): BlockId {
  const id: Mutable<BlockId> = { ...EMPTY_BLOCK_ID }
  eachField(bytes, (reader) => {
    if (reader.field === 1) id.hash = reader.bytes()
    else if (reader.field === 2) id.partSetHeader = decodePartSetHeader(reader.bytes())
    else return false
    return true
  })
  return id
}

function decodeVersion(bytes: Uint8Array): Header['version'] {
  const version: Mutable<Header['version']> = { block: 0n, app: 0n }
  eachField(bytes, (reader) => {
    if (reader.field === 1) version.block = reader.uint64()
    else if (reader.field === 2) version.app = reader.uint64()
    else return false
    return true
  })
  return version
}

const HEADER_BYTES_FIELDS = {
  6: 'lastCommitHash',
  7: 'dataHash',
  8: 'validatorsHash',
  9: 'nextValidatorsHash',
  10: 'consensusHash',
  11: 'appHash',
  12: 'lastResultsHash',
  13: 'evidenceHash',
  14: 'proposerAddress',
} as const

export function decodeHeader(bytes: Uint8Array): Header {
  const header: Mutable<Header> = {
    version: { block: 0n, app: 0n },
    chainId: '',
    height: 0n,
    time: ZERO_TIME,
    lastBlockId: EMPTY_BLOCK_ID,
    lastCommitHash: NONE,
    dataHash: NONE,
    validatorsHash: NONE,
    nextValidatorsHash: NONE,
    consensusHash: NONE,
    appHash: NONE,
    lastResultsHash: NONE,
    evidenceHash: NONE,
    proposerAddress: NONE,
  }
  eachField(bytes, (reader) => {
    const { field } = reader
    if (field === 1) header.version = decodeVersion(reader.bytes())
    else if (field === 2) header.chainId = reader.string()
    else if (field === 3) header.height = reader.int64()
    else if (field === 4) header.time = decodeTimestamp(reader.bytes())
    else if (field === 5) header.lastBlockId = decodeBlockId(reader.bytes())
    else if (field >= 6 && field <= 14)
      header[HEADER_BYTES_FIELDS[field as keyof typeof HEADER_BYTES_FIELDS]] = reader.bytes()
    else return false
    return true
  })
  return header
}

function decodeCommitSig(bytes: Uint8Array): CommitSig {
  const slot: Mutable<CommitSig> = { blockIdFlag: 1, validatorAddress: NONE, timestamp: ZERO_TIME, signature: NONE }
  let flag = 0
  eachField(bytes, (reader) => {
    if (reader.field === 1) flag = reader.int32()
    else if (reader.field === 2) slot.validatorAddress = reader.bytes()
    else if (reader.field === 3) slot.timestamp = decodeTimestamp(reader.bytes())
    else if (reader.field === 4) slot.signature = reader.bytes()
    else return false
    return true
  })
  if (flag < 1 || flag > 3) throw new CometError('COMMIT_SIG_INVALID', { reason: 'block id flag', seen: flag })
  return { ...slot, blockIdFlag: flag as BlockIdFlag }
}

export function decodeCommit(bytes: Uint8Array): Commit {
  const commit: Mutable<Commit> = { height: 0n, round: 0, blockId: EMPTY_BLOCK_ID, signatures: [] }
  const signatures: CommitSig[] = []
  eachField(bytes, (reader) => {
    if (reader.field === 1) commit.height = reader.int64()
    else if (reader.field === 2) commit.round = reader.int32()
    else if (reader.field === 3) commit.blockId = decodeBlockId(reader.bytes())
    else if (reader.field === 4) signatures.push(decodeCommitSig(reader.bytes()))
    else return false
    return limited(signatures.length)
  })
  return { ...commit, signatures }
}

function decodePublicKey(bytes: Uint8Array): Uint8Array {
  let key: Uint8Array | undefined
  eachField(bytes, (reader) => {
    if (reader.field !== 1) return false
    key = reader.bytes()
    return true
  })
  if (key === undefined) throw new CometError('PROTO_MISSING', { message: 'PublicKey', field: 'ed25519' })
  return key
}

export function decodeValidator(bytes: Uint8Array): Validator {
  const validator: Mutable<Validator> = { address: NONE, publicKey: NONE, votingPower: 0n, proposerPriority: 0n }
  eachField(bytes, (reader) => {
    if (reader.field === 1) validator.address = reader.bytes()
    else if (reader.field === 2) validator.publicKey = decodePublicKey(reader.bytes())
    else if (reader.field === 3) validator.votingPower = reader.int64()
    else if (reader.field === 4) validator.proposerPriority = reader.int64()
    else return false
    return true
  })
  return validator
}

export function decodeValidatorSet(bytes: Uint8Array): ValidatorSet {
  const validators: Validator[] = []
  let proposer: Validator | null = null
  eachField(bytes, (reader) => {
    if (reader.field === 1) validators.push(decodeValidator(reader.bytes()))
    else if (reader.field === 2) proposer = decodeValidator(reader.bytes())
    // The total is the sum of the powers; what is written is not believed.
    else if (reader.field === 3) reader.int64()
    else return false
    return limited(validators.length)
  })
  return { validators, proposer }
}

export function decodeSignedHeader(bytes: Uint8Array): SignedHeader {
  let header: Header | undefined
  let commit: Commit | undefined
  eachField(bytes, (reader) => {
    if (reader.field === 1) header = decodeHeader(reader.bytes())
    else if (reader.field === 2) commit = decodeCommit(reader.bytes())
    else return false
    return true
  })
  if (header === undefined || commit === undefined) {
    throw new CometError('PROTO_MISSING', {
      message: 'SignedHeader',
      field: header === undefined ? 'header' : 'commit',
    })
  }
  return { header, commit }
}

export function decodeLightBlock(bytes: Uint8Array): LightBlock {
  let signed: SignedHeader | undefined
  let validators: ValidatorSet | undefined
  eachField(bytes, (reader) => {
    if (reader.field === 1) signed = decodeSignedHeader(reader.bytes())
    else if (reader.field === 2) validators = decodeValidatorSet(reader.bytes())
    else return false
    return true
  })
  if (signed === undefined || validators === undefined) {
    throw new CometError('PROTO_MISSING', {
      message: 'LightBlock',
      field: signed === undefined ? 'signed_header' : 'validator_set',
    })
  }
  return { ...signed, validators }
}

export function limited(count: number): true {
  if (count > VALIDATORS_MAX) throw new CometError('LIMIT', { validatorsMax: VALIDATORS_MAX })
  return true
}
