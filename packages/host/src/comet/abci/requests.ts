import { CodecError, ProtoReader } from '@xiezhi/codec'
import { CometError, decodeTimestamp, ZERO_TIME } from '@xiezhi/comet'
import type { Timestamp } from '@xiezhi/comet'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { AbciError } from './abci-error.ts'

/** A validator as InitChain names it. */
export interface ValidatorPower {
  /** Ed25519. */
  readonly publicKey: Uint8Array
  readonly power: bigint
}

/** What the three requests about a block have in common. */
export interface BlockRequest {
  readonly txs: readonly Uint8Array[]
  readonly height: number
  readonly time: Timestamp
}

/** Requests of ABCI 2.0 with the fields that are read here. */
export type AbciRequest =
  | { readonly kind: 'echo'; readonly message: string }
  | { readonly kind: 'flush' }
  | { readonly kind: 'info'; readonly version: string }
  | {
      readonly kind: 'initChain'
      readonly time: Timestamp
      readonly chainId: string
      readonly validators: readonly ValidatorPower[]
      readonly appState: Uint8Array
      readonly initialHeight: number
    }
  | { readonly kind: 'query'; readonly data: Uint8Array; readonly path: string; readonly height: number }
  | CheckTxRequest
  | { readonly kind: 'commit' }
  | ({ readonly kind: 'prepareProposal'; readonly bytesMax: number } & BlockRequest)
  | ({ readonly kind: 'processProposal' } & BlockRequest)
  | ({ readonly kind: 'finalizeBlock'; readonly misbehaviour: readonly Misbehaviour[] } & BlockRequest)
  | { readonly kind: 'extendVote' }
  | { readonly kind: 'verifyVoteExtension' }
  | SnapshotRequest

export type SnapshotRequest =
  | { readonly kind: 'listSnapshots' }
  | { readonly kind: 'offerSnapshot'; readonly snapshot: Snapshot; readonly appHash: Uint8Array }
  | {
      readonly kind: 'loadSnapshotChunk'
      readonly height: number
      readonly format: number
      readonly chunk: number
    }
  | {
      readonly kind: 'applySnapshotChunk'
      readonly index: number
      readonly chunk: Uint8Array
      /** The peer that it came from. */
      readonly sender: string
    }

/** Evidence in the block: a validator signed two blocks of one height, or a header that the zone has not. */
export interface Misbehaviour {
  readonly kind: 'DUPLICATE_VOTE' | 'LIGHT_CLIENT_ATTACK' | 'UNKNOWN'
  /** Of the validator. */
  readonly address: Uint8Array
  readonly height: number
}

export interface CheckTxRequest {
  readonly kind: 'checkTx'
  readonly tx: Uint8Array
  /** Asked again, after a block, of a transaction that waits. */
  readonly isRecheck: boolean
}

const NONE: Uint8Array = new Uint8Array(0)

type Read = (reader: ProtoReader) => AbciRequest

/** By field number of the message `Request`. */
const KINDS: Readonly<Record<number, Read>> = {
  1: (reader) => {
    let message = ''
    each(reader, { 1: (field) => (message = field.string()) })
    return { kind: 'echo', message }
  },
  2: () => ({ kind: 'flush' }),
  3: (reader) => {
    let version = ''
    each(reader, { 1: (field) => (version = field.string()) })
    return { kind: 'info', version }
  },
  5: readInitChain,
  6: (reader) => {
    const query = { data: NONE, path: '', height: 0 }
    each(reader, {
      1: (field) => (query.data = field.bytes()),
      2: (field) => (query.path = field.string()),
      3: (field) => (query.height = heightOf(field)),
    })
    return { kind: 'query', ...query }
  },
  8: (reader) => {
    const check = { tx: NONE, isRecheck: false }
    each(reader, {
      1: (field) => (check.tx = field.bytes()),
      2: (field) => (check.isRecheck = field.int32() === 1),
    })
    return { kind: 'checkTx', ...check }
  },
  11: () => ({ kind: 'commit' }),
  12: () => ({ kind: 'listSnapshots' }),
  13: (reader) => {
    const offer = { snapshot: NO_SNAPSHOT, appHash: NONE }
    each(reader, {
      1: (field) => (offer.snapshot = readSnapshot(field.message())),
      2: (field) => (offer.appHash = field.bytes()),
    })
    return { kind: 'offerSnapshot', ...offer }
  },
  14: (reader) => {
    const wanted = { height: 0, format: 0, chunk: 0 }
    each(reader, {
      1: (field) => (wanted.height = heightOf(field)),
      2: (field) => (wanted.format = field.uint32()),
      3: (field) => (wanted.chunk = field.uint32()),
    })
    return { kind: 'loadSnapshotChunk', ...wanted }
  },
  15: (reader) => {
    const given = { index: 0, chunk: NONE, sender: '' }
    each(reader, {
      1: (field) => (given.index = field.uint32()),
      2: (field) => (given.chunk = field.bytes()),
      3: (field) => (given.sender = field.string()),
    })
    return { kind: 'applySnapshotChunk', ...given }
  },
  16: (reader) => {
    const { bytesMax, ...block } = readBlock(reader, 2)
    return { kind: 'prepareProposal', bytesMax, ...blockOf(block) }
  },
  17: (reader) => ({ kind: 'processProposal', ...blockOf(readBlock(reader, 1)) }),
  18: () => ({ kind: 'extendVote' }),
  19: () => ({ kind: 'verifyVoteExtension' }),
  20: (reader) => {
    const { misbehaviour, ...block } = readBlock(reader, 1)
    return { kind: 'finalizeBlock', misbehaviour, ...blockOf(block) }
  },
}

/** @throws AbciError ABCI_REQUEST_UNKNOWN, ABCI_REQUEST_MALFORMED */
export function decodeRequest(bytes: Uint8Array): AbciRequest {
  try {
    const reader = new ProtoReader(bytes)
    if (!reader.next()) throw new AbciError('ABCI_REQUEST_UNKNOWN', { field: 0 })
    const { field } = reader
    const read = KINDS[field]
    if (read === undefined) throw new AbciError('ABCI_REQUEST_UNKNOWN', { field })
    const request = read(reader.message())
    if (reader.next()) throw new AbciError('ABCI_REQUEST_MALFORMED', { reason: 'two requests', field: reader.field })
    return request
  } catch (error) {
    if (error instanceof CodecError || error instanceof CometError)
      throw new AbciError('ABCI_REQUEST_MALFORMED', { reason: error.code }, error)
    throw error
  }
}

/** Fields that are not read are passed over, as a later version of the engine may add some. */
function each(reader: ProtoReader, fields: Readonly<Record<number, (reader: ProtoReader) => unknown>>): void {
  while (reader.next()) {
    const read = fields[reader.field]
    if (read === undefined) reader.skip()
    else read(reader)
  }
}

function readInitChain(reader: ProtoReader): AbciRequest {
  const validators: ValidatorPower[] = []
  const init = { time: ZERO_TIME, chainId: '', appState: NONE, initialHeight: 0 }
  each(reader, {
    1: (field) => (init.time = decodeTimestamp(field.bytes())),
    2: (field) => (init.chainId = field.string()),
    4: (field) => validators.push(readValidator(field.message())),
    5: (field) => (init.appState = field.bytes()),
    6: (field) => (init.initialHeight = heightOf(field)),
  })
  return { kind: 'initChain', ...init, validators }
}

function readValidator(reader: ProtoReader): ValidatorPower {
  const validator = { publicKey: NONE, power: 0n }
  each(reader, {
    1: (field) => {
      each(field.message(), { 1: (key) => (validator.publicKey = key.bytes()) })
    },
    2: (field) => (validator.power = field.int64()),
  })
  return validator
}

const NO_SNAPSHOT: Snapshot = { height: 0, format: 0, chunks: 0, hash: NONE, metadata: NONE }

function readSnapshot(reader: ProtoReader): Snapshot {
  const snapshot = { ...NO_SNAPSHOT } as { -readonly [K in keyof Snapshot]: Snapshot[K] }
  each(reader, {
    1: (field) => (snapshot.height = heightOf(field)),
    2: (field) => (snapshot.format = field.uint32()),
    3: (field) => (snapshot.chunks = field.uint32()),
    4: (field) => (snapshot.hash = field.bytes()),
    5: (field) => (snapshot.metadata = field.bytes()),
  })
  return snapshot
}

interface ReadBlock extends BlockRequest {
  readonly bytesMax: number
  readonly misbehaviour: readonly Misbehaviour[]
}

/** The three requests number height and time alike; only one has a limit in field 1, and evidence in field 3 where it counts. */
function readBlock(reader: ProtoReader, txsField: 1 | 2): ReadBlock {
  const txs: Uint8Array[] = []
  const misbehaviour: Misbehaviour[] = []
  const block = { bytesMax: 0, height: 0, time: ZERO_TIME }
  each(reader, {
    1: (field) => (block.bytesMax = heightOf(field)),
    [txsField]: (field: ProtoReader) => txs.push(field.bytes()),
    ...(txsField === 1 ? { 3: (field: ProtoReader) => misbehaviour.push(readMisbehaviour(field.message())) } : {}),
    5: (field) => (block.height = heightOf(field)),
    6: (field) => (block.time = decodeTimestamp(field.bytes())),
  })
  return { ...block, txs, misbehaviour }
}

const MISBEHAVIOURS: Readonly<Record<number, Misbehaviour['kind']>> = { 1: 'DUPLICATE_VOTE', 2: 'LIGHT_CLIENT_ATTACK' }

function readMisbehaviour(reader: ProtoReader): Misbehaviour {
  const found = { type: 0, address: NONE, height: 0 }
  each(reader, {
    1: (field) => (found.type = field.int32()),
    2: (field) => {
      each(field.message(), { 1: (own) => (found.address = own.bytes()) })
    },
    3: (field) => (found.height = heightOf(field)),
  })
  return { kind: MISBEHAVIOURS[found.type] ?? 'UNKNOWN', address: found.address, height: found.height }
}

function blockOf({ txs, height, time }: BlockRequest): BlockRequest {
  return { txs, height, time }
}

/** An int64 that must be a number here. */
function heightOf(reader: ProtoReader): number {
  const value = Number(reader.int64())
  if (!Number.isSafeInteger(value)) throw new AbciError('ABCI_REQUEST_MALFORMED', { reason: 'number too large' })
  return value
}
