import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { concatBytes } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { provenSpent, SPENT_LEAVES } from '@xiezhi/kernel'
import type { StateEntry } from '@xiezhi/kernel'
import { renameDurably, writeDurably } from '../../embedded/durable-file.ts'
import { HostError } from '../../embedded/host-error.ts'
import type { StateView } from '../../store/state-view.ts'
import { chunksOf } from './entry-stream.ts'
import { SNAPSHOT_CHUNKS_MAX, SNAPSHOT_FORMAT, snapshotOf } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'

const METADATA = 'metadata'
const UNFINISHED = '.new'

/** Snapshots on disk, a folder each; the newest few. */
export class KeptSnapshots {
  readonly #crypto: Crypto
  readonly #folder: string
  readonly #keptMax: number
  /** By descending height. */
  #kept: Snapshot[] = []

  constructor(crypto: Crypto, folder: string, keptMax: number) {
    this.#crypto = crypto
    this.#folder = folder
    this.#keptMax = keptMax
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(folder)) this.#open(name)
    this.#kept.sort((one, other) => other.height - one.height)
  }

  list(): readonly Snapshot[] {
    return this.#kept
  }

  /** Undefined: there is no such chunk. */
  chunk(height: number, format: number, index: number): Uint8Array | undefined {
    const snapshot = this.#kept.find((one) => one.height === height)
    if (snapshot === undefined || format !== SNAPSHOT_FORMAT || index >= snapshot.chunks) return undefined
    return new Uint8Array(readFileSync(join(this.#folder, String(height), String(index))))
  }

  /**
   * Writes a snapshot of the view beside running blocks, a chunk at a time, and closes the view. Whole when this resolves;
   * undefined: told to stop before.
   * @throws HostError HOST_SNAPSHOT_MALFORMED for a state whose spent ids its leaves do not vouch for yet
   */
  async take(view: StateView, stop: AbortSignal): Promise<Snapshot | undefined> {
    const path = join(this.#folder, String(view.height))
    try {
      rmSync(path + UNFINISHED, { recursive: true, force: true })
      mkdirSync(path + UNFINISHED, { mode: 0o700 })
      const digests: Uint8Array[] = []
      for (const chunk of chunksOf([view.entries(), this.#spent(view)])) {
        if (digests.length >= SNAPSHOT_CHUNKS_MAX)
          throw new HostError('HOST_SNAPSHOT_MALFORMED', { chunksMax: SNAPSHOT_CHUNKS_MAX })
        writeDurably(join(path + UNFINISHED, String(digests.length)), chunk)
        digests.push(this.#crypto.sha256(chunk))
        await turn()
        if (stop.aborted) return undefined
      }
      const snapshot = snapshotOf(this.#crypto, view.height, concatBytes(...digests))
      writeDurably(join(path + UNFINISHED, METADATA), snapshot.metadata)
      rmSync(path, { recursive: true, force: true })
      renameDurably(path + UNFINISHED, path)
      this.#kept = [snapshot, ...this.#kept.filter(({ height }) => height !== view.height)]
      for (const { height } of this.#kept.splice(this.#keptMax))
        rmSync(join(this.#folder, String(height)), { recursive: true, force: true })
      return snapshot
    } finally {
      view.close()
    }
  }

  *#spent(view: StateView): Iterable<StateEntry> {
    const proven = provenSpent(this.#crypto, [...view.entries(SPENT_LEAVES)], view.aux())
    if (proven === undefined) throw new HostError('HOST_SNAPSHOT_MALFORMED', { reason: 'spent ids' })
    yield* proven
  }

  #open(name: string): void {
    const path = join(this.#folder, name)
    const metadata = join(path, METADATA)
    if (!/^\d+$/.test(name) || !existsSync(metadata)) {
      rmSync(path, { recursive: true, force: true })
      return
    }
    this.#kept.push(snapshotOf(this.#crypto, Number(name), new Uint8Array(readFileSync(metadata))))
  }
}
