import { bytesEqual, hexEncode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { StateChange, StateEntry } from '@xiezhi/kernel'
import { SEGMENT_DEPTH } from '@xiezhi/merkle'
import type { StateTree } from '@xiezhi/merkle'
import { checkChanges } from './check-changes.ts'
import type { Databases } from './databases.ts'
import type { Head } from './past-rows.ts'
import { StoreError } from './store-error.ts'
import { put, stageBlock, writeHeight, writeSegment, writeState } from './write-block.ts'

/** The state of a height as somebody else has it. */
export interface RestoredState {
  readonly height: number
  /** Which the entries must give. */
  readonly root: Uint8Array
  /** UTC milliseconds. */
  readonly timeMs: number
  /** The whole state in groups; each is written before the next is asked for. */
  readonly groups: Iterable<readonly StateEntry[]>
  /** Asked for when the root is right. */
  readonly aux: () => readonly StateEntry[]
  readonly rows: readonly StateChange[]
}

/**
 * Writes a whole state into an empty store. Inside one transaction; the tree is spoilt where this throws.
 * @throws StoreError STORE_ROOT, STORE_ENTRY_INVALID
 */
export function writeRestored(crypto: Crypto, databases: Databases, tree: StateTree, state: RestoredState): Head {
  const { height, timeMs } = state
  const touched = new Set<number>()
  for (const group of state.groups) {
    checkChanges(group)
    const staged = stageBlock(crypto, () => undefined, tree, height, group)
    writeState(databases, staged, false)
    for (const { keyHash, key } of staged.effects) databases.keys.putSync(keyHash, key)
    for (const { place } of staged.nodes) if (place.depth === SEGMENT_DEPTH) touched.add(place.prefix)
  }
  const root = tree.root()
  if (!bytesEqual(root, state.root))
    throw new StoreError('STORE_ROOT', { height, expected: hexEncode(state.root), seen: hexEncode(root) })
  for (const segment of touched) writeSegment(databases, tree, segment, height)
  writeHeight(databases, { height, effects: [], nodes: [] }, { root, timeMs })
  for (const { key, value } of state.aux()) databases.aux.putSync(key, value)
  for (const row of state.rows) put(databases.rows, row)
  return { height, oldest: height, replayFrom: height + 1, leaves: tree.size, root }
}
