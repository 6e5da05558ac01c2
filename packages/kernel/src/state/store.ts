import { latin1Decode, latin1Encode } from '@xiezhi/codec'
import type { StateBackend, StateChange } from '../backend.ts'
import { ScanCache } from './scan-cache.ts'

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
  readonly #scans = new ScanCache()

  constructor(backend: StateBackend) {
    this.#backend = backend
  }

  /** Stages what a block wrote; the root that it would have. */
  stage(height: number, block: Overlay): Uint8Array {
    for (const area of block.areas) this.#scans.change(area, height)
    return this.#backend.stage(height, block.changes())
  }

  get(key: StoreKey): Uint8Array | undefined {
    return this.#backend.getByText(key)
  }

  scan(prefix: StoreKey, options: ScanOptions): readonly (readonly [StoreKey, Uint8Array])[] {
    const { height } = this.#backend
    const area = areaOf(prefix)
    const load = (): [StoreKey, Uint8Array][] => this.#load(prefix, options)
    if (height === undefined || area === prefix) return load()
    return this.#scans.get(`${prefix}\n${options.after ?? ''}\n${options.limit}`, area, height, load)
  }

  #load(prefix: StoreKey, { after, limit }: ScanOptions): [StoreKey, Uint8Array][] {
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
  /** Of what was written: a scan elsewhere need not look at the writes. */
  readonly #areas = new Set<string>()

  constructor(below: ReadStore) {
    this.#below = below
  }

  get(key: StoreKey): Uint8Array | undefined {
    const written = this.#writes.get(key)
    if (written !== undefined) return written ?? undefined
    return this.#below.get(key)
  }

  set(key: StoreKey, value: Uint8Array): void {
    this.#write(key, value)
  }

  delete(key: StoreKey): void {
    this.#write(key, null)
  }

  #write(key: StoreKey, value: Uint8Array | null): void {
    this.#writes.set(key, value)
    this.#areas.add(areaOf(key))
  }

  /** Whether a written key may begin with it. A prefix that is no longer than the name of an area may begin several. */
  #mayHold(prefix: StoreKey): boolean {
    const area = areaOf(prefix)
    return area === prefix || this.#areas.has(area)
  }

  scan(prefix: StoreKey, { after, limit }: ScanOptions): readonly (readonly [StoreKey, Uint8Array])[] {
    const written = this.#mayHold(prefix)
      ? [...this.#writes.keys()].filter((key) => key.startsWith(prefix) && (after === undefined || key > after))
      : []
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
    this.#areas.clear()
  }

  /** Areas of the keys that were written. */
  get areas(): Iterable<string> {
    return this.#areas
  }

  get isEmpty(): boolean {
    return this.#writes.size === 0
  }

  changes(): StateChange[] {
    return [...this.#writes].map(([key, value]) => ({ key: latin1Encode(key), value }))
  }
}

/** A key up to its second slash: what a collection's keys begin with. Shorter keys are their own area. */
function areaOf(key: StoreKey): string {
  const end = key.indexOf('/', key.indexOf('/') + 1)
  return end === -1 ? key : key.slice(0, end)
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
