import { packetErrors } from '@xiezhi/interchain'
import { kernelErrors } from '@xiezhi/kernel'
import type { Refusal } from './cargo.ts'

/** Wait after a first refusal; doubled from try to try up to the cap. */
export const REFUSED_FIRST_MS = 1_000
export const REFUSED_MAX_MS = 5 * 60_000

export interface RefusedEntry {
  readonly sequence: number
  readonly type: string
  /** `<codespace>/<code>` of the last refusal. */
  readonly reason: string
  readonly tries: number
  /** When it is tried again, UTC milliseconds; null: given up. */
  readonly nextMs: number | null
}

/** No waiting changes these: the message itself is wrong, contradicts the ledger, or meets a fault in the code behind it. */
const FINAL: ReadonlySet<string> = new Set(
  [
    kernelErrors.MessageUnknown,
    kernelErrors.MessageMalformed,
    kernelErrors.HandlerFault,
    kernelErrors.EffectLimit,
    packetErrors.CounterpartyMismatch,
    // Only the proof that it was not received ends such a packet.
    packetErrors.TimeoutElapsed,
    packetErrors.PayloadInvalid,
    packetErrors.PacketMismatch,
    packetErrors.AcknowledgementIsSentinel,
    packetErrors.AcknowledgementBytes,
  ].map(({ codespace, code }) => `${codespace}/${code}`),
)

/**
 * What a ledger has refused, by sequence: what may heal (a client that is not updated, a counterparty that is not registered,
 * a clock) waits longer from try to try; what cannot is given up, and says why. Kept until the packet has ended.
 */
export class Refusals {
  readonly #entries = new Map<number, RefusedEntry>()

  /** Returns what was noted. */
  note(refusal: Refusal, nowMs: number): RefusedEntry {
    const { sequence, type, codespace, code } = refusal
    const reason = `${codespace}/${code}`
    const tries = (this.#entries.get(sequence)?.tries ?? 0) + 1
    const waitMs = Math.min(REFUSED_MAX_MS, REFUSED_FIRST_MS * 2 ** (tries - 1))
    const nextMs = FINAL.has(reason) ? null : nowMs + waitMs
    const entry = { sequence, type, reason, tries, nextMs }
    this.#entries.set(sequence, entry)
    return entry
  }

  /** Whether it may be tried: never refused, or refused and its wait is over. */
  isDue(sequence: number, nowMs: number): boolean {
    const entry = this.#entries.get(sequence)
    return entry === undefined || (entry.nextMs !== null && entry.nextMs <= nowMs)
  }

  has(sequence: number): boolean {
    return this.#entries.has(sequence)
  }

  forget(sequence: number): void {
    this.#entries.delete(sequence)
  }

  get entries(): readonly RefusedEntry[] {
    return [...this.#entries.values()]
  }
}
