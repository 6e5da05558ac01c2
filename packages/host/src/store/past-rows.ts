import { be64, concatBytes, readBe64 } from '@xiezhi/codec'
import type { Subtree } from '@xiezhi/merkle'

/** What stood under a key before a block changed it. */
export interface PastEntry {
  readonly key: Uint8Array
  /** Null: nothing. */
  readonly value: Uint8Array | null
}

const KEY_LENGTH_BYTES = 2
const KINDS = ['empty', 'leaf', 'inner'] as const
const HASH_BYTES = 32
const HEIGHT_BYTES = 8

export function pastKey(keyHash: Uint8Array, height: number): Uint8Array {
  return concatBytes(keyHash, be64(height))
}

/** length of key (2) ‖ key ‖ value; values are never empty, so no bytes mean nothing. */
export function encodePastEntry(entry: PastEntry): Uint8Array {
  const length = Uint8Array.of(entry.key.length >> 8, entry.key.length & 255)
  return concatBytes(length, entry.key, entry.value ?? new Uint8Array(0))
}

export function decodePastEntry(bytes: Uint8Array): PastEntry {
  const keyEnd = KEY_LENGTH_BYTES + (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)
  return { key: bytes.slice(KEY_LENGTH_BYTES, keyEnd), value: keyEnd === bytes.length ? null : bytes.slice(keyEnd) }
}

/** Prefix of depth 8 or 16 as a number. */
export function pastNodeKey(depth: number, prefix: number, height: number): Uint8Array {
  return concatBytes(Uint8Array.of(depth, prefix >> 8, prefix & 255), be64(height))
}

export function encodePastNode(node: Subtree): Uint8Array {
  return concatBytes(Uint8Array.of(KINDS.indexOf(node.kind)), node.hash)
}

export function decodePastNode(bytes: Uint8Array): Subtree {
  return { kind: KINDS[bytes[0] ?? 0] ?? 'empty', hash: bytes.slice(1) }
}

/** What is kept of each height until it is pruned. */
export interface HeightRow {
  readonly root: Uint8Array
  readonly timeMs: number
  readonly keyHashes: readonly Uint8Array[]
}

/** root ‖ time (8) ‖ changed key hashes */
export function encodeHeightRow(row: HeightRow): Uint8Array {
  const bytes = new Uint8Array(HASH_BYTES * (1 + row.keyHashes.length) + HEIGHT_BYTES)
  bytes.set(row.root)
  bytes.set(be64(row.timeMs), HASH_BYTES)
  for (const [i, keyHash] of row.keyHashes.entries()) bytes.set(keyHash, HASH_BYTES * (1 + i) + HEIGHT_BYTES)
  return bytes
}

export function decodeHeightRow(bytes: Uint8Array): HeightRow {
  const keyHashes: Uint8Array[] = []
  for (let at = HASH_BYTES + HEIGHT_BYTES; at < bytes.length; at += HASH_BYTES) {
    keyHashes.push(bytes.slice(at, at + HASH_BYTES))
  }
  return { root: bytes.slice(0, HASH_BYTES), timeMs: Number(readBe64(bytes, HASH_BYTES)), keyHashes }
}

/** The last block written, and the oldest height whose state can still be read. */
export interface Head {
  readonly height: number
  readonly oldest: number
  readonly leaves: number
  readonly root: Uint8Array
}

export function encodeHead(head: Head): Uint8Array {
  return concatBytes(be64(head.height), be64(head.oldest), be64(head.leaves), head.root)
}

export function decodeHead(bytes: Uint8Array): Head {
  const number = (index: number): number => Number(readBe64(bytes, index * HEIGHT_BYTES))
  return { height: number(0), oldest: number(1), leaves: number(2), root: bytes.slice(3 * HEIGHT_BYTES) }
}

export function segmentKey(segment: number): Uint8Array {
  return Uint8Array.of(segment >> 8, segment & 255)
}
