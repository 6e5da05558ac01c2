import { be64, concatBytes, readBe64 } from '@xiezhi/codec'
import type { Subtree } from '@xiezhi/merkle'

const KINDS = ['empty', 'leaf', 'inner'] as const
const HASH_BYTES = 32
const HEIGHT_BYTES = 8
const COUNT_BYTES = 4
const PREFIX_BYTES = 3
const NODE_BYTES = 1 + HASH_BYTES
const PAST_NODE_BYTES = HEIGHT_BYTES + NODE_BYTES
const KEY_LENGTH_BYTES = 2
/** Hash and length of a changed key in the row of its height. */
const ENTRY_BYTES = HASH_BYTES + KEY_LENGTH_BYTES
const KEYS_AT = HASH_BYTES + HEIGHT_BYTES + COUNT_BYTES

/** A subtree that has a history: a group (depth 8) or a segment (depth 16), with its prefix as a number. */
export interface NodePlace {
  readonly depth: number
  readonly prefix: number
}

/** A subtree as it was before the block of a height. */
export interface PastNode {
  readonly height: number
  readonly node: Subtree
}

/** One number for a place, to use in maps. */
export function placeNumber({ depth, prefix }: NodePlace): number {
  return depth * 0x1_0000 + prefix
}

/** Key of a row of past nodes: the place and the last height in the row. */
export function pastNodesKey(place: NodePlace, lastHeight: number): Uint8Array {
  return concatBytes(placeBytes(place), be64(lastHeight))
}

function placeBytes({ depth, prefix }: NodePlace): Uint8Array {
  return Uint8Array.of(depth, prefix >> 8, prefix & 255)
}

export function isOfPlace(key: Uint8Array, { depth, prefix }: NodePlace): boolean {
  return key[0] === depth && key[1] === prefix >> 8 && key[2] === (prefix & 255)
}

/** Past nodes of one place, by ascending height. */
export function encodePastNodes(nodes: readonly PastNode[]): Uint8Array {
  const bytes = new Uint8Array(nodes.length * PAST_NODE_BYTES)
  for (const [i, { height, node }] of nodes.entries()) {
    bytes.set(be64(height), i * PAST_NODE_BYTES)
    bytes.set(nodeBytes(node), i * PAST_NODE_BYTES + HEIGHT_BYTES)
  }
  return bytes
}

export function decodePastNodes(bytes: Uint8Array): PastNode[] {
  return Array.from({ length: bytes.length / PAST_NODE_BYTES }, (_, i) => {
    const at = i * PAST_NODE_BYTES
    return { height: Number(readBe64(bytes, at)), node: nodeAt(bytes, at + HEIGHT_BYTES) }
  })
}

function nodeBytes(node: Subtree): Uint8Array {
  return concatBytes(Uint8Array.of(KINDS.indexOf(node.kind)), node.hash)
}

function nodeAt(bytes: Uint8Array, at: number): Subtree {
  return { kind: KINDS[bytes[at] ?? 0] ?? 'empty', hash: bytes.slice(at + 1, at + NODE_BYTES) }
}

/** `added` is null for a key that was there before. */
export interface ChangedKey {
  readonly keyHash: Uint8Array
  readonly added: Uint8Array | null
}

/** What is kept of each height until it is pruned. */
export interface HeightRow {
  readonly root: Uint8Array
  readonly timeMs: number
  /** Keys that the block changed; those that it added stand here whole. */
  readonly keys: readonly ChangedKey[]
  /** Groups and segments that it changed, as they were before. */
  readonly nodes: readonly { readonly place: NodePlace; readonly node: Subtree }[]
}

/** root ‖ time (8) ‖ number of keys (4) ‖ of each key: hash, length (2, zero if not added), key ‖ nodes */
export function encodeHeightRow(row: HeightRow): Uint8Array {
  const keyBytes = row.keys.reduce((sum, { added }) => sum + ENTRY_BYTES + (added?.length ?? 0), 0)
  const bytes = new Uint8Array(KEYS_AT + keyBytes + row.nodes.length * (PREFIX_BYTES + NODE_BYTES))
  const view = new DataView(bytes.buffer)
  bytes.set(row.root)
  bytes.set(be64(row.timeMs), HASH_BYTES)
  view.setUint32(HASH_BYTES + HEIGHT_BYTES, row.keys.length)
  let at = KEYS_AT
  for (const { keyHash, added } of row.keys) {
    bytes.set(keyHash, at)
    view.setUint16(at + HASH_BYTES, added?.length ?? 0)
    if (added !== null) bytes.set(added, at + ENTRY_BYTES)
    at += ENTRY_BYTES + (added?.length ?? 0)
  }
  for (const { place, node } of row.nodes) {
    bytes.set(placeBytes(place), at)
    bytes.set(nodeBytes(node), at + PREFIX_BYTES)
    at += PREFIX_BYTES + NODE_BYTES
  }
  return bytes
}

export function decodeHeightRow(bytes: Uint8Array): HeightRow {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const count = view.getUint32(HASH_BYTES + HEIGHT_BYTES)
  let at = KEYS_AT
  const keys = Array.from({ length: count }, (): ChangedKey => {
    const length = view.getUint16(at + HASH_BYTES)
    const keyHash = bytes.slice(at, at + HASH_BYTES)
    const keyAt = at + ENTRY_BYTES
    at = keyAt + length
    // A key of the state has at least one byte.
    return { keyHash, added: length === 0 ? null : bytes.slice(keyAt, at) }
  })
  const nodes: { place: NodePlace; node: Subtree }[] = []
  for (; at < bytes.length; at += PREFIX_BYTES + NODE_BYTES) {
    const place = { depth: view.getUint8(at), prefix: view.getUint16(at + 1) }
    nodes.push({ place, node: nodeAt(bytes, at + PREFIX_BYTES) })
  }
  return { root: bytes.slice(0, HASH_BYTES), timeMs: Number(readBe64(bytes, HASH_BYTES)), keys, nodes }
}

/** The root alone: rows of large blocks are long. */
export function decodeHeightRoot(bytes: Uint8Array): Uint8Array {
  return bytes.slice(0, HASH_BYTES)
}

/** The last block written, what can still be read, and what a restart has to do. */
export interface Head {
  readonly height: number
  /** Oldest height whose state can be read. */
  readonly oldest: number
  /** First height whose changes a stored segment may lack. */
  readonly replayFrom: number
  readonly leaves: number
  readonly root: Uint8Array
}

export function encodeHead(head: Head): Uint8Array {
  const numbers = [head.height, head.oldest, head.replayFrom, head.leaves]
  return concatBytes(...numbers.map((number) => be64(number)), head.root)
}

export function decodeHead(bytes: Uint8Array): Head {
  const number = (index: number): number => Number(readBe64(bytes, index * HEIGHT_BYTES))
  return {
    height: number(0),
    oldest: number(1),
    replayFrom: number(2),
    leaves: number(3),
    root: bytes.slice(4 * HEIGHT_BYTES),
  }
}

export function segmentKey(segment: number): Uint8Array {
  return Uint8Array.of(segment >> 8, segment & 255)
}

/** A stored segment: the last height in it (8) ‖ the segment as `StateTree.saveSegment` writes it. */
export function encodeSegmentRow(height: number, segment: Uint8Array): Uint8Array {
  return concatBytes(be64(height), segment)
}

export function decodeSegmentRow(bytes: Uint8Array): { height: number; segment: Uint8Array } {
  return { height: Number(readBe64(bytes)), segment: bytes.subarray(HEIGHT_BYTES) }
}
