import type { LockKind } from '@xiezhi/evidence'
import type { Database } from '../db/database.ts'
import type { VolumeLimit, VolumeLimits } from './volume-limits.ts'

const PERSONS_MAX = 10_000
/** Refused because no case was named, or none in which the person has a part. */
const OF_NO_OWN_CASE: readonly (string | null)[] = ['CASE_REQUIRED', 'CASE_NOT_OWN', 'CASE_UNKNOWN']

/** A row of the audit table, as far as it is counted. */
export interface CountedRead {
  readonly id: number
  readonly atMs: number
  readonly purpose: string
  /** Pseudonym of what was looked up: looking again at the same is one look-up. */
  readonly key: string | null
  readonly refusal: string | null
}

/** More than a person may look up. */
export interface Excess extends VolumeLimit {
  readonly kind: LockKind
  readonly purpose: string | null
  readonly counted: number
  readonly fromMs: number
  readonly atMs: number
}

/** By purpose, and under null those without a case: what was looked up, and when last. */
type Window = Map<string | null, Map<string, number>>

/**
 * Counts the look-ups of each person in a sliding window: different subjects and pages of lists for each purpose, and every
 * one without a case of the own. The audit table is what is counted; memory holds the running window, so that a read costs
 * no further query.
 */
export class VolumeWatch {
  readonly #db: Database
  readonly #limits: VolumeLimits
  readonly #windows = new Map<string, Promise<Window>>()

  constructor(db: Database, limits: VolumeLimits) {
    this.#db = db
    this.#limits = limits
  }

  /** The row is on disk. */
  async count(person: string, read: CountedRead): Promise<Excess | null> {
    const fromMs = read.atMs - this.#limits.windowMs(read.atMs)
    const window = await this.#windowOf(person, fromMs)
    add(window, read)
    for (const seen of window.values()) for (const [key, atMs] of seen) if (atMs <= fromMs) seen.delete(key)
    const size = (of: string | null): number => window.get(of)?.size ?? 0
    const common = { fromMs, atMs: read.atMs }
    const withoutCase = { ...this.#limits.withoutCase(), counted: size(null) }
    if (withoutCase.counted > withoutCase.allowed)
      return { ...common, ...withoutCase, kind: 'WITHOUT_CASE', purpose: null }
    const { purpose } = read
    const volume = { ...this.#limits.forPurpose(purpose), counted: size(purpose) }
    return volume.counted > volume.allowed ? { ...common, ...volume, kind: 'VOLUME', purpose } : null
  }

  /** Counting begins anew: the account was unlocked. */
  forget(person: string): void {
    this.#windows.delete(person)
  }

  #windowOf(person: string, fromMs: number): Promise<Window> {
    const known = this.#windows.get(person)
    if (known !== undefined) return known
    if (this.#windows.size >= PERSONS_MAX) this.#windows.clear()
    const read = this.#read(person, fromMs)
    this.#windows.set(person, read)
    read.catch(() => {
      this.#windows.delete(person)
    })
    return read
  }

  /** From the table: after a start, and after an unlocking. */
  async #read(person: string, fromMs: number): Promise<Window> {
    const sinceMs = Math.max(fromMs, await this.#releasedAtMs(person))
    const rows = await this.#db
      .selectFrom('audit_read')
      .select(['id', 'at_ms', 'purpose', 'subject', 'page', 'refusal'])
      .where('person', '=', person)
      .where('at_ms', '>', sinceMs)
      .orderBy('id')
      .execute()
    const window: Window = new Map()
    for (const { id, at_ms, purpose, subject, page, refusal } of rows)
      add(window, { id, atMs: at_ms, purpose, key: subject ?? page, refusal })
    return window
  }

  async #releasedAtMs(person: string): Promise<number> {
    const row = await this.#db
      .selectFrom('account_lock')
      .select(({ fn }) => fn.max('released_at_ms').as('at'))
      .where('person', '=', person)
      .executeTakeFirst()
    return row?.at ?? 0
  }
}

function add(window: Window, { id, atMs, purpose, key, refusal }: CountedRead): void {
  const keep = (of: string | null, name: string): void => {
    const seen = window.get(of) ?? new Map<string, number>()
    window.set(of, seen.set(name, atMs))
  }
  keep(purpose, key ?? `row ${id}`)
  if (OF_NO_OWN_CASE.includes(refusal)) keep(null, `row ${id}`)
}
