import { hexEncode } from '@xiezhi/codec'
import type { DecodedTx } from '@xiezhi/kernel'
import { HostError } from '../embedded/host-error.ts'

/** Who goes first where not all fit: acts that keep harm away, then all others, then bulk imports. */
export const PRIORITIES = ['protective', 'ordinary', 'bulk'] as const
export type Priority = (typeof PRIORITIES)[number]

/** Transactions that this node has checked and that wait for a block. */
export const POOL_TXS_MAX = 20_000
export const POOL_BYTES_MAX = 32 * 1024 * 1024
/** Of both limits; what is left is kept for the more urgent. */
const SHARES: Readonly<Record<Priority, number>> = { protective: 1, ordinary: 0.9, bulk: 0.5 }

export interface KnownTx {
  readonly bytes: Uint8Array
  readonly decoded: DecodedTx
  readonly priority: Priority
}

/**
 * What the engine's pool holds, as this node knows it: the engine keeps the bytes, and here stand the limits and what was
 * verified, so that no signature is checked twice. A full pool refuses instead of growing.
 */
export class TxPool {
  readonly #waiting = new Map<string, KnownTx>()
  readonly #ids = new Set<string>()
  #bytes = 0

  get size(): number {
    return this.#waiting.size
  }

  get bytes(): number {
    return this.#bytes
  }

  get(hash: string): KnownTx | undefined {
    return this.#waiting.get(hash)
  }

  /** @throws HostError HOST_MEMPOOL_FULL */
  mustHaveRoom(priority: Priority, bytes: number): void {
    const txsMax = Math.floor(SHARES[priority] * POOL_TXS_MAX)
    const bytesMax = Math.floor(SHARES[priority] * POOL_BYTES_MAX)
    if (this.#waiting.size < txsMax && this.#bytes + bytes <= bytesMax) return
    throw new HostError('HOST_MEMPOOL_FULL', {
      priority,
      txsMax,
      bytesMax,
      txs: this.#waiting.size,
      bytes: this.#bytes,
    })
  }

  /** @throws HostError HOST_MEMPOOL_FULL, HOST_TX_KNOWN for the same order with other signatures */
  add(hash: string, tx: KnownTx): void {
    if (this.#waiting.has(hash)) return
    if (this.#ids.has(tx.decoded.id)) throw new HostError('HOST_TX_KNOWN', { id: tx.decoded.id })
    this.mustHaveRoom(tx.priority, tx.bytes.length)
    this.#waiting.set(hash, tx)
    this.#ids.add(tx.decoded.id)
    this.#bytes += tx.bytes.length
  }

  remove(hash: string): void {
    const tx = this.#waiting.get(hash)
    if (tx === undefined) return
    this.#waiting.delete(hash)
    this.#ids.delete(tx.decoded.id)
    this.#bytes -= tx.bytes.length
  }

  /** Forgets what no block can include any more. */
  expire(stampMs: number): void {
    for (const [hash, { decoded }] of this.#waiting) if (decoded.body.expiresAtMs < stampMs) this.remove(hash)
  }

  /** An engine that starts anew has an empty pool. */
  clear(): void {
    this.#waiting.clear()
    this.#ids.clear()
    this.#bytes = 0
  }
}

/** By which the engine knows a transaction, as text. */
export function txHash(crypto: { sha256(bytes: Uint8Array): Uint8Array }, bytes: Uint8Array): string {
  return hexEncode(crypto.sha256(bytes))
}
