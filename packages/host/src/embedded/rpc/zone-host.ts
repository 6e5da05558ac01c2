import type { Application } from '@xiezhi/kernel'
import type { Answer, StateStore } from '../../store/state-store.ts'
import type { TxOutcome } from '../mempool.ts'

/** What methods that every host answers need of it. */
export interface ZoneHost {
  readonly height: number
  readonly app: Application
  readonly store: StateStore
  /** Height of the last block that changed the state. */
  stateHeight(): number
  /** @throws StoreError STORE_HEIGHT_UNAVAILABLE */
  prove(key: Uint8Array, height?: number): Answer
  /** Resolves when the transaction's block is on disk. @throws ContractError, HostError if it cannot be included */
  submit(bytes: Uint8Array): Promise<TxOutcome>
  /** Calls after each block that is on disk; returns how to stop. */
  onBlock(listener: () => void): () => void
}

export interface ZoneContext {
  readonly host: ZoneHost
}
