import type { TextState } from '@xiezhi/gateway-api'
import type { KeptText } from '@xiezhi/vault'

export const SHOWN_STATES = { HELD: 'held', ERASED: 'erased', TAMPERED: 'damaged' } as const

/** A kept value as a page shows it: null with the reason in the state. */
export interface Shown<T> {
  readonly value: T | null
  readonly state: TextState
}

/** What a court keeps of a decision beside the digest that was signed. */
export interface DecisionText {
  readonly decisionNo: string
  readonly reasons: string | null
}

export function shownOf<T>(values: ReadonlyMap<string, KeptText>): ReadonlyMap<string, Shown<T>> {
  return new Map(
    [...values].map(([commitment, one]) => {
      return [commitment, { value: one.state === 'HELD' ? (one.value as T) : null, state: SHOWN_STATES[one.state] }]
    }),
  )
}

/** Number and reasons of a decision. One that gives no reasons has lost none: its state is `none`. */
export function decisionText(found: Shown<DecisionText> | undefined): {
  readonly decisionNo: string | null
  readonly reasons: string | null
  readonly reasonsState: TextState
} {
  const reasons = found?.value?.reasons ?? null
  const isBare = found === undefined || found.value?.reasons === null
  return { decisionNo: found?.value?.decisionNo ?? null, reasons, reasonsState: isBare ? 'none' : found.state }
}
