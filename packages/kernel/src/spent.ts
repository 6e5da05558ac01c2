import {
  be64,
  bytesEqual,
  compareBytes,
  concatBytes,
  encodeCanonical,
  decodeCanonical,
  hexDecode,
  hexEncode,
  integer,
  latin1Decode,
  latin1Encode,
  object,
  readBe64,
  string,
} from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { StateBackend, StateChange, StateEntry, StateRange } from './backend.ts'
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
/** Height and position in the block: so that whoever has the rows can compute the rolling hash again. */
const rowValue = (height: number, position: number): Uint8Array => concatBytes(be64(height), be64(position))
const ROW_VALUE_BYTES = 16

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
  endBlock(store: Store, height: number, decidedAtMs: number): StateChange[] {
    if (this.#added.length === 0) return []
    const bucket = bucketOf(decidedAtMs)
    const open = readOpen(store)
    const aux: StateChange[] = []
    if (open !== undefined && open.bucket !== bucket) store.set(closedKey(open.bucket), this.#closedHash(open.bucket))
    const before = open?.bucket === bucket ? open : { count: 0, rolling: '0'.repeat(64) }
    const rolling = this.#crypto.sha256(concatBytes(hexDecode(before.rolling), ...this.#added.map(hexDecode)))
    const count = before.count + this.#added.length
    store.set(OPEN_KEY, encodeCanonical({ bucket, count, lastStampMs: decidedAtMs, rolling: hexEncode(rolling) }))
    this.#added.forEach((id, position) => aux.push({ key: rowKey(bucket, id), value: rowValue(height, position) }))
    return [...aux, ...this.#drop(store, decidedAtMs)]
  }

  #closedHash(bucket: number): Uint8Array {
    const rows = this.#backend.scanAux({ from: concatBytes(ROW, be64(bucket)), to: concatBytes(ROW, be64(bucket + 1)) })
    return hashOfIds(this.#crypto, [...rows])
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

/** The leaves of the state that vouch for spent ids. */
export const SPENT_LEAVES: StateRange = { from: latin1Encode('kernel/spent/'), to: latin1Encode('kernel/spent0') }

/**
 * Of entries outside the tree the spent ids, each vouched for by a leaf of the state: what one node can take from another
 * without trusting it. The last stamp is not among them; the leaf of the open bucket has that of the last transaction.
 * Undefined: some id that a leaf speaks of is missing or false.
 */
export function provenSpent(
  crypto: Crypto,
  leaves: readonly StateEntry[],
  aux: Iterable<StateEntry>,
): StateEntry[] | undefined {
  const buckets = new Map<number, StateEntry[]>()
  for (const row of aux) {
    if (row.key.length !== ROW.length + 8 + 32 || !bytesEqual(row.key.subarray(0, ROW.length), ROW)) continue
    const bucket = Number(readBe64(row.key, ROW.length))
    const rows = buckets.get(bucket)
    if (rows === undefined) buckets.set(bucket, [row])
    else rows.push(row)
  }
  const proven: StateEntry[] = []
  for (const { key, value } of leaves) {
    const name = latin1Decode(key)
    const bucket = name === OPEN_KEY ? openSchema.parse(decodeCanonical(value)).bucket : bucketIn(name)
    const rows = (buckets.get(bucket) ?? []).sort((one, other) => compareBytes(one.key, other.key))
    const isWhole = name === OPEN_KEY ? isOpenBucket(crypto, value, rows) : bytesEqual(hashOfIds(crypto, rows), value)
    if (!isWhole) return undefined
    proven.push(...rows)
  }
  return proven.sort((one, other) => compareBytes(one.key, other.key))
}

function bucketIn(closedLeaf: string): number {
  return Number(closedLeaf.slice(CLOSED_PREFIX.length))
}

function idOf({ key }: StateEntry): Uint8Array {
  return key.slice(ROW.length + 8)
}

/** What the leaf of a closed bucket holds; the rows in the order of their keys. */
function hashOfIds(crypto: Crypto, rows: readonly StateEntry[]): Uint8Array {
  return crypto.sha256(concatBytes(...rows.map(idOf)))
}

/** The rolling hash, block by block. */
function isOpenBucket(crypto: Crypto, leaf: Uint8Array, rows: readonly StateEntry[]): boolean {
  const { count, rolling } = openSchema.parse(decodeCanonical(leaf))
  if (rows.length !== count || rows.some(({ value }) => value.length !== ROW_VALUE_BYTES)) return false
  const inOrder = [...rows].sort((one, other) => compareBytes(one.value, other.value))
  let seen: Uint8Array = new Uint8Array(32)
  for (let at = 0; at < inOrder.length;) {
    const height = heightIn(inOrder[at])
    const from = at
    while (at < inOrder.length && heightIn(inOrder[at]) === height) at++
    seen = crypto.sha256(concatBytes(seen, ...inOrder.slice(from, at).map(idOf)))
  }
  return hexEncode(seen) === rolling
}

function heightIn(row: StateEntry | undefined): number {
  return row === undefined ? 0 : Number(readBe64(row.value))
}
