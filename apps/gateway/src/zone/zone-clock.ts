import { civilDateOf } from '@xiezhi/contracts/ids'
import type { ZoneLink } from './zone-link.ts'

/** A zone makes a block at least every five seconds; a time so old is asked for anew. */
const FRESH_MS = 2_000

/**
 * The ledger's time: that of its last block, carried on by this machine's. In a scenario a ledger is years ahead, and
 * "today" is its day; sessions and tokens keep the real clock.
 */
export class ZoneClock {
  readonly #zone: ZoneLink
  #offsetMs = 0
  #seenAtMs = 0

  constructor(zone: ZoneLink) {
    this.#zone = zone
  }

  /** As far as is known without asking. */
  nowMs(): number {
    return Date.now() + this.#offsetMs
  }

  async today(): Promise<string> {
    await this.refresh()
    return civilDateOf(this.nowMs())
  }

  async refresh(): Promise<void> {
    if (Date.now() - this.#seenAtMs >= FRESH_MS) await this.#ask()
  }

  /** Before a deadline is signed: a scenario's clock may have jumped a moment ago, and the real one never does. */
  async refreshScenario(): Promise<void> {
    if (this.#offsetMs !== 0) await this.#ask()
  }

  /** A ledger that cannot be asked leaves the time as it was. */
  async #ask(): Promise<void> {
    try {
      const { timeText } = await (await this.#zone.client()).status()
      this.take(Date.parse(timeText))
    } catch {
      this.#seenAtMs = Date.now()
    }
  }

  /** A block's time is that of the block before it; what is behind by less than a minute is no scenario. */
  take(headerTimeMs: number): void {
    const aheadMs = headerTimeMs - Date.now()
    this.#offsetMs = Math.abs(aheadMs) < MINUTE_MS ? 0 : aheadMs
    this.#seenAtMs = Date.now()
  }
}

const MINUTE_MS = 60_000
