import { be64 } from '@xiezhi/codec'
import { GROUP_DEPTH, SEGMENT_DEPTH, segmentOf } from '@xiezhi/merkle'
import { read } from './databases.ts'
import type { Databases } from './databases.ts'
import { decodeHeightRow, pastKey, pastNodeKey } from './past-rows.ts'

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
    removePast(databases, next, row.keyHashes)
    databases.heights.removeSync(be64(kept))
    kept = next
  }
  return kept
}

/** Deletes what the block of this height replaced: only the states before it need that. */
function removePast(databases: Databases, height: number, keyHashes: readonly Uint8Array[]): void {
  for (const keyHash of keyHashes) databases.past.removeSync(pastKey(keyHash, height))
  const segments = new Set(keyHashes.map(segmentOf))
  for (const segment of segments) databases.pastNodes.removeSync(pastNodeKey(SEGMENT_DEPTH, segment, height))
  for (const group of new Set([...segments].map((segment) => segment >> 8))) {
    databases.pastNodes.removeSync(pastNodeKey(GROUP_DEPTH, group, height))
  }
}
