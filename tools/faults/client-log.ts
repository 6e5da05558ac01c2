/** What a submitter knows of its own acts. Nothing else decides what a zone owes it. */
export class ClientLog {
  /** An answer came that they are in a block. */
  readonly acknowledged: string[] = []
  /** An answer came that they were refused. */
  readonly refused: string[] = []
  /** Sent, and no answer came: they may be there or not. */
  readonly unanswered: string[] = []
  #lastMs = performance.now()
  #longestMs = 0

  acknowledge(id: string): void {
    this.acknowledged.push(id)
    const nowMs = performance.now()
    this.#longestMs = Math.max(this.#longestMs, nowMs - this.#lastMs)
    this.#lastMs = nowMs
  }

  /** Begins to measure anew: the longest time from here on without an answer. */
  beginOutage(): void {
    this.#lastMs = performance.now()
    this.#longestMs = 0
  }

  get longestOutageMs(): number {
    return this.#longestMs
  }

  /** What is wrong with the acts that a ledger holds; empty where it holds what it must and nothing else. */
  wrongIn(held: readonly string[]): readonly string[] {
    const known = new Set(held)
    const sent = new Set([...this.acknowledged, ...this.unanswered])
    return [
      ...this.acknowledged.filter((id) => !known.has(id)).map((id) => `lost: ${id}`),
      ...this.refused.filter((id) => known.has(id)).map((id) => `refused and there: ${id}`),
      ...held.filter((id) => !sent.has(id)).map((id) => `never sent: ${id}`),
      ...(known.size === held.length ? [] : ['an act is there twice']),
    ]
  }
}
