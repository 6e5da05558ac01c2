import { setTimeout as sleep } from 'node:timers/promises'
import { base64Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { HostError } from '../embedded/host-error.ts'
import type { TxOutcome } from '../embedded/mempool.ts'
import { RpcError } from '../embedded/rpc/rpc-error.ts'
import type { CommittedBlock } from './abci-application.ts'
import type { EngineCall, EngineRpc } from './engine/engine-rpc.ts'
import type { Refusal } from './tx-checks.ts'

/** Submitters that wait at once; each holds its transaction. */
export const SUBMITTERS_MAX = 4_096
/** Bytes of their transactions. */
export const SUBMITTED_BYTES_MAX = 64 * 1024 * 1024
/** So long a submitter hears nothing; its order may still be included. Shorter than clients wait for an answer. */
export const SUBMIT_WAIT_MAX_MS = 25_000
const RESEND_PAUSE_MS = 500
/** Of one exchange with the engine, which takes 10,000,000 bytes and 1,000 calls. */
const SENT_AT_ONCE_MAX = 200
const SENT_BYTES_MAX = 4 * 1024 * 1024

interface Waiting {
  readonly bytes: Uint8Array
  readonly resolve: (outcome: TxOutcome) => void
  readonly reject: (error: unknown) => void
  readonly timer: NodeJS.Timeout
}

interface Outgoing {
  readonly bytes: Uint8Array
  readonly sent: () => void
  readonly failed: (error: unknown) => void
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
  /** What goes to the engine when those that have arrived beside it are checked. */
  #outgoing: Outgoing[] = []

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

  /** The engine asked about it, and there was no room for it any more. */
  refused(hash: string, refusal: Refusal): void {
    this.#reject(hash, refusal)
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

  /** Those of one turn go together. @throws HostError HOST_MEMPOOL_FULL, HOST_ENGINE_SILENT, HOST_NOT_INCLUDED */
  #send(bytes: Uint8Array): Promise<void> {
    return new Promise((sent, failed) => {
      if (this.#outgoing.length === 0) setImmediate(() => void this.#sendAll())
      this.#outgoing.push({ bytes, sent, failed })
    })
  }

  async #sendAll(): Promise<void> {
    const outgoing = this.#outgoing
    this.#outgoing = []
    await Promise.all(inParts(outgoing).map((part) => this.#sendPart(part)))
  }

  async #sendPart(part: readonly Outgoing[]): Promise<void> {
    const broadcasts = part.map(({ bytes }) => ({
      method: 'broadcast_tx_async',
      params: { tx: base64Encode(bytes) },
    }))
    try {
      const answers = await this.#options.rpc.callAll([...broadcasts, ASK_NOW])
      part.forEach(({ sent, failed }, at) => {
        const refusal = refusalIn(answers[at])
        if (refusal === undefined) sent()
        else failed(refusal)
      })
    } catch (error) {
      for (const { failed } of part) failed(error)
    }
  }
}

/**
 * The engine keeps its questions about transactions for up to 20 ms before it writes them to the application (CometBFT
 * 0.38, abci/client/socket_client.go, flushThrottleMS). This call asks over the same connection, about nothing, and is not kept.
 */
const ASK_NOW: EngineCall = { method: 'check_tx', params: { tx: '' } }

function inParts(outgoing: readonly Outgoing[]): readonly (readonly Outgoing[])[] {
  const parts: Outgoing[][] = []
  let bytes = SENT_BYTES_MAX
  for (const one of outgoing) {
    const part = parts.at(-1)
    bytes += one.bytes.length
    if (part === undefined || part.length >= SENT_AT_ONCE_MAX || bytes > SENT_BYTES_MAX) {
      parts.push([one])
      bytes = one.bytes.length
    } else part.push(one)
  }
  return parts
}

function refusalIn(answer: Json | RpcError | undefined): HostError | undefined {
  // Another node brought it here first: it is on its way.
  if (!(answer instanceof RpcError) || answer.data.includes('tx already exists in cache')) return undefined
  if (answer.data.includes('mempool is full')) return new HostError('HOST_MEMPOOL_FULL', {}, answer)
  return new HostError('HOST_NOT_INCLUDED', { reason: answer.data.slice(0, 200) }, answer)
}
