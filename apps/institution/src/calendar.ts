const BEIJING_MS = 8 * 3_600_000

/** The institution's day and clock. A day that was set stays until another is. */
export class Calendar {
  readonly #nowMs: () => number
  #today: string | undefined
  /** The day on which measures that are over were last ended. */
  endedOn: string | undefined

  constructor(today: string | undefined, nowMs: () => number = Date.now) {
    this.#today = today
    this.#nowMs = nowMs
  }

  set(today: string): void {
    this.#today = today
  }

  today(): string {
    return this.#today ?? this.#beijing().slice(0, 10)
  }

  now(): string {
    return `${this.today()}T${this.#beijing().slice(11, 19)}+08:00`
  }

  #beijing(): string {
    return new Date(this.#nowMs() + BEIJING_MS).toISOString()
  }
}
