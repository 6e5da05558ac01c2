import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bytesEqual, CodecError, compareBytes } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { provenSpent, SPENT_LEAVES } from '@xiezhi/kernel'
import type { StateChange, StateEntry } from '@xiezhi/kernel'
import { writeDurably } from '../../embedded/durable-file.ts'
import { HostError } from '../../embedded/host-error.ts'
import type { StateStore } from '../../store/state-store.ts'
import { StoreError } from '../../store/store-error.ts'
import { EntryReader } from './entry-stream.ts'
import { chunkDigests, SNAPSHOT_CHUNK_BYTES } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'

export interface RestoreOptions {
  readonly crypto: Crypto
  readonly store: StateStore
  /** For chunks until all are here. */
  readonly folder: string
  /** What the store says of the zone beside its state. */
  readonly rows: readonly StateChange[]
  readonly nowMs: () => number
  readonly onRefused: (error: HostError, height: number) => void
  /** The state is on disk and its root is that of the header. */
  readonly onRestored: (height: number) => void
}

/** Answers to an offer, and to a chunk, by what is to be done. */
export type OfferVerdict = 'accept' | 'abort' | 'reject' | 'rejectFormat'
export type ChunkVerdict = 'accept' | 'abort' | 'retry' | 'rejectSnapshot'

interface Restoring {
  readonly snapshot: Snapshot
  readonly digests: readonly Uint8Array[]
  /** By the light client of the engine, from the header after the snapshot's block. */
  readonly appHash: Uint8Array
  readonly present: Set<number>
}

/**
 * Takes a state over from other nodes. Chunks are checked one by one and wait on disk; the state is written when all are here
 * and only if its root is the one that the engine's light client verified. Nothing of it is served before.
 */
export class SnapshotRestore {
  readonly #options: RestoreOptions
  #restoring: Restoring | undefined

  constructor(options: RestoreOptions) {
    this.#options = options
    rmSync(options.folder, { recursive: true, force: true })
  }

  offer(snapshot: Snapshot, appHash: Uint8Array): OfferVerdict {
    const { crypto, folder, store, onRefused } = this.#options
    try {
      if (store.height !== undefined && !this.#isHere(snapshot.height, appHash))
        throw new HostError('HOST_SNAPSHOT_PRESENT', {
          height: snapshot.height,
          expected: 'an empty store',
          seen: store.height,
        })
      const digests = chunkDigests(crypto, snapshot)
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      this.#restoring = { snapshot, digests, appHash, present: new Set() }
      return 'accept'
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      onRefused(error, snapshot.height)
      if (error.code === 'HOST_SNAPSHOT_PRESENT') return 'abort'
      return error.code === 'HOST_SNAPSHOT_FORMAT' ? 'rejectFormat' : 'reject'
    }
  }

  apply(index: number, chunk: Uint8Array): ChunkVerdict {
    const restoring = this.#restoring
    if (restoring === undefined) return 'abort'
    const { digests, present, snapshot } = restoring
    const { crypto, folder, onRefused } = this.#options
    const { height, chunks } = snapshot
    const digest = digests[index]
    if (digest === undefined || chunk.length > SNAPSHOT_CHUNK_BYTES || !bytesEqual(crypto.sha256(chunk), digest)) {
      onRefused(new HostError('HOST_SNAPSHOT_CHUNK', { height, chunk: index, bytes: chunk.length }), height)
      return 'retry'
    }
    writeDurably(join(folder, String(index)), chunk)
    present.add(index)
    if (present.size < chunks) return 'accept'
    this.#restoring = undefined
    try {
      if (!this.#isHere(height, restoring.appHash)) this.#write(restoring)
      this.#options.onRestored(height)
      return 'accept'
    } catch (error) {
      const refusal = refusalOf(error, height)
      if (refusal === undefined) throw error
      onRefused(refusal, height)
      return 'rejectSnapshot'
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  /** Restored before, by a process that was killed before the engine knew. */
  #isHere(height: number, appHash: Uint8Array): boolean {
    const { store } = this.#options
    return store.height === height && bytesEqual(store.root(), appHash)
  }

  #write({ snapshot, appHash }: Restoring): void {
    const { crypto, folder, store, rows, nowMs } = this.#options
    const { height, chunks } = snapshot
    const reader = new EntryReader(filesIn(folder, chunks))
    const leaves: StateEntry[] = []
    store.restore({
      height,
      root: appHash,
      timeMs: nowMs(),
      groups: collecting(reader.section(), leaves),
      aux: () => {
        const given = [...reader.section()].flat()
        reader.mustBeAtEnd()
        const proven = provenSpent(crypto, leaves, given)
        if (proven?.length !== given.length)
          throw new HostError('HOST_SNAPSHOT_MALFORMED', { height, reason: 'spent ids' })
        return proven
      },
      rows,
    })
  }
}

function* filesIn(folder: string, count: number): Iterable<Uint8Array> {
  for (let at = 0; at < count; at++) yield new Uint8Array(readFileSync(join(folder, String(at))))
}

const { from: LEAVES_FROM = new Uint8Array(0), to: LEAVES_TO = new Uint8Array(0) } = SPENT_LEAVES

/** Hands the groups on and notes the leaves that vouch for spent ids. */
function* collecting(groups: Iterable<readonly StateEntry[]>, leaves: StateEntry[]): Iterable<readonly StateEntry[]> {
  for (const group of groups) {
    for (const entry of group)
      if (compareBytes(LEAVES_FROM, entry.key) <= 0 && compareBytes(entry.key, LEAVES_TO) < 0) leaves.push(entry)
    yield group
  }
}

/** Undefined: not the snapshot is at fault. */
function refusalOf(error: unknown, height: number): HostError | undefined {
  if (error instanceof HostError) return error
  if (error instanceof CodecError)
    return new HostError('HOST_SNAPSHOT_MALFORMED', { height, reason: error.code }, error)
  if (!(error instanceof StoreError)) return undefined
  if (error.code === 'STORE_ROOT') return new HostError('HOST_SNAPSHOT_ROOT', error.facts, error)
  if (error.code === 'STORE_ENTRY_INVALID')
    return new HostError('HOST_SNAPSHOT_MALFORMED', { height, reason: error.code, ...error.facts }, error)
  return undefined
}
