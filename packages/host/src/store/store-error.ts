export type StoreErrorCode =
  /** The folder holds another format. Facts: `expected`, `seen`. */
  | 'STORE_FORMAT'
  /** What is stored contradicts itself; the folder must be restored. Facts: `reason`, `height`. */
  | 'STORE_CORRUPT'
  /** A block could not be written; the state is that of the block before, and no block will be taken until a restart. */
  | 'STORE_WRITE_FAILED'
  /** A block that does not follow the last. Facts: `expected`, `seen`. */
  | 'STORE_HEIGHT'
  /** No state is kept of this height. Facts: `seen`, `oldest`, `latest`. */
  | 'STORE_HEIGHT_UNAVAILABLE'
  /** A key or value without bytes, a key above KEY_BYTES_MAX, or a key twice in a block. Facts: `field`, `seen`. */
  | 'STORE_ENTRY_INVALID'
  /** Entries that give another root than they were announced with. Facts: `height`, `expected`, `seen`. */
  | 'STORE_ROOT'
  | 'STORE_CLOSED'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: StoreErrorCode, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, { cause })
    this.code = code
    this.facts = facts
  }
}
