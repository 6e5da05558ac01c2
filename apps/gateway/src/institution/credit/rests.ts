/** What is not tried again for a time. Rests that are over are forgotten: nobody may ask for their subjects any more. */
export class Rests {
  readonly #restMs: number
  readonly #nowMs: () => number
  readonly #untilMs = new Map<string, number>()

  constructor(restMs: number, nowMs: () => number) {
    this.#restMs = restMs
    this.#nowMs = nowMs
  }

  add(subject: string): void {
    this.#forget()
    this.#untilMs.set(subject, this.#nowMs() + this.#restMs)
  }

  has(subject: string): boolean {
    return (this.#untilMs.get(subject) ?? 0) > this.#nowMs()
  }

  get size(): number {
    this.#forget()
    return this.#untilMs.size
  }

  #forget(): void {
    const nowMs = this.#nowMs()
    for (const [subject, untilMs] of this.#untilMs) if (untilMs <= nowMs) this.#untilMs.delete(subject)
  }
}
