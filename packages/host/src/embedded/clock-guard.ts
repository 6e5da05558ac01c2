import type { ClockAlarm, ClockJournal } from './clock-journal.ts'
import { HostError } from './host-error.ts'

/** A wall clock may run ahead of the monotonic one, or behind the last stamp, by this much. */
export const CLOCK_JUMP_MAX_MS = 5_000

export interface Clock {
  /** UTC milliseconds. Read before `monotonicMs`. */
  wallMs(): number
  /** Milliseconds that only run forward. */
  monotonicMs(): number
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
}

/**
 * Watches the machine's clock. On a jump the host makes no block until a named officer has looked at the clock and
 * confirmed it: a stamp from a wrong clock would decide ranks and expiries. An alarm outlasts a restart.
 */
export class ClockGuard {
  readonly #clock: Clock
  readonly #journal: ClockJournal
  #wallMs: number
  #monotonicMs: number

  constructor(clock: Clock, journal: ClockJournal) {
    this.#clock = clock
    this.#journal = journal
    this.#wallMs = clock.wallMs()
    this.#monotonicMs = clock.monotonicMs()
  }

  get alarm(): ClockAlarm | undefined {
    return this.#journal.alarm
  }

  get confirmations(): ClockJournal['confirmations'] {
    return this.#journal.confirmations
  }

  /** The wall clock as it is, for showing. */
  shownMs(): number {
    return this.#clock.wallMs()
  }

  /** The wall clock, checked. @throws HostError HOST_CLOCK_ALARM until `confirm` */
  now(lastStampMs: number): number {
    const wallMs = this.#clock.wallMs()
    const monotonicMs = this.#clock.monotonicMs()
    if (this.alarm === undefined) this.#look(wallMs, this.#wallMs + (monotonicMs - this.#monotonicMs), lastStampMs)
    if (this.alarm !== undefined) throw new HostError('HOST_CLOCK_ALARM', { ...this.alarm })
    this.#wallMs = wallMs
    this.#monotonicMs = monotonicMs
    return wallMs
  }

  #look(wallMs: number, expectedMs: number, lastStampMs: number): void {
    const behindMs = lastStampMs - wallMs
    if (wallMs - expectedMs > CLOCK_JUMP_MAX_MS)
      this.#journal.raise({ kind: 'forward-jump', wallMs, expectedMs: Math.floor(expectedMs), lastStampMs })
    else if (behindMs > CLOCK_JUMP_MAX_MS + this.#journal.lagMs)
      this.#journal.raise({ kind: 'behind-last-stamp', wallMs, expectedMs: lastStampMs, lastStampMs })
    else if (this.#journal.lagMs > 0 && behindMs <= 0) this.#journal.caughtUp()
  }

  /**
   * An officer has checked the machine's clock: what it shows from now on counts, also where it is behind the last stamp
   * until it has caught up. On disk when this returns.
   */
  confirm(signed: Uint8Array): void {
    const wallMs = this.#clock.wallMs()
    if (this.alarm !== undefined) this.#journal.confirm(signed, wallMs)
    this.#wallMs = wallMs
    this.#monotonicMs = this.#clock.monotonicMs()
  }
}
