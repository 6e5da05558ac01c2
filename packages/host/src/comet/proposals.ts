import { decodeStamp, encodeStamp, STAMP_AHEAD_MAX_MS } from '@xiezhi/kernel'
import { BLOCK_TX_BYTES_MAX, BLOCK_TXS_MAX } from '../embedded/mempool.ts'
import { PRIORITIES } from './tx-pool.ts'
import type { KnownTx } from './tx-pool.ts'

/** What a transaction costs in a block beside its own bytes. */
const TX_OVERHEAD_BYTES = 8

export interface ProposalTimes {
  /** Of the header, rounded down to milliseconds. */
  readonly headerMs: number
  readonly lastStampMs: number
  /** Of this validator's clock. */
  readonly nowMs: number
}

/** The proposer's stamp: never behind the header or the last one. */
export function nextStamp({ headerMs, lastStampMs, nowMs }: ProposalTimes): number {
  return Math.max(nowMs, headerMs, lastStampMs + 1)
}

/** The stamp, then what fits: the most urgent first, each kind in order of arrival, no order twice. */
export function proposalOf(waiting: readonly KnownTx[], stampMs: number, bytesMax: number): Uint8Array[] {
  const stamp = encodeStamp(stampMs)
  const limit = Math.min(BLOCK_TX_BYTES_MAX, bytesMax - stamp.length - TX_OVERHEAD_BYTES)
  const chosen: Uint8Array[] = []
  const ids = new Set<string>()
  let bytes = 0
  for (const wanted of PRIORITIES) {
    for (const tx of waiting) {
      if (tx.priority !== wanted || ids.has(tx.decoded.id)) continue
      bytes += tx.bytes.length + TX_OVERHEAD_BYTES
      if (chosen.length >= BLOCK_TXS_MAX || bytes > limit) return [stamp, ...chosen]
      chosen.push(tx.bytes)
      ids.add(tx.decoded.id)
    }
  }
  return [stamp, ...chosen]
}

/** Why a proposal is not voted for. */
export type ProposalFault =
  'STAMP_MISSING' | 'STAMP_ORDER' | 'STAMP_AHEAD' | 'TXS_TOO_MANY' | 'TXS_TOO_LARGE' | 'TX_REFUSED' | 'TX_DUPLICATE'

/** Faults of its form and of its stamp. An old stamp is none: a block that was locked must stay acceptable. */
export function faultOfForm(txs: readonly Uint8Array[], times: ProposalTimes): ProposalFault | undefined {
  const [first, ...others] = txs
  const stampMs = first === undefined ? undefined : decodeStamp(first)
  if (stampMs === undefined) return 'STAMP_MISSING'
  if (stampMs <= times.lastStampMs || stampMs < times.headerMs) return 'STAMP_ORDER'
  if (stampMs > times.nowMs + STAMP_AHEAD_MAX_MS) return 'STAMP_AHEAD'
  if (others.length > BLOCK_TXS_MAX) return 'TXS_TOO_MANY'
  // What `proposalOf` counts, so that no proposal of ours is refused elsewhere.
  const bytes = others.reduce((sum, tx) => sum + tx.length, 0)
  return bytes > BLOCK_TX_BYTES_MAX ? 'TXS_TOO_LARGE' : undefined
}
