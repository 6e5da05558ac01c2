import type { Crypto, SignatureCheck } from '@xiezhi/crypto'
import { ContractError, requireSignatures } from '@xiezhi/kernel'
import type { Application, DecodedTx, Message } from '@xiezhi/kernel'
import { HostError } from '../embedded/host-error.ts'
import { txHash } from './tx-pool.ts'
import type { KnownTx, Priority, TxPool } from './tx-pool.ts'

/** Verified transactions that are remembered beside the pool: some blocks. */
export const RECENT_BYTES_MAX = 16 * 1024 * 1024
/** With so many signatures to check at once, other threads help. */
const CHECKS_FOR_THREADS_MIN = 4

export interface TxCheckOptions {
  readonly app: Application
  readonly crypto: Crypto
  readonly pool: TxPool
  /** Refuses, with a ContractError, messages that must not even stand in a block that refuses them. */
  readonly screen: (messages: readonly Message[]) => void
  /** What the messages claim to be; protective is only what the state would let these signers do. */
  readonly priorityOf: (messages: readonly Message[]) => Priority
  /** Signature checks on other threads; without it all are checked here. */
  readonly verifyLater?: ((checks: readonly SignatureCheck[]) => Promise<boolean[]>) | undefined
}

/** Why a transaction cannot be in a block. */
export type Refusal = ContractError | HostError
export type Checked = { readonly tx: KnownTx; readonly hash: string } | { readonly refusal: Refusal }
/** Its signatures are to be verified yet. */
interface Decoded {
  readonly tx: KnownTx
  readonly hash: string
  readonly isNew: true
}

/** What is decidable about transactions without the state; signatures of one call are verified together. */
export class TxChecks {
  readonly #options: TxCheckOptions
  /** Verified not long ago and not in the pool: a block under way, an order on its way to the engine. */
  readonly #recent = new Map<string, KnownTx>()
  #recentBytes = 0

  constructor(options: TxCheckOptions) {
    this.#options = options
  }

  hash(bytes: Uint8Array): string {
    return txHash(this.#options.crypto, bytes)
  }

  /** What was verified of a transaction, here or for the pool. */
  known(hash: string): KnownTx | undefined {
    return this.#options.pool.get(hash) ?? this.#recent.get(hash)
  }

  /**
   * `before` may refuse a decoded transaction before its signatures cost anything. Answers stand in the order of the
   * transactions; those in the pool are known good.
   */
  async check(
    txs: readonly Uint8Array[],
    before?: (decoded: DecodedTx, priority: Priority, bytes: Uint8Array) => void,
  ): Promise<Checked[]> {
    const checked: (Checked | Decoded)[] = txs.map((bytes) => this.#decode(bytes, before))
    const open = checked.flatMap((one, at) => ('isNew' in one ? [{ at, ...one }] : []))
    const verdicts = await this.#verify(open.flatMap(({ tx }) => tx.decoded.checks))
    let from = 0
    for (const { at, hash, tx } of open) {
      const own = verdicts.slice(from, from + tx.decoded.checks.length)
      from += tx.decoded.checks.length
      const refusal = refusalIn(() => requireSignatures(own))
      if (refusal === undefined) this.#remember(hash, tx)
      else checked[at] = { refusal }
    }
    return checked
  }

  #decode(
    bytes: Uint8Array,
    before: ((decoded: DecodedTx, priority: Priority, bytes: Uint8Array) => void) | undefined,
  ): Checked | Decoded {
    const { app, pool, screen } = this.#options
    const hash = this.hash(bytes)
    const waiting = pool.get(hash)
    if (waiting !== undefined) return { tx: waiting, hash }
    const recent = this.#recent.get(hash)
    let tx: KnownTx | undefined
    const refusal = refusalIn(() => {
      const decoded = recent?.decoded ?? app.decode(bytes)
      const { messages } = decoded.body
      if (recent === undefined) screen(messages)
      // In a proposal of others nothing depends on it.
      const priority = before === undefined ? (recent?.priority ?? 'ordinary') : this.#priorityOf(decoded)
      before?.(decoded, priority, bytes)
      tx = { bytes, decoded, priority }
    })
    if (tx === undefined) return { refusal: refusal ?? new HostError('HOST_STOPPED') }
    return recent === undefined ? { tx, hash, isNew: true } : { tx, hash }
  }

  /** Before signatures are verified: a stranger's claim costs a look at the state, and no room that is kept for others. */
  #priorityOf(decoded: DecodedTx): Priority {
    const { app, priorityOf } = this.#options
    const claimed = priorityOf(decoded.body.messages)
    return claimed !== 'protective' || app.passesChecks(decoded) ? claimed : 'ordinary'
  }

  #remember(hash: string, tx: KnownTx): void {
    if (this.#recent.has(hash)) return
    this.#recent.set(hash, tx)
    this.#recentBytes += tx.bytes.length
    for (const [eldest, { bytes }] of this.#recent) {
      if (this.#recentBytes <= RECENT_BYTES_MAX) break
      this.#recent.delete(eldest)
      this.#recentBytes -= bytes.length
    }
  }

  async #verify(checks: readonly SignatureCheck[]): Promise<readonly boolean[]> {
    const { crypto, verifyLater } = this.#options
    if (verifyLater === undefined || checks.length < CHECKS_FOR_THREADS_MIN) return crypto.verifyMany(checks)
    return verifyLater(checks)
  }
}

/** @throws what is no refusal */
export function refusalIn(run: () => void): Refusal | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof ContractError || error instanceof HostError) return error
    throw error
  }
}
