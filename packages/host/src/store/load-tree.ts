import { bytesEqual, hexEncode, readBe64 } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { SEGMENT_COUNT, StateTree, TreeError } from '@xiezhi/merkle'
import type { TreeHasher } from '@xiezhi/merkle'
import { plain } from './databases.ts'
import type { Databases } from './databases.ts'
import type { Head } from './past-rows.ts'
import type { Present } from './past-tree.ts'
import { StoreError } from './store-error.ts'

const GROUP_COUNT = 256
const HEIGHT_BYTES = 8

/**
 * The tree of the last block, from its stored segments: only nodes above the segments are hashed.
 * @throws StoreError STORE_CORRUPT if the root is not that of the last block
 */
export function loadTree(crypto: Crypto, databases: Databases, hasher: TreeHasher, head: Head | undefined): Present {
  const segmentHeights = new Float64Array(SEGMENT_COUNT).fill(-1)
  const groupHeights = new Float64Array(GROUP_COUNT).fill(-1)
  function* segments(): Iterable<readonly [number, Uint8Array]> {
    for (const { key, value } of databases.segments.getRange({})) {
      const segment = (key[0] ?? 0) * 256 + (key[1] ?? 0)
      const height = Number(readBe64(plain(value)))
      segmentHeights[segment] = height
      groupHeights[segment >> 8] = Math.max(groupHeights[segment >> 8] ?? -1, height)
      if (value.length > HEIGHT_BYTES) yield [segment, plain(value).subarray(HEIGHT_BYTES)]
    }
  }
  const tree = readTree(() => StateTree.load(crypto, segments(), hasher, head?.leaves ?? 0), head)
  if (head !== undefined && !bytesEqual(tree.root(), head.root)) {
    const facts = { reason: 'root', height: head.height, expected: hexEncode(head.root), seen: hexEncode(tree.root()) }
    throw new StoreError('STORE_CORRUPT', facts)
  }
  return { databases, tree, segmentHeights, groupHeights }
}

function readTree(load: () => StateTree, head: Head | undefined): StateTree {
  try {
    return load()
  } catch (error) {
    if (!(error instanceof TreeError)) throw error
    throw new StoreError('STORE_CORRUPT', { reason: error.code, height: head?.height ?? -1, ...error.facts })
  }
}
