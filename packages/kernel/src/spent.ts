import {
  be64,
  concatBytes,
  encodeCanonical,
  decodeCanonical,
  hexDecode,
  hexEncode,
  integer,
  latin1Encode,
  object,
  string,
} from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { StateBackend, StateChange } from './backend.ts'
import type { ReadStore, Store } from './state/store.ts'
import { TX_ISSUED_AHEAD_MAX_MS, TX_LIFETIME_MAX_MS } from './tx/transaction.ts'

export const BUCKET_MS = 60_000
/** A bucket is kept this long after its end: nothing in it could still be included. */
export const BUCKET_KEPT_MS = TX_LIFETIME_MAX_MS + 10_000
/** Most aux rows of dropped buckets deleted in one block. */
const ROWS_DROPPED_PER_BLOCK_MAX = 20_000

const OPEN_KEY = 'kernel/spent/open'
const closedKey = (bucket: number): string => `kernel/spent/closed/${String(bucket).padStart(12, '0')}`
const CLOSED_PREFIX = 'kernel/spent/closed/'
const CLOSED_KEPT_MAX = 32

const openSchema = object({
  bucket: integer({ min: 0 }),
  count: integer({ min: 0 }),
  lastStampMs: integer({ min: 0 }),
  rolling: string({ bytesMin: 64, bytesMax: 64 }),
})

const ROW = latin1Encode('spent/')
const rowKey = (bucket: number, id: string): Uint8Array => concatBytes(ROW, be64(bucket), hexDecode(id))

/**
 * Ids of included transactions in minute buckets of the stamp. The ids are aux rows; the tree holds one leaf for the open
 * bucket (rolling hash, last stamp) and one for each closed bucket (hash of its sorted ids).
 */
export class SpentIds {
  readonly #backend: StateBackend
  readonly #crypto: Crypto
  #added: string[] = []
  #inBlock = new Set<string>()

  constructor(backend: StateBackend, crypto: Crypto) {
    this.#backend = backend
    this.#crypto = crypto
  }

  beginBlock(): void {
    this.#added = []
    this.#inBlock = new Set()
  }

  /** Whether the id was included in a block whose stamp its lifetime allows. */
  has(id: string, issuedAtMs: number, decidedAtMs: number): boolean {
    if (this.#inBlock.has(id)) return true
    const last = bucketOf(decidedAtMs)
    for (let bucket = bucketOf(issuedAtMs - TX_ISSUED_AHEAD_MAX_MS); bucket <= last; bucket++) {
      if (this.#backend.getAux(rowKey(bucket, id)) !== undefined) return true
    }
    return false
  }

  add(id: string): void {
    this.#added.push(id)
    this.#inBlock.add(id)
  }

  /** Writes the leaves of a block that included transactions; returns the aux rows to commit with it. */
  endBlock(store: Store, decidedAtMs: number): StateChange[] {
    if (this.#added.length === 0) return []
    const bucket = bucketOf(decidedAtMs)
    const open = readOpen(store)
    const aux: StateChange[] = []
    if (open !== undefined && open.bucket !== bucket) store.set(closedKey(open.bucket), this.#closedHash(open.bucket))
    const before = open?.bucket === bucket ? open : { count: 0, rolling: '0'.repeat(64) }
    const rolling = this.#crypto.sha256(concatBytes(hexDecode(before.rolling), ...this.#added.map(hexDecode)))
    const count = before.count + this.#added.length
    store.set(OPEN_KEY, encodeCanonical({ bucket, count, lastStampMs: decidedAtMs, rolling: hexEncode(rolling) }))
    for (const id of this.#added) aux.push({ key: rowKey(bucket, id), value: Uint8Array.of(1) })
    return [...aux, ...this.#drop(store, decidedAtMs)]
  }

  #closedHash(bucket: number): Uint8Array {
    const rows = this.#backend.scanAux({ from: concatBytes(ROW, be64(bucket)), to: concatBytes(ROW, be64(bucket + 1)) })
    const ids: Uint8Array[] = []
    for (const { key } of rows) ids.push(key.slice(ROW.length + 8))
    return this.#crypto.sha256(concatBytes(...ids))
  }

  #drop(store: Store, decidedAtMs: number): StateChange[] {
    const firstKept = bucketOf(decidedAtMs - BUCKET_KEPT_MS)
    for (const [key] of store.scan(CLOSED_PREFIX, { limit: CLOSED_KEPT_MAX })) {
      if (key < closedKey(firstKept)) store.delete(key)
    }
    const rows = this.#backend.scanAux({
      from: ROW,
      to: concatBytes(ROW, be64(firstKept)),
      limit: ROWS_DROPPED_PER_BLOCK_MAX,
    })
    return [...rows].map(({ key }) => ({ key, value: null }))
  }
}

/** The stamp of the last block that included a transaction. */
export function lastBusinessStamp(store: ReadStore): number {
  return readOpen(store)?.lastStampMs ?? 0
}

function readOpen(
  store: ReadStore,
): { bucket: number; count: number; lastStampMs: number; rolling: string } | undefined {
  const bytes = store.get(OPEN_KEY)
  return bytes === undefined ? undefined : openSchema.parse(decodeCanonical(bytes))
}

function bucketOf(ms: number): number {
  return Math.max(0, Math.floor(ms / BUCKET_MS))
}
