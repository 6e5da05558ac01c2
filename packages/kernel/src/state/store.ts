import { latin1Decode, latin1Encode } from '@xiezhi/codec'
import type { StateBackend, StateChange } from '../backend.ts'

/** A store key: a string of characters 0–255, one a byte. Module keys are ASCII; packet keys hold binary numbers. */
export type StoreKey = string

export interface ScanOptions {
  /** First key after this one; absent: from the start of the prefix. */
  readonly after?: StoreKey
  /** Most entries returned. Required: what a handler loops over is bounded. */
  readonly limit: number
}

export interface ReadStore {
  get(key: StoreKey): Uint8Array | undefined
  /** Entries under a prefix in byte order, writes of this transaction included. */
  scan(prefix: StoreKey, options: ScanOptions): readonly (readonly [key: StoreKey, value: Uint8Array])[]
}

export interface Store extends ReadStore {
  set(key: StoreKey, value: Uint8Array): void
  delete(key: StoreKey): void
}

/** The committed state, read through string keys. */
export class CommittedStore implements ReadStore {
  readonly #backend: StateBackend

  constructor(backend: StateBackend) {
    this.#backend = backend
  }

  get(key: StoreKey): Uint8Array | undefined {
    return this.#backend.get(latin1Encode(key))
  }

  scan(prefix: StoreKey, { after, limit }: ScanOptions): readonly (readonly [StoreKey, Uint8Array])[] {
    const found: [StoreKey, Uint8Array][] = []
    const from = latin1Encode(after === undefined || after < prefix ? prefix : `${after}\0`)
    const to = prefixEnd(latin1Encode(prefix))
    for (const { key, value } of this.#backend.scan({ from, limit, ...(to === undefined ? {} : { to }) })) {
      found.push([latin1Decode(key), value])
    }
    return found
  }
}

/** Writes over another store, kept apart until `apply`. Layers nest: block, transaction, packet callback. */
export class Overlay implements Store {
  readonly #below: ReadStore
  readonly #writes = new Map<StoreKey, Uint8Array | null>()

  constructor(below: ReadStore) {
    this.#below = below
  }

  get(key: StoreKey): Uint8Array | undefined {
    const written = this.#writes.get(key)
    if (written !== undefined) return written ?? undefined
    return this.#below.get(key)
  }

  set(key: StoreKey, value: Uint8Array): void {
    this.#writes.set(key, value)
  }

  delete(key: StoreKey): void {
    this.#writes.set(key, null)
  }

  scan(prefix: StoreKey, { after, limit }: ScanOptions): readonly (readonly [StoreKey, Uint8Array])[] {
    const written = [...this.#writes.keys()].filter(
      (key) => key.startsWith(prefix) && (after === undefined || key > after),
    )
    if (written.length === 0) return this.#below.scan(prefix, after === undefined ? { limit } : { after, limit })
    // Each written key can hide at most one entry below.
    const wanted = limit + written.length
    const merged = new Map(this.#below.scan(prefix, after === undefined ? { limit: wanted } : { after, limit: wanted }))
    for (const key of written) {
      const value = this.#writes.get(key)
      if (value === null || value === undefined) merged.delete(key)
      else merged.set(key, value)
    }
    // Comparing latin1 strings compares bytes.
    return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, limit)
  }

  /** Moves the writes into the store below. */
  apply(target: Store): void {
    for (const [key, value] of this.#writes) {
      if (value === null) target.delete(key)
      else target.set(key, value)
    }
    this.#writes.clear()
  }

  get isEmpty(): boolean {
    return this.#writes.size === 0
  }

  changes(): StateChange[] {
    return [...this.#writes].map(([key, value]) => ({ key: latin1Encode(key), value }))
  }
}

/** The first key after every key with the prefix; undefined if there is none. */
export function prefixEnd(prefix: Uint8Array): Uint8Array | undefined {
  for (let at = prefix.length - 1; at >= 0; at--) {
    const byte = prefix[at] ?? 0
    if (byte < 0xff) {
      const end = prefix.slice(0, at + 1)
      end[at] = byte + 1
      return end
    }
  }
  return undefined
}
