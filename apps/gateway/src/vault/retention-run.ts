import type { Vault } from '@xiezhi/vault'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import type { Follower } from '../projection/follower.ts'
import { RecurringWork } from '../recurring-work.ts'
import { lawInForce } from '../zone/law-in-force.ts'
import type { ZoneClock } from '../zone/zone-clock.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import { startEnforcementClocks } from './enforcement-clocks.ts'
import { eraseSpentOrders, startOrderClocks } from './order-clocks.ts'
import { deleteDuePackages, runTextClocks } from './text-clocks.ts'

const TICK_MS = 10_000

export interface RetentionRunOptions {
  readonly db: Database
  readonly vault: Vault
  readonly zone: ZoneLink
  readonly clock: Pick<ZoneClock, 'today'>
  readonly follower: Follower
  readonly log: Log
}

/** Once on each day of the ledger: starts the clocks of texts whose purpose is met, and deletes what is due. */
export class RetentionRun {
  readonly #options: RetentionRunOptions
  readonly #work: RecurringWork
  #day = ''

  constructor(options: RetentionRunOptions) {
    this.#options = options
    this.#work = new RecurringWork({
      everyMs: TICK_MS,
      work: () => this.runOnce(),
      failed: (error) => {
        options.log({ event: 'RETENTION_WAITS', reason: reasonOf(error) })
      },
    })
  }

  start(): void {
    this.#work.start()
  }

  stop(): Promise<void> {
    return this.#work.stop()
  }

  /** Looks now; does nothing where the day has been looked at. */
  async runOnce(): Promise<void> {
    const { clock, follower } = this.#options
    const today = await clock.today()
    // Rows that are being made do not say yet whose licence has ended.
    if (today === this.#day || follower.height === null) return
    await this.#runDay(today)
    this.#day = today
  }

  async #runDay(today: string): Promise<void> {
    const { db, vault, zone, log } = this.#options
    const law = await lawInForce(zone)
    await runTextClocks(db, vault, law)
    await startEnforcementClocks(db, vault, today)
    await startOrderClocks(db, vault)
    const { fields, persons } = await vault.deleteDue(today)
    const orders = await eraseSpentOrders(db, vault)
    const packages = await deleteDuePackages(db, law, today)
    if (fields + packages > 0) log({ event: 'DUE_DELETED', fields, persons: persons + orders, packages })
  }
}
