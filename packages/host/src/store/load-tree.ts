import { be64, bytesEqual, hexEncode, latin1Decode, latin1Encode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { GROUP_DEPTH, SEGMENT_COUNT, SEGMENT_DEPTH, StateTree, TreeError } from '@xiezhi/merkle'
import type { LeafChange, TreeHasher } from '@xiezhi/merkle'
import { plain, read } from './databases.ts'
import type { Databases } from './databases.ts'
import { decodeHeightRow, decodeSegmentRow, isOfPlace, pastNodesKey } from './past-rows.ts'
import type { Head, NodePlace } from './past-rows.ts'
import { keyOf } from './past-state.ts'
import type { Present } from './past-state.ts'
import { GROUP_COUNT, RecentChanges } from './recent-changes.ts'
import { valueRowKey } from './state-keys.ts'
import { StoreError } from './store-error.ts'

/**
 * The tree of the last block: the stored segments, then the changes that were not yet in them. Besides those, only
 * nodes above the segments are hashed.
 * @throws StoreError STORE_CORRUPT if the root is not that of the last block
 */
export function loadPresent(crypto: Crypto, databases: Databases, hasher: TreeHasher, head: Head | undefined): Present {
  const segmentHeights = new Float64Array(SEGMENT_COUNT).fill(-1)
  const groupHeights = new Float64Array(GROUP_COUNT).fill(-1)
  function* segments(): Iterable<readonly [number, Uint8Array]> {
    for (const { key, value } of databases.segments.getRange({})) {
      const number = (key[0] ?? 0) * 256 + (key[1] ?? 0)
      const { height, segment } = decodeSegmentRow(plain(value))
      segmentHeights[number] = height
      groupHeights[number >> 8] = Math.max(groupHeights[number >> 8] ?? -1, height)
      if (segment.length > 0) yield [number, segment]
    }
  }
  const tree = orCorrupt(head, () => StateTree.load(crypto, segments(), hasher, head?.leaves ?? 0))
  const present = { databases, tree, recent: new RecentChanges(), segmentHeights, groupHeights }
  if (head === undefined) return present
  replay(crypto, present, head)
  if (!bytesEqual(tree.root(), head.root)) {
    const facts = { reason: 'root', height: head.height, expected: hexEncode(head.root), seen: hexEncode(tree.root()) }
    throw new StoreError('STORE_CORRUPT', facts)
  }
  return present
}

/** Applies the blocks that stored segments may lack, and lists their past nodes as waiting again. */
function replay(crypto: Crypto, present: Present, head: Head): void {
  const { databases, tree, recent, segmentHeights, groupHeights } = present
  const stored = storedHeights(databases, segmentHeights.slice())
  const changed = new Set<string>()
  for (let height = head.replayFrom; height <= head.height; height++) {
    const bytes = read(databases.heights, be64(height))
    if (bytes === undefined) throw new StoreError('STORE_CORRUPT', { reason: 'height row', height })
    const row = decodeHeightRow(bytes)
    for (const { keyHash, added } of row.keys) {
      changed.add(latin1Decode(keyHash))
      if (added !== null) recent.addKey(keyHash, added)
    }
    for (const { place, node } of row.nodes) {
      if (height > stored(place)) recent.add(place, { height, node })
      const heights = place.depth === SEGMENT_DEPTH ? segmentHeights : groupHeights
      heights[place.prefix] = Math.max(heights[place.prefix] ?? -1, height)
    }
  }
  const changes = [...changed].map((text): LeafChange => {
    const keyHash = latin1Encode(text)
    const key = keyOf(present, keyHash)
    const value = key === undefined ? undefined : read(databases.state, valueRowKey(key))
    return { keyHash, valueHash: value === undefined ? null : crypto.sha256(value) }
  })
  orCorrupt(head, () => tree.update(changes))
  recent.resume()
}

/** The height up to which the past nodes of a place are stored. */
function storedHeights(databases: Databases, segmentHeights: Float64Array): (place: NodePlace) => number {
  const groups = Array.from({ length: GROUP_COUNT }, (_, prefix) =>
    lastStored(databases, { depth: GROUP_DEPTH, prefix }),
  )
  return ({ depth, prefix }) => (depth === SEGMENT_DEPTH ? segmentHeights[prefix] : groups[prefix]) ?? -1
}

function lastStored({ pastNodes }: Databases, place: NodePlace): number {
  const start = pastNodesKey(place, Number.MAX_SAFE_INTEGER)
  for (const key of pastNodes.getKeys({ start, reverse: true, limit: 1 })) {
    if (isOfPlace(key, place)) return Number(new DataView(key.buffer, key.byteOffset).getBigUint64(3))
  }
  return -1
}

function orCorrupt<T>(head: Head | undefined, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof TreeError)) throw error
    throw new StoreError('STORE_CORRUPT', { reason: error.code, height: head?.height ?? -1, ...error.facts })
  }
}
