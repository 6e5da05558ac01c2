import { ProtoWriter, uvarint } from '@xiezhi/codec'
import type { ValidatorPower } from './requests.ts'
import type { Snapshot } from '../snapshots/snapshot.ts'
import type { ChunkVerdict, OfferVerdict } from '../snapshots/snapshot-restore.ts'

const always = { always: true } as const

export interface EventAttribute {
  readonly key: string
  readonly value: string
  readonly index: boolean
}

export interface AbciEvent {
  readonly type: string
  readonly attributes: readonly EventAttribute[]
}

/** Of CheckTx and of a transaction in a block: the two have the same fields. */
export interface AbciTxResult {
  readonly code: number
  readonly codespace: string
  readonly data: Uint8Array
  readonly log: string
  readonly events: readonly AbciEvent[]
}

export interface AbciQueryAnswer {
  readonly code: number
  readonly codespace: string
  readonly log: string
  readonly key: Uint8Array
  readonly value: Uint8Array
  readonly proofOps: readonly { readonly type: string; readonly key: Uint8Array; readonly data: Uint8Array }[]
  readonly height: number
}

/** Replies of ABCI 2.0, each as the message `Response` that holds it. */
export const responses = {
  exception: (error: string): Uint8Array => response(1, new ProtoWriter().string(1, error)),
  echo: (message: string): Uint8Array => response(2, new ProtoWriter().string(1, message)),
  flush: (): Uint8Array => response(3, new ProtoWriter()),
  info: (info: {
    readonly data: string
    readonly version: string
    readonly appVersion: bigint
    /** 0: nothing yet. */
    readonly height: number
    readonly appHash: Uint8Array
  }): Uint8Array =>
    response(
      4,
      new ProtoWriter()
        .string(1, info.data)
        .string(2, info.version)
        .uint(3, info.appVersion)
        .int64(4, info.height)
        .bytes(5, info.appHash),
    ),
  initChain: (appHash: Uint8Array): Uint8Array => response(6, new ProtoWriter().bytes(3, appHash)),
  query: (answer: AbciQueryAnswer): Uint8Array => response(7, queryWriter(answer)),
  checkTx: (result: AbciTxResult): Uint8Array => response(9, resultWriter(result)),
  commit: (retainHeight: number): Uint8Array => response(12, new ProtoWriter().int64(3, retainHeight)),
  listSnapshots: (snapshots: readonly Snapshot[]): Uint8Array => {
    const writer = new ProtoWriter()
    for (const snapshot of snapshots) writer.message(1, snapshotWriter(snapshot), always)
    return response(13, writer)
  },
  offerSnapshot: (verdict: OfferVerdict): Uint8Array => response(14, new ProtoWriter().uint(1, OFFERS[verdict])),
  /** Without a chunk the peer learns that there is none. */
  loadSnapshotChunk: (chunk: Uint8Array | undefined): Uint8Array =>
    response(15, chunk === undefined ? new ProtoWriter() : new ProtoWriter().bytes(1, chunk)),
  /** Chunks to be fetched again, and peers of whom nothing is taken any more. */
  applySnapshotChunk: (
    verdict: ChunkVerdict,
    again: { readonly chunk: number; readonly sender: string } | undefined,
  ): Uint8Array => {
    const writer = new ProtoWriter().uint(1, CHUNKS[verdict])
    if (again !== undefined) writer.message(2, uvarint(again.chunk), always).string(3, again.sender)
    return response(16, writer)
  },
  prepareProposal: (txs: readonly Uint8Array[]): Uint8Array => {
    const writer = new ProtoWriter()
    for (const tx of txs) writer.bytes(1, tx, always)
    return response(17, writer)
  },
  processProposal: (verdict: Verdict): Uint8Array => response(18, new ProtoWriter().uint(1, VERDICTS[verdict])),
  verifyVoteExtension: (verdict: Verdict): Uint8Array => response(20, new ProtoWriter().uint(1, VERDICTS[verdict])),
  finalizeBlock: (block: {
    readonly events: readonly AbciEvent[]
    readonly results: readonly AbciTxResult[]
    readonly validatorUpdates: readonly ValidatorPower[]
    readonly appHash: Uint8Array
  }): Uint8Array => {
    const writer = new ProtoWriter()
    for (const event of block.events) writer.message(1, eventWriter(event), always)
    for (const result of block.results) writer.message(2, resultWriter(result), always)
    for (const { publicKey, power } of block.validatorUpdates)
      writer.message(3, new ProtoWriter().message(1, new ProtoWriter().bytes(1, publicKey)).int64(2, power), always)
    return response(21, writer.bytes(5, block.appHash))
  },
} as const

type Verdict = 'accept' | 'reject'
const VERDICTS = { accept: 1, reject: 2 } as const

const OFFERS: Readonly<Record<OfferVerdict, number>> = { accept: 1, abort: 2, reject: 3, rejectFormat: 4 }
const CHUNKS: Readonly<Record<ChunkVerdict, number>> = { accept: 1, abort: 2, retry: 3, rejectSnapshot: 5 }

function response(field: number, message: ProtoWriter): Uint8Array {
  return new ProtoWriter().message(field, message, always).finish()
}

function resultWriter({ code, codespace, data, log, events }: AbciTxResult): ProtoWriter {
  const writer = new ProtoWriter().uint(1, code).bytes(2, data).string(3, log)
  for (const event of events) writer.message(7, eventWriter(event), always)
  return writer.string(8, codespace)
}

function eventWriter({ type, attributes }: AbciEvent): ProtoWriter {
  const writer = new ProtoWriter().string(1, type)
  for (const { key, value, index } of attributes)
    writer.message(2, new ProtoWriter().string(1, key).string(2, value).bool(3, index), always)
  return writer
}

function queryWriter({ code, codespace, log, key, value, proofOps, height }: AbciQueryAnswer): ProtoWriter {
  const writer = new ProtoWriter().uint(1, code).string(3, log).bytes(6, key).bytes(7, value)
  if (proofOps.length > 0) {
    const ops = new ProtoWriter()
    for (const op of proofOps)
      ops.message(1, new ProtoWriter().string(1, op.type).bytes(2, op.key).bytes(3, op.data), always)
    writer.message(8, ops, always)
  }
  return writer.int64(9, height).string(10, codespace)
}

function snapshotWriter({ height, format, chunks, hash, metadata }: Snapshot): ProtoWriter {
  return new ProtoWriter().uint(1, height).uint(2, format).uint(3, chunks).bytes(4, hash).bytes(5, metadata)
}
