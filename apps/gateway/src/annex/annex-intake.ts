import type { Gathered } from '@xiezhi/sdk'
import { VaultError } from '@xiezhi/vault'
import type { AnnexExchange, ReceivedAnnex } from '@xiezhi/vault'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import type { IncomingAnnexes } from './annex-kind.ts'

/** A packet and its annex run side by side: the annex waits for the packet so long. */
const EARLY_WAIT_MS = 10_000
const EARLY_STEP_MS = 100
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
  readonly #received: Gathered<Uint8Array, ReceivedAnnex | VaultError>
  /** Annexes that came before their packets. */
  readonly #early = new Set<() => void>()

  constructor(options: IntakeOptions) {
    this.#options = options
    this.#received = gathered((envelopes) => options.exchange.receiveAll(envelopes))
  }

  /** `waitMs`: for a packet that is not there yet; a file can be looked at again instead. @throws VaultError as `AnnexExchange.receive` */
  async receive(envelope: Uint8Array, waitMs = EARLY_WAIT_MS): Promise<void> {
    const endMs = Date.now() + waitMs
    for (let isLast = false; ;) {
      try {
        const received = await this.#received.load(envelope)
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
        if (!isLast) await this.#nextPackets()
      }
    }
  }

  /** Packets have been looked at. */
  packetsSeen(): void {
    for (const wake of this.#early) wake()
  }

  /** Until packets have been looked at, or for a moment: one may have been in between. */
  #nextPackets(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#early.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, EARLY_STEP_MS)
      this.#early.add(wake)
    })
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
