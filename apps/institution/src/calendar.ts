const BEIJING_MS = 8 * 3_600_000

/** The institution's day and clock. A day that was set stays until another is. */
export class Calendar {
  #today: string | undefined
  /** The day on which measures that are over were last ended. */
  endedOn: string | undefined

  constructor(today: string | undefined) {
    this.#today = today
  }

  set(today: string): void {
    this.#today = today
  }

  today(): string {
    return this.#today ?? beijing().slice(0, 10)
  }

  now(): string {
    return `${this.today()}T${beijing().slice(11, 19)}+08:00`
  }
}

function beijing(): string {
  return new Date(Date.now() + BEIJING_MS).toISOString()
}
