import { be64, latin1Encode, readBe64 } from '@xiezhi/codec'
import { timestampToMs } from '@xiezhi/comet'
import type { StateChange } from '@xiezhi/kernel'
import { bodyKeys, readSignedHeader, signedHeaderKeys } from './chain-rows.ts'

/** How far back whole blocks are kept: as long as either rule asks for. */
export interface BlockHorizon {
  readonly heights: number
  readonly durationMs: number
}

/** Of the heights below the horizon, every so-manieth keeps header and commit: a chain that clients can follow by skipping. */
export const LIGHT_BLOCKS_EVERY = 1_000
/** Bounds what one block deletes; more than one, so that a shortened horizon is reached. */
const PRUNED_BLOCKS_MAX = 4

const OLDEST = latin1Encode('o')

type GetRow = (key: Uint8Array) => Uint8Array | undefined

/** The lowest height whose block is whole. */
export function oldestBlock(get: GetRow, first: number): number {
  const row = get(OLDEST)
  return row === undefined ? first : Number(readBe64(row))
}

export interface Pruning {
  readonly get: GetRow
  readonly sha256: (bytes: Uint8Array) => Uint8Array
  readonly horizon: BlockHorizon
  /** The block in whose transaction rows are deleted. */
  readonly height: number
  readonly timeMs: number
  readonly oldest: number
  readonly lightBlocksEvery: number
}

/** Rows that delete the oldest blocks below the horizon: always the oldest, so that what remains has no holes. */
export function pruneBlocks(pruning: Pruning): { readonly rows: readonly StateChange[]; readonly oldest: number } {
  const { get, sha256, horizon, height, timeMs, lightBlocksEvery } = pruning
  const keys: Uint8Array[] = []
  let { oldest } = pruning
  for (let pruned = 0; pruned < PRUNED_BLOCKS_MAX && height - oldest >= horizon.heights; pruned++) {
    const signed = readSignedHeader(get, oldest)
    if (signed === undefined || timeMs - timestampToMs(signed.header.time) < horizon.durationMs) break
    keys.push(...bodyKeys(get, sha256, oldest, signed.commit.blockId.hash))
    // The block above it shows the commit of this one still.
    if ((oldest - 1) % lightBlocksEvery !== 0) keys.push(...signedHeaderKeys(oldest - 1))
    oldest++
  }
  if (oldest === pruning.oldest) return { rows: [], oldest }
  const deleted = keys.map((key): StateChange => ({ key, value: null }))
  return { rows: [...deleted, { key: OLDEST, value: be64(oldest) }], oldest }
}
