import type { Json } from '@xiezhi/codec'
import type { Crypto, KeyText } from '@xiezhi/crypto'
import type { ReadStore, Store } from './state/store.ts'

/** Who signed: organisation and officer as named in the body, and the key whose signature verified. */
export interface Signer {
  readonly organisation: string
  readonly officer: string
  readonly key: KeyText
}

export interface BlockInfo {
  readonly chainId: string
  readonly height: number
  /** Header time in UTC milliseconds: IBC `now`, timeouts, client time. */
  readonly timeMs: number
  /** The stamp in UTC milliseconds: legal instants (arrival, validity of keys, expiry, rank). */
  readonly decidedAtMs: number
}

/** What a query may see. */
export interface ReadContext {
  readonly block: BlockInfo
  readonly crypto: Crypto
  readonly store: ReadStore
}

/** What the check of a message may see: it cannot write, emit or schedule. */
export interface CheckContext extends ReadContext {
  /** Transaction id, hex of SHA-256 over the canonical body. */
  readonly txId: string
  /** Position of the message in its transaction. `txId` and this name an act. */
  readonly messageIndex: number
  /** Verified: each has signed the whole body. */
  readonly signers: readonly Signer[]
}

export interface Event {
  readonly type: string
  readonly data: Readonly<Record<string, Json>>
}

/** What the execution of a checked message may do. */
export interface TxContext extends CheckContext {
  readonly store: Store
  emit(event: Event): void
  /** Runs `module.due[kind]` with `item` in the first block whose stamp has reached `atMs`. */
  schedule(due: DueEffect): void
  /**
   * Runs on a cached context: writes, events and schedules are kept if `run` returns and dropped if it throws a
   * ContractError, which is returned.
   */
  attempt<T>(run: (ctx: TxContext) => T): Attempt<T>
}

export type Attempt<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: import('./errors.ts').ContractError }

export interface DueEffect {
  readonly module: string
  readonly kind: string
  /** UTC milliseconds. */
  readonly atMs: number
  readonly item: Json
}
