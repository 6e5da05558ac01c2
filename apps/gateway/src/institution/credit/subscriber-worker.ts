import { listingErrors, listingState } from '@xiezhi/contracts'
import type { CreditAlarmCode } from './credit-alarm-codes.ts'
import type { HeldEntries, HeldEntry } from './held-entries.ts'
import type { OwnOutcome, OwnSystem } from './own-system.ts'
import type { PersonAnnexes } from './person-annexes.ts'
import { refusedAs } from './subscriber-ledger.ts'
import type { SubscriberLedger } from './subscriber-ledger.ts'

const BATCH = 64
const AT_ONCE = 8
/** Refusals of the ledger that say that a newer state has come: it is looked at again. */
const OVERTAKEN: readonly string[] = [refusedAs(listingErrors.RevisionOther)]
/** … and that there is nothing left to confirm. */
const GONE: readonly string[] = [refusedAs(listingErrors.MirrorUnknown)]

/** Steps at which a stop is tried. */
export type WorkPoint = 'own-system-done' | 'purged' | 'noted' | 'confirmed'

export interface SubscriberWorkerOptions {
  readonly subscriber: string
  readonly entries: HeldEntries
  readonly system: OwnSystem
  readonly persons: PersonAnnexes
  readonly ledger: SubscriberLedger
  /** `subject`: an entry, or the subscriber where it is about all of them. */
  readonly alarm: (code: CreditAlarmCode, subject: string, detail?: string) => Promise<void>
  readonly changed: (entryId: string) => void
  readonly at?: (point: WorkPoint) => void
}

/**
 * The program of one subscriber: brings each entry into its own system, and out of it, and gives the receipt when that is done. What was done is
 * found again in the ledger, the journal of the platform and the steps; a stop between any two of them loses nothing and does nothing
 * twice.
 */
export class SubscriberWorker {
  readonly #options: SubscriberWorkerOptions
  /** Whether the own system answered when it was last asked. */
  isUp: boolean | null = null

  constructor(options: SubscriberWorkerOptions) {
    this.#options = options
  }

  get subscriber(): string {
    return this.#options.subscriber
  }

  get system(): OwnSystem {
    return this.#options.system
  }

  get entries(): HeldEntries {
    return this.#options.entries
  }

  /** Gives whether there is more to do at once. Throws what the database and the ledger throw; it is tried again. */
  async work(): Promise<boolean> {
    const open = await this.#options.entries.open(BATCH)
    const ready: HeldEntry[] = []
    for (let from = 0; from < open.length; from += AT_ONCE) {
      const part = open.slice(from, from + AT_ONCE)
      const done = await Promise.all(part.map((entry) => this.#advance(entry)))
      ready.push(...part.filter((_, at) => done[at]))
    }
    await this.#confirmAll(ready)
    return open.length === BATCH && ready.length > 0
  }

  /** Whether the receipt may be given. */
  async #advance(entry: HeldEntry): Promise<boolean> {
    const { entries, system, at } = this.#options
    if (entry.step === (entry.isWithdrawal ? 'DELETED' : 'SHOWN')) return true
    if (entry.step === null) await entries.note(entry, 'SENDING')
    const outcome = entry.isWithdrawal ? await system.remove(entry) : await system.show(entry)
    if (outcome.kind !== 'done') {
      await this.#notDone(entry, outcome)
      return false
    }
    this.isUp = true
    at?.('own-system-done')
    await entries.note(entry, entry.isWithdrawal ? 'DELETED' : 'SHOWN')
    at?.('noted')
    this.#options.changed(entry.entryId)
    return true
  }

  async #notDone(entry: HeldEntry, outcome: Exclude<OwnOutcome, { kind: 'done' }>): Promise<void> {
    const { entries, alarm, subscriber, changed } = this.#options
    const { entryId } = entry
    switch (outcome.kind) {
      case 'waiting-annex':
        await entries.note(entry, 'WAITING_ANNEX', { rests: true })
        if (outcome.isFailed) await alarm('CREDIT_ANNEX_MISSING', entryId)
        break
      case 'unknown':
        this.isUp = false
        await entries.note(entry, 'UNKNOWN', { reason: outcome.code, rests: true })
        await alarm('CREDIT_PLATFORM_AWAY', subscriber, outcome.code)
        break
      case 'refused':
        await entries.note(entry, 'REFUSED', { reason: outcome.code, rests: true })
        await alarm('CREDIT_RECORD_REFUSED', entryId, outcome.code)
        break
      case 'contradicts':
        await entries.note(entry, 'UNKNOWN', { reason: 'CONTRADICTS', rests: true })
        await alarm('CREDIT_PLATFORM_CONTRADICTS', entryId)
        break
      case 'person':
        await entries.note(entry, 'WAITING_PERSON')
        break
    }
    changed(entryId)
  }

  async #confirmAll(ready: readonly HeldEntry[]): Promise<void> {
    const { persons, system, subscriber, ledger, at } = this.#options
    const due: HeldEntry[] = []
    for (const entry of ready) {
      if (entry.isWithdrawal) {
        // What may still be known of the person goes before the receipt says that it is gone.
        await persons.erase(entry)
        await system.forget(entry.entryId)
        at?.('purged')
      }
      // Noted before this run: the receipt may have been given, and the note of it lost.
      const isResumed = entry.step === 'SHOWN' || entry.step === 'DELETED'
      if (isResumed && (await ledger.isConfirmed(subscriber, entry))) await this.#confirmed(entry)
      else due.push(entry)
    }
    const most = listingState.ENTRIES_PER_PACKET_MAX
    for (const client of new Set(due.map((entry) => entry.client))) {
      const own = due.filter((entry) => entry.client === client)
      for (let from = 0; from < own.length; from += most) await this.#confirm(client, own.slice(from, from + most))
    }
  }

  async #confirm(client: string, entries: readonly HeldEntry[]): Promise<void> {
    const told = await this.#options.ledger.confirm(client, entries)
    if (told === 'done') {
      this.#options.at?.('confirmed')
      for (const entry of entries) await this.#confirmed(entry)
      return
    }
    // One that is refused takes no other with it.
    if (entries.length > 1) for (const entry of entries) await this.#confirm(client, [entry])
    else for (const entry of entries) await this.#refused(entry, told.refused)
  }

  async #refused(entry: HeldEntry, refusal: string): Promise<void> {
    const { entries, alarm } = this.#options
    if (GONE.includes(refusal) && entry.isWithdrawal) await this.#confirmed(entry)
    else {
      const step = entry.isWithdrawal ? 'DELETED' : 'SHOWN'
      await entries.note(entry, step, { reason: refusal, rests: true })
      if (!OVERTAKEN.includes(refusal)) await alarm('CREDIT_LEDGER_REFUSED', entry.entryId, refusal)
    }
  }

  async #confirmed(entry: HeldEntry): Promise<void> {
    await this.#options.entries.note(entry, 'CONFIRMED')
    this.#options.changed(entry.entryId)
  }
}
