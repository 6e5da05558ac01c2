import { listingApi, listingErrors, listingState } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { CreditAdapter } from '@xiezhi/institution-adapter'
import type { Database } from '../../db/database.ts'
import type { CreditAlarmCode } from './credit-alarm-codes.ts'
import type { HeldEntries } from './held-entries.ts'
import { Rests } from './rests.ts'
import { refusedAs } from './subscriber-ledger.ts'
import type { SubscriberLedger, Told } from './subscriber-ledger.ts'

const { BUCKET_DIGITS, DIFFERING_MAX, IDS_PER_BUCKET_MAX, PARTS_PER_BUCKET } = listingState
const MONTH_CHARACTERS = 7
const PAGE_ROWS = 1_000
/** The ledger asks for this bucket no more. */
const OVERTAKEN = refusedAs(listingErrors.ReconciliationUnknown)
/** A ledger refuses the same statement again, and each one takes a block. */
const REFUSED_REST_MS = 60 * 60 * 1_000

type Buckets = ReadonlyMap<string, readonly string[]>

export interface MonthlySetOptions {
  readonly db: Database
  readonly subscriber: string
  readonly client: string
  readonly entries: Pick<HeldEntries, 'hasOpen' | 'ofOthers'>
  readonly adapter: Pick<CreditAdapter, 'held'>
  readonly ledger: Pick<SubscriberLedger, 'say'>
  readonly alarm: (code: CreditAlarmCode, subject: string, detail: string) => Promise<void>
  readonly nowMs: () => number
}

/**
 * Once a month the set that the platform really holds is stated on the ledger; of the buckets that differ the ids, and of those that
 * hold too many ids their parts first (T26-4).
 */
export class MonthlySet {
  readonly #options: MonthlySetOptions
  #stated = ''
  /** Statements that were refused. */
  readonly #rests: Rests

  constructor(options: MonthlySetOptions) {
    this.#options = options
    this.#rests = new Rests(REFUSED_REST_MS, options.nowMs)
  }

  /** Waits while entries are on their way. Throws where the list or the ledger cannot be had: it is tried again. */
  async run(day: string): Promise<void> {
    const month = day.slice(0, MONTH_CHARACTERS)
    const row = await this.#row(month)
    if (row === undefined) {
      if (this.#stated !== month && !(await this.#options.entries.hasOpen())) await this.#state(month)
      return
    }
    const due = (await this.#dueBuckets(month, row.differing)).filter(
      (bucket) => !this.#rests.has(`${month}/${bucket}`),
    )
    if (due.length === 0) return
    const held = await this.#heldIn(due)
    // Each division puts so many more in the place of one: those that were stated and are not answered may be divisions, too.
    const unanswered = row.differing.length - due.length
    let divisions = Math.floor((DIFFERING_MAX - row.differing.length) / (PARTS_PER_BUCKET - 1)) - unanswered
    for (const bucket of due) {
      const ids = held.get(bucket) ?? []
      if (ids.length <= IDS_PER_BUCKET_MAX) await this.#say(month, bucket, 'StateBucket', { ids: [...ids] })
      else if (divisions-- > 0) {
        const parts = statedOf(byDigits(ids, bucket.length + 1))
        await this.#say(month, bucket, 'StateParts', { parts })
      }
    }
  }

  async #state(month: string): Promise<void> {
    if (this.#rests.has(month)) return
    const { client, ledger } = this.#options
    const buckets = new Map<string, string[]>()
    for await (const ids of this.#held()) {
      for (const [bucket, some] of byDigits(ids, BUCKET_DIGITS)) {
        const known = buckets.get(bucket)
        if (known === undefined) buckets.set(bucket, [...some])
        else known.push(...some)
      }
    }
    const message = { type: 'listing/StateSet', value: { client, month, buckets: statedOf(buckets) } }
    if (await this.#isTaken(month, await ledger.say(message))) this.#stated = month
  }

  async #say(
    month: string,
    bucket: string,
    act: 'StateBucket' | 'StateParts',
    content: Readonly<Record<string, listingState.Bucket[] | string[]>>,
  ): Promise<void> {
    const { db, subscriber, client, ledger, nowMs } = this.#options
    const told = await ledger.say({ type: `listing/${act}`, value: { client, month, bucket, ...content } })
    if (!(await this.#isTaken(`${month}/${bucket}`, told))) return
    await db
      .insertInto('credit_bucket_stated')
      .values({ subscriber, client, month, bucket, at_ms: nowMs() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  /** What was refused is a person's matter: it says so, and rests. */
  async #isTaken(subject: string, told: Told): Promise<boolean> {
    if (told === 'done') return true
    this.#rests.add(subject)
    if (told.refused !== OVERTAKEN) await this.#options.alarm('CREDIT_SET_REFUSED', subject, told.refused)
    return false
  }

  /** Parts of divided buckets first: they make room for others. */
  async #dueBuckets(month: string, differing: readonly string[]): Promise<readonly string[]> {
    if (differing.length === 0) return []
    const { db, subscriber, client } = this.#options
    const rows = await db
      .selectFrom('credit_bucket_stated')
      .select('bucket')
      .where('subscriber', '=', subscriber)
      .where('client', '=', client)
      .where('month', '=', month)
      .execute()
    const stated = new Set(rows.map(({ bucket }) => bucket))
    return differing.filter((bucket) => !stated.has(bucket)).sort((one, other) => other.length - one.length)
  }

  async #row(month: string): Promise<listingState.Reconciliation | undefined> {
    const { db, subscriber, client } = this.#options
    const row = await db
      .selectFrom('projection.credit_reconciliation')
      .select('record')
      .where('client', '=', client)
      .where('subscriber', '=', subscriber)
      .where('month', '=', month)
      .executeTakeFirst()
    return row?.record as listingState.Reconciliation | undefined
  }

  /** Ids of these buckets and of no others: a platform may hold a million. */
  async #heldIn(due: readonly string[]): Promise<Buckets> {
    const found = new Map<string, string[]>(due.map((bucket) => [bucket, []]))
    const lengths = [...new Set(due.map(({ length }) => length))]
    for await (const ids of this.#held()) {
      for (const id of ids) for (const length of lengths) found.get(id.slice(0, length))?.push(id)
    }
    return found
  }

  /** What the platform holds of this channel, in order, page by page. */
  async *#held(): AsyncGenerator<readonly string[]> {
    const { adapter, entries, client } = this.#options
    let page: string[] = []
    const own = async (): Promise<readonly string[]> => {
      const others = await entries.ofOthers(client, page)
      return others.size === 0 ? page : page.filter((id) => !others.has(id))
    }
    for await (const { recordId } of adapter.held()) {
      page.push(recordId)
      if (page.length < PAGE_ROWS) continue
      yield await own()
      page = []
    }
    if (page.length > 0) yield await own()
  }
}

function byDigits(ids: readonly string[], digits: number): Buckets {
  const found = new Map<string, string[]>()
  for (const id of ids) {
    const bucket = id.slice(0, digits)
    const known = found.get(bucket)
    if (known === undefined) found.set(bucket, [id])
    else known.push(id)
  }
  return found
}

function statedOf(buckets: Buckets): listingState.Bucket[] {
  return [...buckets].map(([bucket, ids]) => ({
    bucket,
    count: ids.length,
    digest: listingApi.setDigest(nodeCrypto, listingApi.setOf(nodeCrypto, ids)),
  }))
}
