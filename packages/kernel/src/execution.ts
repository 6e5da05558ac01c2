import type { Crypto } from '@xiezhi/crypto'
import type { Attempt, BlockInfo, DueEffect, Event, Signer, TxContext } from './context.ts'
import { addDue } from './due.ts'
import { ContractError, ensure } from './errors.ts'
import { errors } from './kernel-errors.ts'
import { Overlay } from './state/store.ts'
import type { Store } from './state/store.ts'

export const EVENTS_PER_TX_MAX = 2_048

export interface ExecutionInput {
  readonly block: BlockInfo
  readonly crypto: Crypto
  readonly store: Store
  readonly txId: string
  readonly messageIndex: number
  readonly signers: readonly Signer[]
  readonly events: Event[]
}

/** The context of a message or due effect over a store that the caller may still drop. */
export function executionContext(input: ExecutionInput): TxContext {
  const { block, crypto, store, txId, messageIndex, signers, events } = input
  // Named one by one: a spread copies by a call of the engine, which costs as much as a small handler.
  return {
    block,
    crypto,
    store,
    txId,
    messageIndex,
    signers,
    emit(event: Event) {
      ensure(events.length < EVENTS_PER_TX_MAX, errors.EffectLimit, { eventsMax: EVENTS_PER_TX_MAX })
      events.push(event)
    },
    schedule(due: DueEffect) {
      addDue(store, block.decidedAtMs, due)
    },
    attempt<T>(run: (ctx: TxContext) => T): Attempt<T> {
      const overlay = new Overlay(store)
      const inner: Event[] = []
      try {
        const value = run(executionContext({ ...input, store: overlay, events: inner }))
        overlay.apply(store)
        events.push(...inner)
        return { ok: true, value }
      } catch (error) {
        if (error instanceof ContractError) return { ok: false, error }
        throw error
      }
    },
  }
}
