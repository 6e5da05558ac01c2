import { be64, bytesEqual } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { StateChange } from '@xiezhi/kernel'
import { GROUP_DEPTH, SEGMENT_DEPTH, segmentOf } from '@xiezhi/merkle'
import type { LeafChange, StateTree, Subtree, TreeUndo } from '@xiezhi/merkle'
import type { ByteDatabase, Databases } from './databases.ts'
import { encodeHeightRow, encodePastNodes, encodeSegmentRow, pastNodesKey, segmentKey } from './past-rows.ts'
import type { NodePlace } from './past-rows.ts'
import { prefixKey } from './past-state.ts'
import type { WaitingGroup, WaitingPlace } from './recent-changes.ts'
import { pastRowKey, valueRowKey } from './state-keys.ts'

/** A change of the state that has an effect. */
interface Effect extends StateChange {
  readonly keyHash: Uint8Array
  readonly before: Uint8Array | null
}

/** Changes applied to the tree in memory and not yet written. */
export interface StagedBlock {
  readonly height: number
  readonly effects: readonly Effect[]
  readonly undo: TreeUndo
  /** Groups and segments that change, as they were. */
  readonly nodes: readonly { readonly place: NodePlace; readonly node: Subtree }[]
}

/** Applies changes to the tree in memory; `valueOf` is the value of the last block. Writes nothing. */
export function stageBlock(
  crypto: Crypto,
  valueOf: (key: Uint8Array) => Uint8Array | undefined,
  tree: StateTree,
  height: number,
  changes: readonly StateChange[],
): StagedBlock {
  const keyHashes = crypto.sha256Many(changes.map(({ key }) => key))
  const effects = changes.flatMap(({ key, value }, i): Effect[] => {
    const before = valueOf(key) ?? null
    const same = before === null || value === null ? before === value : bytesEqual(before, value)
    return same ? [] : [{ key, value, before, keyHash: keyHashes[i] ?? crypto.sha256(key) }]
  })
  const segments = new Set(effects.map(({ keyHash }) => segmentOf(keyHash)))
  const groups = new Set([...segments].map((segment) => segment >> 8))
  const nodes = [
    ...[...groups].map((prefix) => ({ depth: GROUP_DEPTH, prefix })),
    ...[...segments].map((prefix) => ({ depth: SEGMENT_DEPTH, prefix })),
  ].map((place) => ({ place, node: tree.subtree(keyAt(place), place.depth) }))
  return { height, effects, nodes, undo: tree.update(leafChanges(crypto, effects)) }
}

function keyAt({ depth, prefix }: NodePlace): Uint8Array {
  return prefixKey(depth === GROUP_DEPTH ? prefix << 8 : prefix)
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

/** Writes the changes of a staged block, and with `past` what they replace. Inside the transaction of the block. */
export function writeState({ state }: Databases, { effects, height }: StagedBlock, past: boolean): void {
  for (const { key, value, before } of effects) {
    put(state, { key: valueRowKey(key), value })
    // A value is never empty: no bytes mean that there was none.
    if (past) state.putSync(pastRowKey(key, height), before ?? new Uint8Array(0))
  }
}

export function writeHeight(
  databases: Databases,
  staged: Pick<StagedBlock, 'height' | 'effects' | 'nodes'>,
  row: { root: Uint8Array; timeMs: number },
): void {
  const keys = staged.effects.map(({ key, keyHash, before }) => ({ keyHash, added: before === null ? key : null }))
  databases.heights.putSync(be64(staged.height), encodeHeightRow({ ...row, keys, nodes: staged.nodes }))
}

/** Stores what the groups wait with: new keys, past nodes, and the segments as they are now. */
export function writeGroups(databases: Databases, tree: StateTree, due: readonly WaitingGroup[], oldest: number): void {
  for (const { places, keys } of due) {
    for (const { keyHash, key } of keys) databases.keys.putSync(keyHash, key)
    for (const waiting of places) writePlace(databases, tree, waiting, oldest)
  }
}

function writePlace(databases: Databases, tree: StateTree, { place, nodes }: WaitingPlace, oldest: number): void {
  const lastHeight = nodes.at(-1)?.height ?? 0
  if (place.depth === SEGMENT_DEPTH) writeSegment(databases, tree, place.prefix, lastHeight)
  // States up to `oldest` are gone; a row with nothing above it would never be pruned.
  const kept = nodes.filter(({ height }) => height > oldest)
  if (kept.length > 0) databases.pastNodes.putSync(pastNodesKey(place, lastHeight), encodePastNodes(kept))
}

/** Of the first block: everything at once, without a past. */
export function writeFirst(databases: Databases, tree: StateTree, { effects, nodes, height }: StagedBlock): void {
  for (const { keyHash, key } of effects) databases.keys.putSync(keyHash, key)
  for (const { place } of nodes) {
    if (place.depth === SEGMENT_DEPTH) writeSegment(databases, tree, place.prefix, height)
  }
}

/** An empty segment keeps its row: it says since when it is empty. */
export function writeSegment({ segments }: Databases, tree: StateTree, segment: number, height: number): void {
  segments.putSync(segmentKey(segment), encodeSegmentRow(height, tree.saveSegment(prefixKey(segment))))
}

export function put(database: ByteDatabase, { key, value }: StateChange): void {
  if (value === null) database.removeSync(key)
  else database.putSync(key, value)
}
