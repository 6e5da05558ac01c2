import type { DecodedTx } from '@xiezhi/kernel'
import { HostError } from './host-error.ts'

export const MEMPOOL_TXS_MAX = 50_000
export const MEMPOOL_BYTES_MAX = 128 * 1024 * 1024
/** Transaction bytes taken into one block. */
export const BLOCK_TX_BYTES_MAX = 4 * 1024 * 1024
export const BLOCK_TXS_MAX = 2_000

export interface PendingTx {
  readonly bytes: Uint8Array
  readonly decoded: DecodedTx
  readonly resolve: (outcome: TxOutcome) => void
  readonly reject: (error: unknown) => void
}

/** What became of a submitted transaction; on disk when the submitter learns it. */
export interface TxOutcome {
  readonly height: number
  readonly index: number
  readonly code: number
  readonly codespace: string
  readonly data: Uint8Array
  readonly events: readonly import('@xiezhi/kernel').Event[]
}

/** Transactions that wait for a block, in order of arrival. A full pool refuses instead of growing. */
export class Mempool {
  readonly #pending: PendingTx[] = []
  readonly #ids = new Set<string>()
  #bytes = 0

  get size(): number {
    return this.#pending.length
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  /** @throws HostError HOST_MEMPOOL_FULL, HOST_TX_KNOWN */
  add(tx: PendingTx): void {
    const { id } = tx.decoded
    if (this.#ids.has(id)) throw new HostError('HOST_TX_KNOWN', { id })
    this.mustHaveRoom(this.#pending.length, tx.bytes.length)
    this.#pending.push(tx)
    this.#ids.add(id)
    this.#bytes += tx.bytes.length
  }

  /** Whether one more fits beside so many that wait. @throws HostError HOST_MEMPOOL_FULL */
  mustHaveRoom(txs: number, bytes = 0): void {
    if (txs < MEMPOOL_TXS_MAX && this.#bytes + bytes <= MEMPOOL_BYTES_MAX) return
    throw new HostError('HOST_MEMPOOL_FULL', { txsMax: MEMPOOL_TXS_MAX, bytesMax: MEMPOOL_BYTES_MAX, txs })
  }

  /** Takes the oldest transactions that fit one block. */
  take(): PendingTx[] {
    let bytes = 0
    let count = 0
    for (const tx of this.#pending) {
      if (count >= BLOCK_TXS_MAX || (count > 0 && bytes + tx.bytes.length > BLOCK_TX_BYTES_MAX)) break
      bytes += tx.bytes.length
      count++
    }
    const taken = this.#pending.splice(0, count)
    for (const tx of taken) this.#ids.delete(tx.decoded.id)
    this.#bytes -= bytes
    return taken
  }

  /** Empties the pool, telling every submitter why. */
  rejectAll(error: unknown): void {
    for (const tx of this.#pending.splice(0)) tx.reject(error)
    this.#ids.clear()
    this.#bytes = 0
  }
}
