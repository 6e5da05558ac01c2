import { be64, bytesEqual } from '@xiezhi/codec'
import { firstFrom, read } from './databases.ts'
import type { Databases } from './databases.ts'
import { decodeHeightRow, pastNodesKey } from './past-rows.ts'
import type { HeightRow } from './past-rows.ts'
import { parseRowKey, pastRowKey, valueRowKey } from './state-keys.ts'

/** How far back values and proofs are served: as long as either rule asks for. */
export interface ProofHorizon {
  readonly heights: number
  readonly durationMs: number
}

export const PROOF_HORIZON_MIN: ProofHorizon = { heights: 100_000, durationMs: 3_600_000 }

/** Bounds what one block deletes; more than one, so that a shortened horizon is reached. */
export const PRUNED_HEIGHTS_PER_BLOCK_MAX = 4

/**
 * Deletes the oldest heights that the horizon no longer asks for. Always the oldest: what remains has no holes.
 * Runs inside the transaction of the block `height`; returns the oldest height that can still be read.
 */
export function prunePast(
  databases: Databases,
  horizon: ProofHorizon,
  oldest: number,
  height: number,
  timeMs: number,
): number {
  let kept = oldest
  for (let pruned = 0; pruned < PRUNED_HEIGHTS_PER_BLOCK_MAX; pruned++) {
    const next = kept + 1
    if (height - next < horizon.heights) break
    const bytes = read(databases.heights, be64(next))
    if (bytes === undefined) break
    const row = decodeHeightRow(bytes)
    if (timeMs - row.timeMs < horizon.durationMs) break
    removePast(databases, next, row)
    databases.heights.removeSync(be64(kept))
    kept = next
  }
  return kept
}

/** Deletes what the block of this height replaced: only the states before it need that. */
function removePast(databases: Databases, height: number, row: HeightRow): void {
  const { state, keys, pastNodes } = databases
  for (const keyHash of row.keyHashes) {
    const key = read(keys, keyHash)
    if (key === undefined) continue
    state.removeSync(pastRowKey(key, height))
    const next = firstFrom(state, valueRowKey(key))
    // A deleted key is forgotten with the last state that held it.
    if (next === undefined || !bytesEqual(parseRowKey(next.key).key, key)) keys.removeSync(keyHash)
  }
  // Rows of past nodes are named by their last height.
  for (const { place } of row.nodes) pastNodes.removeSync(pastNodesKey(place, height))
}
