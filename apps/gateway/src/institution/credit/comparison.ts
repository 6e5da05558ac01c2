import type { HeldRow } from '@xiezhi/credit-interface'
import type { CreditAlarmCode } from './credit-alarm-codes.ts'
import type { Differences, DifferenceKind } from './differences.ts'
import type { HeldKey } from './held-entries.ts'
import type { PlatformSystem } from './own-system.ts'
import type { SubscriberWorker } from './subscriber-worker.ts'

const ALARMS: Readonly<Record<DifferenceKind, CreditAlarmCode>> = {
  MISSING: 'CREDIT_MISSING',
  SURPLUS: 'CREDIT_SURPLUS',
  OLD: 'CREDIT_OLD',
}

export interface ComparisonOptions {
  readonly worker: Pick<SubscriberWorker, 'entries'>
  readonly system: PlatformSystem
  readonly differences: Differences
  readonly alarm: (code: CreditAlarmCode, subject: string) => Promise<void>
  /** Whose an id is that nobody here knows. */
  readonly client: string
  readonly nowMs: () => number
}

/**
 * Once on each day of the ledger: what the platform really holds, beside what it has to hold. What it lacks it gets again; what it was told to delete
 * is deleted again. An id that nobody here knows is a person's matter: the court's reconciliation ends it.
 */
export class Comparison {
  readonly #options: ComparisonOptions

  constructor(options: ComparisonOptions) {
    this.#options = options
  }

  /** Nothing where the day has its run. Throws where the list cannot be had: it is tried again. */
  async runDay(day: string): Promise<void> {
    const { differences, system, worker, nowMs } = this.#options
    if (await differences.hasRun(day)) return
    const held: HeldRow[] = []
    for await (const row of system.adapter.held()) held.push(row)
    const shown = new Map(held.map(({ recordId, revision }) => [recordId, revision]))
    for await (const entry of worker.entries.standing()) {
      const revision = shown.get(entry.entryId)
      shown.delete(entry.entryId)
      if (revision === undefined) await this.#showAgain(entry, 'MISSING')
      else if (revision < entry.platformRevision) await this.#showAgain(entry, 'OLD')
      else await differences.repaired(entry, nowMs())
    }
    for (const [entryId, revision] of shown) await this.#surplus(entryId, revision)
    await differences.ran(day, nowMs())
  }

  async #showAgain(key: HeldKey, kind: DifferenceKind): Promise<void> {
    const { worker, system } = this.#options
    await this.#note(key, kind)
    const entry = await worker.entries.one(key)
    if (entry === undefined || entry.isWithdrawal) return
    if ((await system.show(entry, true)).kind === 'done') await this.#repaired(key)
  }

  async #surplus(entryId: string, revision: number): Promise<void> {
    const { worker, system, client } = this.#options
    const known = await worker.entries.known(entryId)
    // On its way in, or out.
    if (known?.isOpen === true) return
    const key = known ?? { client, entryId }
    await this.#note(key, 'SURPLUS')
    if (known?.isDeleted !== true) return
    if ((await system.remove({ entryId, platformRevision: revision })).kind === 'done') await this.#repaired(key)
  }

  async #note(key: HeldKey, kind: DifferenceKind): Promise<void> {
    const { differences, alarm, nowMs } = this.#options
    await differences.found(key, kind, nowMs())
    await alarm(ALARMS[kind], key.entryId)
  }

  #repaired(key: HeldKey): Promise<void> {
    return this.#options.differences.repaired(key, this.#options.nowMs())
  }
}
