import { be64, bytesEqual } from '@xiezhi/codec'
import { firstFrom, read } from './databases.ts'
import { decodeHeightRow, pastNodesKey } from './past-rows.ts'
import type { HeightRow } from './past-rows.ts'
import { keyOf } from './past-state.ts'
import type { Present } from './past-state.ts'
import { parseRowKey, pastRowKey, valueRowKey } from './state-keys.ts'

/** How far back values and proofs are served: as long as either rule asks for. */
export interface ProofHorizon {
  readonly heights: number
  readonly durationMs: number
}

export const PROOF_HORIZON_MIN: ProofHorizon = { heights: 100_000, durationMs: 3_600_000 }

/** Bounds what one block deletes; more than one, so that a shortened horizon is reached. */
export const PRUNED_HEIGHTS_PER_BLOCK_MAX = 4

/** The block in whose transaction heights are deleted. */
export interface PruningBlock {
  readonly height: number
  readonly timeMs: number
  /** A restart needs the rows from this height on. */
  readonly replayFrom: number
}

/**
 * Deletes the oldest heights that the horizon no longer asks for. Always the oldest: what remains has no holes.
 * Returns the oldest height that can still be read.
 */
export function prunePast(
  present: Present,
  horizon: ProofHorizon,
  oldest: number,
  { height, timeMs, replayFrom }: PruningBlock,
): number {
  const { databases } = present
  let kept = oldest
  for (let pruned = 0; pruned < PRUNED_HEIGHTS_PER_BLOCK_MAX; pruned++) {
    const next = kept + 1
    if (height - next < horizon.heights || kept >= replayFrom) break
    const bytes = read(databases.heights, be64(next))
    if (bytes === undefined) break
    const row = decodeHeightRow(bytes)
    if (timeMs - row.timeMs < horizon.durationMs) break
    removePast(present, next, row)
    databases.heights.removeSync(be64(kept))
    kept = next
  }
  return kept
}

/** Deletes what the block of this height replaced: only the states before it need that. */
function removePast(present: Present, height: number, row: HeightRow): void {
  const { state, keys, pastNodes } = present.databases
  for (const { keyHash } of row.keys) {
    const key = keyOf(present, keyHash)
    if (key === undefined) continue
    state.removeSync(pastRowKey(key, height))
    const next = firstFrom(state, valueRowKey(key))
    // A deleted key is forgotten with the last state that held it.
    if (next === undefined || !bytesEqual(parseRowKey(next.key).key, key)) keys.removeSync(keyHash)
  }
  // Rows of past nodes are named by their last height.
  for (const { place } of row.nodes) pastNodes.removeSync(pastNodesKey(place, height))
}
