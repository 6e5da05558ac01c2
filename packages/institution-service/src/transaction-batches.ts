import type { Message } from '@xiezhi/kernel'
import type { LedgerOutcome } from './ports.ts'

/** Far below what one transaction may hold. */
const MESSAGES_MAX = 120
/** Transactions on their way; what comes meanwhile goes together with the next. */
const UNDER_WAY_MAX = 3

interface Part {
  readonly messages: readonly Message[]
  readonly resolve: (outcome: LedgerOutcome) => void
  readonly reject: (reason: unknown) => void
}

/** Messages of many orders in few transactions. Those of one order go together; one that is refused takes no other with it. */
export class TransactionBatches {
  readonly #send: (messages: readonly Message[]) => Promise<LedgerOutcome>
  #waiting: Part[] = []
  #underWay = 0
  #isDue = false

  constructor(send: (messages: readonly Message[]) => Promise<LedgerOutcome>) {
    this.#send = send
  }

  submit(messages: readonly Message[]): Promise<LedgerOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ messages, resolve, reject })
      this.#begin()
    })
  }

  #begin(): void {
    if (this.#isDue || this.#underWay >= UNDER_WAY_MAX) return
    this.#isDue = true
    // Whoever submits at the same moment comes with it.
    setImmediate(() => {
      this.#isDue = false
      if (this.#waiting.length === 0) return
      this.#underWay++
      void this.#sendParts(this.#next()).finally(() => {
        this.#underWay--
        if (this.#waiting.length > 0) this.#begin()
      })
      if (this.#waiting.length > 0) this.#begin()
    })
  }

  #next(): readonly Part[] {
    let count = 0
    const end = this.#waiting.findIndex(({ messages }) => (count += messages.length) > MESSAGES_MAX)
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(1, end))
  }

  async #sendParts(parts: readonly Part[]): Promise<void> {
    try {
      const outcome = await this.#send(parts.flatMap(({ messages }) => messages))
      if (outcome.kind === 'done' || parts.length === 1) for (const { resolve } of parts) resolve(outcome)
      else {
        const half = parts.length >> 1
        await Promise.all([this.#sendParts(parts.slice(0, half)), this.#sendParts(parts.slice(half))])
      }
    } catch (error) {
      for (const { reject } of parts) reject(error)
    }
  }
}
