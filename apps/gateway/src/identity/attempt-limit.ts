const FAILURES_MAX = 10
const WINDOW_MS = 5 * 60_000
const NAMES_MAX = 10_000

/** After ten wrong passwords in five minutes a name is not tried any more for as long. */
export class AttemptLimit {
  readonly #failures = new Map<string, { count: number; untilMs: number }>()
  readonly #nowMs: () => number

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs
  }

  allows(name: string): boolean {
    const found = this.#failures.get(name)
    return found === undefined || this.#nowMs() >= found.untilMs || found.count < FAILURES_MAX
  }

  failed(name: string): void {
    const nowMs = this.#nowMs()
    const found = this.#failures.get(name)
    const count = found === undefined || nowMs >= found.untilMs ? 1 : found.count + 1
    if (this.#failures.size >= NAMES_MAX) this.#failures.clear()
    this.#failures.set(name, { count, untilMs: nowMs + WINDOW_MS })
  }

  succeeded(name: string): void {
    this.#failures.delete(name)
  }
}
