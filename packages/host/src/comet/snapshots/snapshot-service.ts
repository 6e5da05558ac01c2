import type { StateStore } from '../../store/state-store.ts'
import type { SnapshotRequest } from '../abci/requests.ts'
import { responses } from '../abci/responses.ts'
import type { KeptSnapshots } from './kept-snapshots.ts'
import type { Snapshot } from './snapshot.ts'
import type { SnapshotRestore } from './snapshot-restore.ts'

/** Heights from one snapshot to the next: below what engines keep of blocks, so that whoever restores one can catch up. */
export const SNAPSHOT_EVERY_HEIGHTS = 10_000
/** Snapshots on disk. The last but one may be in transfer when the next is taken. */
export const SNAPSHOTS_KEPT = 2

export interface SnapshotServiceOptions {
  readonly store: StateStore
  readonly kept: KeptSnapshots
  readonly restore: SnapshotRestore
  readonly everyHeights: number
  readonly onTaken: (snapshot: Snapshot) => void
  /** No snapshot of this height; the next is tried in its turn. */
  readonly onFailed: (error: unknown, height: number) => void
}

/** Snapshots of this node for others, and those of others for this node. */
export class SnapshotService {
  readonly #options: SnapshotServiceOptions
  readonly #stop = new AbortController()
  #taking: Promise<void> | undefined

  constructor(options: SnapshotServiceOptions) {
    this.#options = options
  }

  /** Of the oldest snapshot on disk; undefined: there is none. */
  get oldestHeight(): number | undefined {
    return this.#options.kept.list().at(-1)?.height
  }

  answer(request: SnapshotRequest): Uint8Array {
    const { kept, restore } = this.#options
    switch (request.kind) {
      case 'listSnapshots':
        return responses.listSnapshots(kept.list())
      case 'offerSnapshot':
        return responses.offerSnapshot(restore.offer(request.snapshot, request.appHash))
      case 'loadSnapshotChunk':
        return responses.loadSnapshotChunk(kept.chunk(request.height, request.format, request.chunk))
      case 'applySnapshotChunk': {
        const verdict = restore.apply(request.index, request.chunk)
        const again = verdict === 'retry' ? { chunk: request.index, sender: request.sender } : undefined
        return responses.applySnapshotChunk(verdict, again)
      }
    }
  }

  /** After a block is on disk: begins a snapshot where it is due and none is under way. */
  committed(height: number): void {
    const { everyHeights, kept, onFailed, onTaken, store } = this.#options
    if (height % everyHeights !== 0 || this.#taking !== undefined) return
    this.#taking = kept
      .take(store.view(), this.#stop.signal)
      .then((snapshot) => {
        if (snapshot !== undefined) onTaken(snapshot)
      })
      .catch((error: unknown) => {
        onFailed(error, height)
      })
      .finally(() => {
        this.#taking = undefined
      })
  }

  /** A snapshot under way is given up. Resolves when the store is no longer read. */
  async close(): Promise<void> {
    this.#stop.abort()
    await this.#taking
  }
}
