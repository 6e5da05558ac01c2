import type { Gathered } from '@xiezhi/sdk'
import { VaultError } from '@xiezhi/vault'
import type { AnnexExchange, ReceivedAnnex, SignedAnnex } from '@xiezhi/vault'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import type { IncomingAnnexes } from './annex-kind.ts'

/** A packet and its annex run side by side: the annex waits for the packet so long. */
const EARLY_WAIT_MS = 10_000
/** Without word of it a packet may still have been looked at: it may have no annex. */
const EARLY_STEP_MS = 500
/** What the other authority itself sent and what does not fit: said to whoever waits. */
const NOTED: readonly string[] = ['ANNEX_DIGEST', 'ANNEX_UNREADABLE']

export interface IntakeOptions {
  readonly db: Database
  readonly exchange: AnnexExchange
  readonly kinds: readonly IncomingAnnexes[]
}

/** Takes in what other authorities send, each annex held against the digest on the ledger. */
export class AnnexIntake {
  readonly #options: IntakeOptions
  readonly #received: Gathered<SignedAnnex, ReceivedAnnex | VaultError>
  /** Annexes that are being taken in, by reference. */
  readonly #arrivals = new Map<string, Set<Arrival>>()

  constructor(options: IntakeOptions) {
    this.#options = options
    this.#received = gathered((annexes) => options.exchange.takeAll(annexes))
    options.exchange.onExpected((references) => {
      for (const reference of references) for (const arrival of this.#arrivals.get(reference) ?? []) arrival.wake()
    })
  }

  /** `waitMs`: for a packet that is not there yet; a file can be looked at again instead. @throws VaultError as `AnnexExchange.receive` */
  async receive(envelope: Uint8Array, waitMs = EARLY_WAIT_MS): Promise<void> {
    const annex = this.#options.exchange.signed(envelope)
    // Before the first look: a packet that is looked at meanwhile is not missed.
    const arrival = this.#arrive(annex)
    try {
      await this.#take(annex, arrival, Date.now() + waitMs)
    } finally {
      this.#leave(annex, arrival)
    }
  }

  #arrive({ reference }: SignedAnnex): Arrival {
    const arrival = new Arrival()
    const same = this.#arrivals.get(reference)
    if (same === undefined) this.#arrivals.set(reference, new Set([arrival]))
    else same.add(arrival)
    return arrival
  }

  #leave({ reference }: SignedAnnex, arrival: Arrival): void {
    const same = this.#arrivals.get(reference)
    same?.delete(arrival)
    if (same?.size === 0) this.#arrivals.delete(reference)
  }

  async #take(annex: SignedAnnex, arrival: Arrival, endMs: number): Promise<void> {
    for (let isLast = false; ;) {
      try {
        const received = await this.#received.load(annex)
        if (received instanceof VaultError) throw received
        const { sender, reference } = received
        const kinds = this.#options.kinds.filter((kind) => kind.sender === sender)
        const own = kinds.find((kind) => kind.isOwn?.(reference)) ?? kinds.find((kind) => kind.isOwn === undefined)
        own?.changed(reference)
        return
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
        const { reference } = error.facts
        if (typeof reference !== 'string') throw error
        if (NOTED.includes(error.code)) {
          await this.#note(reference, error.code)
          for (const kind of this.#options.kinds) kind.refused?.(reference, error.code)
        }
        if (error.code !== 'ANNEX_UNEXPECTED' || isLast) throw error
        // Looked at in between: once more, and no further.
        isLast = Date.now() >= endMs || !(await this.#isUnderWay(reference))
        if (!isLast) await arrival.expected()
      }
    }
  }

  async #isUnderWay(reference: string): Promise<boolean> {
    for (const kind of this.#options.kinds) if (await kind.isUnderWay(reference)) return true
    return false
  }

  async #note(reference: string, code: string): Promise<void> {
    const row = { dispatch_id: reference, code, at_ms: Date.now() }
    await this.#options.db
      .insertInto('annex_refusal')
      .values(row)
      .onConflict((conflict) => conflict.column('dispatch_id').doUpdateSet({ code, at_ms: row.at_ms }))
      .execute()
  }
}

/** An annex at the door: what came before its packet waits until it is expected. */
class Arrival {
  #isExpected = false
  #wake: () => void = () => undefined

  wake(): void {
    this.#isExpected = true
    this.#wake()
  }

  /** Until it is expected, or for a moment: the packet may have no annex. */
  expected(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, EARLY_STEP_MS)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (this.#isExpected) this.#wake()
      this.#isExpected = false
    })
  }
}
