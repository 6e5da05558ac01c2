import { open } from 'lmdb'
import type { Database, RootDatabase, Transaction } from 'lmdb'

export type ByteDatabase = Database<Uint8Array, Uint8Array>

/** The parts of one LMDB environment. Numbers in keys and rows are big-endian, so that they sort. */
export interface Databases {
  readonly environment: RootDatabase<Uint8Array, Uint8Array>
  /** Values as of the last block, each beside what later blocks replaced (`state-keys.ts`). */
  readonly state: ByteDatabase
  /** key hash → key, of keys with rows in `state`; new ones wait in the rows of their heights (`recent-changes.ts`). */
  readonly keys: ByteDatabase
  /** segment (2 bytes) → the segment as of some height. */
  readonly segments: ByteDatabase
  /** depth (1) ‖ prefix (2) ‖ last height in the row → past nodes. */
  readonly pastNodes: ByteDatabase
  /** height → root, time, changed keys and nodes. */
  readonly heights: ByteDatabase
  /** Entries of the kernel outside the tree. */
  readonly aux: ByteDatabase
  /** Entries of the host: blocks, indexes. */
  readonly rows: ByteDatabase
  /** Format and head. */
  readonly meta: ByteDatabase
}

const DATABASES_MAX = 12

export function openDatabases(folder: string): Databases {
  const bytes = { keyEncoding: 'binary', encoding: 'binary', cache: false } as const
  const environment = open<Uint8Array, Uint8Array>({
    path: folder,
    noSubdir: false,
    maxDbs: DATABASES_MAX,
    // A commit returns when the disk has it. The default returns earlier.
    overlappingSync: false,
    ...bytes,
  })
  const part = (name: string): ByteDatabase => environment.openDB<Uint8Array, Uint8Array>({ name, ...bytes })
  return {
    environment,
    state: part('state'),
    keys: part('keys'),
    segments: part('segments'),
    pastNodes: part('past-nodes'),
    heights: part('heights'),
    aux: part('aux'),
    rows: part('rows'),
    meta: part('meta'),
  }
}

/** The value as a plain array of its own: a Buffer's `slice` would share memory with the database. */
export function read(database: ByteDatabase, key: Uint8Array, transaction?: Transaction): Uint8Array | undefined {
  const found = transaction === undefined ? database.getBinary(key) : database.get(key, { transaction })
  return found === undefined ? undefined : plain(found)
}

export function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}

export interface Row {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/** The first row at or behind `start`. */
export function firstFrom(database: ByteDatabase, start: Uint8Array): Row | undefined {
  for (const { key, value } of database.getRange({ start, limit: 1 })) return { key: plain(key), value: plain(value) }
  return undefined
}
