import { be64, bytesEqual, concatBytes } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { GROUP_DEPTH, SEGMENT_DEPTH, segmentOf } from '@xiezhi/merkle'
import type { LeafChange, StateTree, Subtree, TreeUndo } from '@xiezhi/merkle'
import { read } from './databases.ts'
import type { ByteDatabase, Databases } from './databases.ts'
import { encodeHeightRow, encodePastEntry, encodePastNode, pastKey, pastNodeKey, segmentKey } from './past-rows.ts'
import { prefixKey } from './past-tree.ts'

/** A key to set, or with null to delete. */
export interface StoreChange {
  readonly key: Uint8Array
  readonly value: Uint8Array | null
}

/** A change of the state that has an effect. */
interface Effect extends StoreChange {
  readonly keyHash: Uint8Array
  readonly before: Uint8Array | null
}

/** Changes applied to the tree in memory and not yet written. */
export interface StagedBlock {
  readonly height: number
  readonly effects: readonly Effect[]
  readonly undo: TreeUndo
  /** Subtrees as they were, by segment and by group. */
  readonly segmentsBefore: ReadonlyMap<number, Subtree>
  readonly groupsBefore: ReadonlyMap<number, Subtree>
}

/** Applies changes to the tree in memory. Writes nothing. */
export function stageBlock(
  crypto: Crypto,
  databases: Databases,
  tree: StateTree,
  height: number,
  changes: readonly StoreChange[],
): StagedBlock {
  const keyHashes = crypto.sha256Many(changes.map(({ key }) => key))
  const effects = changes.flatMap(({ key, value }, i): Effect[] => {
    const before = read(databases.state, key) ?? null
    const same = before === null || value === null ? before === value : bytesEqual(before, value)
    return same ? [] : [{ key, value, before, keyHash: keyHashes[i] ?? crypto.sha256(key) }]
  })
  const segments = new Set(effects.map(({ keyHash }) => segmentOf(keyHash)))
  const groups = new Set([...segments].map((segment) => segment >> 8))
  const before = (prefix: number, depth: number): Subtree => tree.subtree(prefixKey(prefix), depth)
  const segmentsBefore = new Map([...segments].map((segment) => [segment, before(segment, SEGMENT_DEPTH)]))
  const groupsBefore = new Map([...groups].map((group) => [group, before(group * 256, GROUP_DEPTH)]))
  const undo = tree.update(leafChanges(crypto, effects))
  return { height, effects, undo, segmentsBefore, groupsBefore }
}

function leafChanges(crypto: Crypto, effects: readonly Effect[]): LeafChange[] {
  const values = effects.flatMap(({ value }) => (value === null ? [] : [value]))
  const valueHashes = crypto.sha256Many(values)
  let next = 0
  return effects.map(({ keyHash, value }) => ({
    keyHash,
    valueHash: value === null ? null : (valueHashes[next++] ?? null),
  }))
}

/** Writes the state part of a staged block. Runs inside the transaction of the block. */
export function writeState(databases: Databases, tree: StateTree, staged: StagedBlock): void {
  const { state, keys, segments } = databases
  for (const { key, keyHash, value, before } of staged.effects) {
    put(state, { key, value })
    if (before === null) keys.putSync(keyHash, key)
    if (value === null) keys.removeSync(keyHash)
  }
  for (const segment of staged.segmentsBefore.keys()) {
    // An empty segment keeps its row: it says since when it is empty.
    const bytes = tree.saveSegment(prefixKey(segment))
    segments.putSync(segmentKey(segment), concatBytes(be64(staged.height), bytes))
  }
}

/** Writes what the staged block replaced, for proofs of the heights before it. */
export function writePast(databases: Databases, staged: StagedBlock): void {
  const { past, pastNodes } = databases
  const { height } = staged
  for (const { key, keyHash, before } of staged.effects) {
    past.putSync(pastKey(keyHash, height), encodePastEntry({ key, value: before }))
  }
  for (const [segment, node] of staged.segmentsBefore) {
    pastNodes.putSync(pastNodeKey(SEGMENT_DEPTH, segment, height), encodePastNode(node))
  }
  for (const [group, node] of staged.groupsBefore) {
    pastNodes.putSync(pastNodeKey(GROUP_DEPTH, group, height), encodePastNode(node))
  }
}

export function writeHeight(databases: Databases, staged: StagedBlock, root: Uint8Array, timeMs: number): void {
  const keyHashes = staged.effects.map(({ keyHash }) => keyHash)
  databases.heights.putSync(be64(staged.height), encodeHeightRow({ root, timeMs, keyHashes }))
}

export function put(database: ByteDatabase, { key, value }: StoreChange): void {
  if (value === null) database.removeSync(key)
  else database.putSync(key, value)
}
