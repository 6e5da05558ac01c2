/** One write of a block: a value, or null to delete. */
export interface StateChange {
  readonly key: Uint8Array
  readonly value: Uint8Array | null
}

export interface StateEntry {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/** Keys from `from` on and below `to`, in byte order; backwards if `reverse`. */
export interface StateRange {
  readonly from?: Uint8Array
  readonly to?: Uint8Array
  readonly limit?: number
  readonly reverse?: boolean
}

/**
 * Where the application keeps its state. `get` and `scan` answer from the last committed block; `stage` gives the root
 * that a block would have; the host commits the staged block together with its own rows.
 *
 * The aux section is outside the tree: it holds what every node has but no proof needs (spent transaction ids).
 */
export interface StateBackend {
  /** Height of the last committed block; undefined before genesis. */
  readonly height: number | undefined
  root(): Uint8Array
  /** May be the same array again while the value stands: callers do not write into it. */
  get(key: Uint8Array): Uint8Array | undefined
  /** The same by the key as text, a character 0–255 a byte: what modules name keys by and caches look them up by. */
  getByText(key: string): Uint8Array | undefined
  scan(range: StateRange): Iterable<StateEntry>
  getAux(key: Uint8Array): Uint8Array | undefined
  scanAux(range: StateRange): Iterable<StateEntry>
  stage(height: number, changes: readonly StateChange[]): Uint8Array
  discard(): void
}
