import { setTimeout as sleep } from 'node:timers/promises'
import { base64Decode, base64Encode, decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { HostError } from '../embedded/host-error.ts'
import type { TxOutcome } from '../embedded/mempool.ts'
import { RpcError } from '../embedded/rpc/rpc-error.ts'
import type { CommittedBlock } from './abci-application.ts'
import type { EngineRpc } from './engine/engine-rpc.ts'
import type { Refusal } from './tx-checks.ts'

/** Submitters that wait at once; each holds its transaction. */
export const SUBMITTERS_MAX = 4_096
/** Bytes of their transactions. */
export const SUBMITTED_BYTES_MAX = 64 * 1024 * 1024
/** So long a submitter hears nothing; its order may still be included. Shorter than clients wait for an answer. */
export const SUBMIT_WAIT_MAX_MS = 25_000
const RESEND_PAUSE_MS = 500

interface Waiting {
  readonly bytes: Uint8Array
  readonly resolve: (outcome: TxOutcome) => void
  readonly reject: (error: unknown) => void
  readonly timer: NodeJS.Timeout
}

export interface SubmissionOptions {
  readonly rpc: EngineRpc
  readonly hash: (bytes: Uint8Array) => string
  readonly refusalBefore: (bytes: Uint8Array) => Promise<Refusal | undefined>
}

/** Orders on their way through the engine, with those who wait for them. */
export class Submissions {
  readonly #options: SubmissionOptions
  readonly #waiting = new Map<string, Waiting>()
  #bytes = 0
  #isOpen = true
  #isResending = false

  constructor(options: SubmissionOptions) {
    this.#options = options
  }

  /** Resolves when a block with the transaction is committed and on disk here. @throws ContractError, HostError */
  async submit(bytes: Uint8Array): Promise<TxOutcome> {
    if (!this.#isOpen) throw new HostError('HOST_STOPPED')
    if (this.#waiting.size >= SUBMITTERS_MAX || this.#bytes + bytes.length > SUBMITTED_BYTES_MAX)
      throw new HostError('HOST_MEMPOOL_FULL', {
        submittersMax: SUBMITTERS_MAX,
        submittedBytesMax: SUBMITTED_BYTES_MAX,
        bytes: this.#bytes,
      })
    const refusal = await this.#options.refusalBefore(bytes)
    if (refusal !== undefined) throw refusal
    const hash = this.#options.hash(bytes)
    if (this.#waiting.has(hash)) throw new HostError('HOST_TX_KNOWN', { hash })
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#reject(hash, new HostError('HOST_NOT_INCLUDED', { waitedMs: SUBMIT_WAIT_MAX_MS }))
      }, SUBMIT_WAIT_MAX_MS)
      this.#waiting.set(hash, { bytes, resolve, reject, timer })
      this.#bytes += bytes.length
      this.#send(bytes).then(undefined, (error: unknown) => {
        this.#reject(hash, error)
      })
    })
  }

  /** Tells those whose transaction is in a block. */
  committed({ height, hashes, results }: CommittedBlock): void {
    if (this.#waiting.size === 0) return
    hashes.forEach((hash, index) => {
      const waiting = this.#waiting.get(hash)
      const result = results[index]
      if (waiting === undefined || result === undefined) return
      this.#forget(hash, waiting)
      waiting.resolve({ height, index, ...result })
    })
  }

  /** An engine that starts anew has forgotten what waited. */
  async resend(): Promise<void> {
    if (this.#isResending) return
    this.#isResending = true
    while (this.#isOpen && this.#waiting.size > 0) {
      await sleep(RESEND_PAUSE_MS)
      try {
        for (const { bytes } of this.#waiting.values()) await this.#send(bytes)
        break
      } catch (error) {
        const isSilent = error instanceof HostError && error.code === 'HOST_ENGINE_SILENT'
        // The submitters learn at their own end what else became of it.
        if (!isSilent) break
      }
    }
    this.#isResending = false
  }

  close(): void {
    this.#isOpen = false
    for (const hash of [...this.#waiting.keys()]) this.#reject(hash, new HostError('HOST_STOPPED'))
  }

  #reject(hash: string, error: unknown): void {
    const waiting = this.#waiting.get(hash)
    if (waiting === undefined) return
    this.#forget(hash, waiting)
    waiting.reject(error)
  }

  #forget(hash: string, { bytes, timer }: Waiting): void {
    this.#waiting.delete(hash)
    this.#bytes -= bytes.length
    clearTimeout(timer)
  }

  /** @throws HostError HOST_MEMPOOL_FULL, HOST_TX_KNOWN, HOST_ENGINE_SILENT, HOST_NOT_INCLUDED */
  async #send(bytes: Uint8Array): Promise<void> {
    try {
      const answer = await this.#options.rpc.call('broadcast_tx_sync', { tx: base64Encode(bytes) })
      const { code, log, data } = answer as unknown as CheckAnswer
      if (code !== 0) throw new HostError('HOST_NOT_INCLUDED', { reason: log, ...factsOf(data) })
    } catch (error) {
      if (!(error instanceof RpcError)) throw error
      // Another node brought it here first: it is on its way.
      if (error.data.includes('tx already exists in cache')) return
      if (error.data.includes('mempool is full')) throw new HostError('HOST_MEMPOOL_FULL', {}, error)
      throw new HostError('HOST_NOT_INCLUDED', { reason: error.data.slice(0, 200) }, error)
    }
  }
}

interface CheckAnswer {
  readonly code: number
  readonly log: string
  readonly data: string
}

function factsOf(data: string): { readonly refusal: string } {
  const refusal: Json = data === '' ? {} : decodeCanonical(base64Decode(data))
  return { refusal: JSON.stringify(refusal).slice(0, 400) }
}
