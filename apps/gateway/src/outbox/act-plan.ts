import type { Message } from '@xiezhi/kernel'
import type { Json } from '@xiezhi/codec'

/** What an act sends to the ledger. */
export interface ActPlan {
  /** Name of the route. */
  readonly act: string
  readonly subject: { readonly kind: string; readonly id: string }
  /** Messages of the transaction. */
  readonly messages: readonly Message[]
  /**
   * `answer`: the first message is a question; its answer is waited for. The messages that follow the answer are signed with
   * the question, in the same session, and sent when it is there.
   */
  readonly then: 'done' | 'answer'
  /** Given the id of the first message's act. */
  readonly follow?: (dispatchId: string) => readonly Message[]
  /** Keeps what has to be on disk before anything is signed: what opens a commitment. */
  readonly prepare?: () => Promise<void>
  /** Leaves with the others of its dispatch slot; absent: at once, as everything that protects property does. */
  readonly inSlot?: boolean
  /** Kept with the row, and shown with its result. */
  readonly facts?: Readonly<Record<string, Json>>
}

/** As it stands in the row. */
export interface StoredPlan {
  readonly chainId: string
  readonly messages: readonly Message[]
  readonly then: ActPlan['then']
  readonly dispatchId: string | null
  /** Nothing is sent before; absent: at once. */
  readonly leavesAtMs?: number
  readonly facts: Readonly<Record<string, Json>>
}
