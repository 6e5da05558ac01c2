import type { OutboxRow } from '@xiezhi/gateway-api'
import type { Entry, Step } from './outbox-store.ts'

interface Held {
  readonly row: OutboxRow
  readonly answer: (row: OutboxRow) => void
  readonly timer: NodeJS.Timeout
}

/** Answers to acts that leave when the act has ended, or when their time is over: rows are kept up with what is written. */
export class HeldAnswers {
  readonly #held = new Map<string, Held>()
  #isClosed = false

  /** The row at its end, or as it stands `waitMs` later. It has just been begun: no step of it is missed. */
  until(row: OutboxRow, waitMs: number): Promise<OutboxRow> {
    if (this.#isClosed) return Promise.resolve(row)
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#release(row.id)
      }, waitMs)
      this.#held.set(row.id, { row, answer: resolve, timer })
    })
  }

  /** These steps are on disk now; the entry stands behind them. */
  stepped({ id, state, result }: Entry, written: OutboxRow['steps'], { isFinal = false, refusal }: Step): void {
    const held = this.#held.get(id)
    if (held === undefined) return
    const { row } = held
    const steps = [...row.steps, ...written]
    const updatedAtMs = written.at(-1)?.atMs ?? row.updatedAtMs
    const now = { ...row, state, isFinal, steps, result, refusal: refusal ?? row.refusal, updatedAtMs }
    this.#held.set(id, { ...held, row: now })
    if (isFinal) this.#release(id)
  }

  /** All leave as their rows stand, and none is held any more. */
  close(): void {
    this.#isClosed = true
    for (const id of [...this.#held.keys()]) this.#release(id)
  }

  #release(id: string): void {
    const held = this.#held.get(id)
    if (held === undefined) return
    this.#held.delete(id)
    clearTimeout(held.timer)
    held.answer(held.row)
  }
}
