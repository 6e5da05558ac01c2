import { HostError } from './host-error.ts'

/** A wall clock may run ahead of the monotonic one, or behind the last stamp, by this much. */
export const CLOCK_JUMP_MAX_MS = 5_000

export interface Clock {
  /** UTC milliseconds. */
  wallMs(): number
  /** Milliseconds that only run forward. */
  monotonicMs(): number
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
}

export interface ClockAlarm {
  readonly kind: 'forward-jump' | 'behind-last-stamp'
  readonly wallMs: number
  readonly expectedMs: number
}

/**
 * Watches the machine's clock. On a jump the host makes no block until a named operator has looked at the clock and
 * confirmed it: a stamp from a wrong clock would decide ranks and expiries.
 */
export class ClockGuard {
  readonly #clock: Clock
  #wallMs: number
  #monotonicMs: number
  #alarm: ClockAlarm | undefined
  readonly #confirmations: { readonly operator: string; readonly alarm: ClockAlarm; readonly atMs: number }[] = []

  constructor(clock: Clock) {
    this.#clock = clock
    this.#wallMs = clock.wallMs()
    this.#monotonicMs = clock.monotonicMs()
  }

  get alarm(): ClockAlarm | undefined {
    return this.#alarm
  }

  get confirmations(): readonly { readonly operator: string; readonly alarm: ClockAlarm; readonly atMs: number }[] {
    return this.#confirmations
  }

  /** The wall clock, checked. @throws HostError HOST_CLOCK_ALARM until `confirm` */
  now(lastStampMs: number): number {
    const wallMs = this.#clock.wallMs()
    const monotonicMs = this.#clock.monotonicMs()
    if (this.#alarm === undefined) {
      const expectedMs = this.#wallMs + (monotonicMs - this.#monotonicMs)
      if (wallMs - expectedMs > CLOCK_JUMP_MAX_MS) this.#alarm = { kind: 'forward-jump', wallMs, expectedMs }
      else if (lastStampMs - wallMs > CLOCK_JUMP_MAX_MS)
        this.#alarm = { kind: 'behind-last-stamp', wallMs, expectedMs: lastStampMs }
    }
    if (this.#alarm !== undefined) throw new HostError('HOST_CLOCK_ALARM', { ...this.#alarm })
    this.#wallMs = wallMs
    this.#monotonicMs = monotonicMs
    return wallMs
  }

  /** The operator has checked the machine's clock; what it shows from now on counts. */
  confirm(operator: string): void {
    const wallMs = this.#clock.wallMs()
    if (this.#alarm !== undefined) this.#confirmations.push({ operator, alarm: this.#alarm, atMs: wallMs })
    this.#alarm = undefined
    this.#wallMs = wallMs
    this.#monotonicMs = this.#clock.monotonicMs()
  }
}
