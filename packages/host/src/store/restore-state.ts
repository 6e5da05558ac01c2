import { bytesEqual, compareBytes, hexEncode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { StateChange, StateEntry } from '@xiezhi/kernel'
import { segmentOf } from '@xiezhi/merkle'
import type { StateTree } from '@xiezhi/merkle'
import { checkKey } from './check-changes.ts'
import type { Databases } from './databases.ts'
import type { Head } from './past-rows.ts'
import { RestoredLeaves } from './restored-leaves.ts'
import { valueRowKey } from './state-keys.ts'
import { StoreError } from './store-error.ts'
import { put, writeHeight, writeSegment } from './write-block.ts'

/** The state of a height as somebody else has it. */
export interface RestoredState {
  readonly height: number
  /** Which the entries must give. */
  readonly root: Uint8Array
  /** UTC milliseconds. */
  readonly timeMs: number
  /** The whole state by ascending key, in groups; each is written before the next is asked for. */
  readonly groups: Iterable<readonly StateEntry[]>
  /** Asked for when the root is right. */
  readonly aux: () => readonly StateEntry[]
  readonly rows: readonly StateChange[]
}

/**
 * Writes a whole state into an empty store. Inside one transaction; the tree is spoilt where this throws. What is ordered by
 * key is written as it comes, what is ordered by key hash when all is here.
 * @throws StoreError STORE_ROOT, STORE_ENTRY_INVALID
 */
export function writeRestored(crypto: Crypto, databases: Databases, tree: StateTree, state: RestoredState): Head {
  const { height, timeMs } = state
  const leaves = new RestoredLeaves()
  let before: Uint8Array | undefined
  for (const group of state.groups) {
    for (const entry of group) before = checkNext(before, entry)
    const keyHashes = crypto.sha256Many(group.map(({ key }) => key))
    const valueHashes = crypto.sha256Many(group.map(({ value }) => value))
    group.forEach(({ key, value }, at) => {
      leaves.add(keyHashes[at] ?? crypto.sha256(key), valueHashes[at] ?? crypto.sha256(value), key)
      databases.state.putSync(valueRowKey(key), value)
    })
  }
  for (const group of leaves.groups()) {
    tree.update(group)
    const segments = new Set(group.map(({ keyHash }) => segmentOf(keyHash)))
    for (const { keyHash, key } of group) databases.keys.putSync(keyHash, key)
    for (const segment of segments) writeSegment(databases, tree, segment, height)
  }
  const root = tree.root()
  if (!bytesEqual(root, state.root))
    throw new StoreError('STORE_ROOT', { height, expected: hexEncode(state.root), seen: hexEncode(root) })
  writeHeight(databases, { height, effects: [], nodes: [] }, { root, timeMs })
  for (const { key, value } of state.aux()) databases.aux.putSync(key, value)
  for (const row of state.rows) put(databases.rows, row)
  return { height, oldest: height, replayFrom: height + 1, leaves: tree.size, root }
}

function checkNext(before: Uint8Array | undefined, { key, value }: StateEntry): Uint8Array {
  checkKey(key)
  if (value.length === 0) throw new StoreError('STORE_ENTRY_INVALID', { field: 'value', seen: 0 })
  if (before !== undefined && compareBytes(before, key) >= 0)
    throw new StoreError('STORE_ENTRY_INVALID', { field: 'key order', seen: key.length })
  return key
}
