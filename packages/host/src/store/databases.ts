import { open } from 'lmdb'
import type { Database, RootDatabase } from 'lmdb'

export type ByteDatabase = Database<Uint8Array, Uint8Array>

/** The parts of one LMDB environment. Numbers in keys and rows are big-endian, so that they sort. */
export interface Databases {
  readonly environment: RootDatabase<Uint8Array, Uint8Array>
  /** key → value: the state as of the last block. */
  readonly state: ByteDatabase
  /** key hash → key, of the keys in `state`. */
  readonly keys: ByteDatabase
  /** segment (2 bytes) → height of its last change (8) ‖ the segment as `StateTree.saveSegment` writes it. */
  readonly segments: ByteDatabase
  /** key hash ‖ height → what the block of that height replaced (`past-rows.ts`). */
  readonly past: ByteDatabase
  /** depth (1) ‖ prefix (2) ‖ height → the subtree that the block of that height replaced. */
  readonly pastNodes: ByteDatabase
  /** height → root, time and changed key hashes. */
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
    past: part('past'),
    pastNodes: part('past-nodes'),
    heights: part('heights'),
    aux: part('aux'),
    rows: part('rows'),
    meta: part('meta'),
  }
}

/** The value as a plain array of its own: a Buffer's `slice` would share memory with the database. */
export function read(database: ByteDatabase, key: Uint8Array): Uint8Array | undefined {
  const found = database.getBinary(key)
  return found === undefined ? undefined : plain(found)
}

export function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}

/** The first entry at or behind `start`. */
export function firstFrom(
  database: ByteDatabase,
  start: Uint8Array,
): { readonly key: Uint8Array; readonly value: Uint8Array } | undefined {
  for (const { key, value } of database.getRange({ start, limit: 1 })) return { key: plain(key), value: plain(value) }
  return undefined
}
