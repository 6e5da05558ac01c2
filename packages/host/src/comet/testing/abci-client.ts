import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { ProtoWriter, readFields } from '@xiezhi/codec'
import type { ProtoField } from '@xiezhi/codec'
import { encodeTimestamp, timestampFromMs } from '@xiezhi/comet'
import type { Snapshot } from '../snapshots/snapshot.ts'
import { frame, FrameReader } from '../abci/frames.ts'

const always = { always: true } as const

/** A reply: the field number of its kind in `Response`, and its fields. */
export interface Reply {
  readonly kind: number
  readonly fields: readonly ProtoField[]
}

/** Requests as CometBFT writes them. */
export const asked = {
  echo: (message: string): Uint8Array => request(1, new ProtoWriter().string(1, message)),
  flush: (): Uint8Array => request(2, new ProtoWriter()),
  info: (): Uint8Array => request(3, new ProtoWriter().string(1, '0.38.19').uint(2, 11).uint(3, 8).string(4, '2.0.0')),
  initChain: (chainId: string, genesisTimeMs: number, appState: object = {}): Uint8Array =>
    request(
      5,
      new ProtoWriter()
        .message(1, encodeTimestamp(timestampFromMs(genesisTimeMs)), always)
        .string(2, chainId)
        .message(
          4,
          new ProtoWriter().message(1, new ProtoWriter().bytes(1, new Uint8Array(32).fill(9))).int64(2, 10),
          always,
        )
        .bytes(5, new Uint8Array(Buffer.from(JSON.stringify(appState))))
        .int64(6, 1),
    ),
  query: (path: string, data: Uint8Array, height = 0): Uint8Array =>
    request(6, new ProtoWriter().bytes(1, data).string(2, path).int64(3, height).bool(4, true)),
  checkTx: (tx: Uint8Array, isRecheck = false): Uint8Array =>
    request(8, new ProtoWriter().bytes(1, tx).uint(2, isRecheck ? 1 : 0)),
  commit: (): Uint8Array => request(11, new ProtoWriter()),
  listSnapshots: (): Uint8Array => request(12, new ProtoWriter()),
  offerSnapshot: (snapshot: Snapshot, appHash: Uint8Array): Uint8Array =>
    request(
      13,
      new ProtoWriter()
        .message(
          1,
          new ProtoWriter()
            .uint(1, snapshot.height)
            .uint(2, snapshot.format)
            .uint(3, snapshot.chunks)
            .bytes(4, snapshot.hash)
            .bytes(5, snapshot.metadata),
          always,
        )
        .bytes(2, appHash),
    ),
  loadSnapshotChunk: (height: number, format: number, chunk: number): Uint8Array =>
    request(14, new ProtoWriter().uint(1, height).uint(2, format).uint(3, chunk)),
  applySnapshotChunk: (index: number, chunk: Uint8Array, sender: string): Uint8Array =>
    request(15, new ProtoWriter().uint(1, index).bytes(2, chunk).string(3, sender)),
  prepareProposal: (txs: readonly Uint8Array[], height: number, timeMs: number, bytesMax = 100_000_000): Uint8Array =>
    request(16, block(new ProtoWriter().int64(1, bytesMax), 2, txs, height, timeMs)),
  processProposal: (txs: readonly Uint8Array[], height: number, timeMs: number): Uint8Array =>
    request(17, block(new ProtoWriter(), 1, txs, height, timeMs)),
  extendVote: (): Uint8Array => request(18, new ProtoWriter().int64(2, 1)),
  verifyVoteExtension: (): Uint8Array => request(19, new ProtoWriter().int64(3, 1)),
  finalizeBlock: (txs: readonly Uint8Array[], height: number, timeMs: number): Uint8Array =>
    request(20, block(new ProtoWriter(), 1, txs, height, timeMs)),
  /** A block with no transaction and one piece of evidence. */
  finalizeBlockAgainst: (found: { type: number; address: Uint8Array; at: number }, height: number): Uint8Array => {
    const validator = new ProtoWriter().bytes(1, found.address).int64(3, 10)
    const evidence = new ProtoWriter().uint(1, found.type).message(2, validator, always).int64(3, found.at)
    return request(20, new ProtoWriter().message(3, evidence, always).int64(5, height))
  },
} as const

function request(field: number, message: ProtoWriter): Uint8Array {
  return new ProtoWriter().message(field, message, always).finish()
}

function block(
  writer: ProtoWriter,
  txsField: number,
  txs: readonly Uint8Array[],
  height: number,
  timeMs: number,
): ProtoWriter {
  for (const tx of txs) writer.bytes(txsField, tx, always)
  return writer.int64(5, height).message(6, encodeTimestamp(timestampFromMs(timeMs)), always)
}

/** One connection of an engine. */
export class AbciClient {
  readonly #socket: Socket
  readonly #frames = new FrameReader()
  readonly #replies: Reply[] = []
  #wake: () => void = () => undefined
  #isClosed = false

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => {
      for (const message of this.#frames.push(new Uint8Array(chunk))) this.#replies.push(replyOf(message))
      this.#wake()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#isClosed = true
      this.#wake()
    })
  }

  static async connect(path: string): Promise<AbciClient> {
    const socket = connect(path)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new AbciClient(socket)
  }

  /** The answers to the requests, without that to the flush behind them. */
  async ask(...requests: readonly Uint8Array[]): Promise<Reply[]> {
    this.#socket.write(Buffer.concat([...requests, asked.flush()].map(frame)))
    const wanted = requests.length + 1
    while (this.#replies.length < wanted && !this.#isClosed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    return this.#replies.splice(0, wanted).slice(0, requests.length)
  }

  async one(request: Uint8Array): Promise<Reply> {
    const [reply] = await this.ask(request)
    if (reply === undefined) throw new Error('no answer')
    return reply
  }

  /** Bytes that are no request. */
  write(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  close(): void {
    this.#socket.destroy()
  }
}

function replyOf(message: Uint8Array): Reply {
  const [field] = readFields(message)
  if (field?.wire !== 2) throw new Error('no reply')
  return { kind: field.field, fields: readFields(field.bytes) }
}

/** A number of a reply; 0 where the field is absent. */
export function numberIn({ fields }: Reply, field: number): number {
  const found = fields.find((one) => one.field === field)
  return found?.wire === 0 ? Number(found.value) : 0
}

export function bytesIn({ fields }: Reply, field: number): Uint8Array[] {
  return fields.flatMap((one) => (one.field === field && one.wire === 2 ? [one.bytes] : []))
}

export function textIn(reply: Reply, field: number): string {
  return Buffer.from(bytesIn(reply, field)[0] ?? []).toString('utf8')
}
