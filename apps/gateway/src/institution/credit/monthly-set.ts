import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { listingState } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { CreditAdapter } from '@xiezhi/institution-adapter'
import type { Database } from '../../db/database.ts'
import type { HeldEntries } from './held-entries.ts'
import type { SubscriberLedger } from './subscriber-ledger.ts'

const MONTH_CHARACTERS = 7
const BUCKET_CHARACTERS = 2

type Buckets = ReadonlyMap<string, readonly string[]>

export interface MonthlySetOptions {
  readonly db: Database
  readonly subscriber: string
  readonly client: string
  readonly entries: HeldEntries
  readonly adapter: Pick<CreditAdapter, 'held'>
  readonly ledger: SubscriberLedger
  readonly nowMs: () => number
}

/** Once a month the set that the platform really holds is stated on the ledger, and the ids of what differs (T26-4). */
export class MonthlySet {
  readonly #options: MonthlySetOptions
  #stated = ''

  constructor(options: MonthlySetOptions) {
    this.#options = options
  }

  /** Waits while entries are on their way. Throws where the list or the ledger cannot be had: it is tried again. */
  async run(day: string): Promise<void> {
    const month = day.slice(0, MONTH_CHARACTERS)
    const row = await this.#row(month)
    if (row === undefined) {
      if (this.#stated !== month && !(await this.#options.entries.hasOpen())) await this.#state(month)
      return
    }
    const due = await this.#dueBuckets(month, row.differing)
    if (due.length === 0) return
    const buckets = await this.#held()
    for (const bucket of due) await this.#stateBucket(month, bucket, buckets.get(bucket) ?? [])
  }

  async #state(month: string): Promise<void> {
    const { client, ledger } = this.#options
    const held = await this.#held()
    const buckets = [...held].map(([bucket, ids]) => ({ bucket, count: ids.length, digest: bucketDigest(ids) }))
    const told = await ledger.say({ type: 'listing/StateSet', value: { client, month, buckets } })
    if (told === 'done') this.#stated = month
  }

  async #stateBucket(month: string, bucket: string, ids: readonly string[]): Promise<void> {
    const { db, subscriber, client, ledger, nowMs } = this.#options
    const told = await ledger.say({ type: 'listing/StateBucket', value: { client, month, bucket, ids: [...ids] } })
    if (told !== 'done') return
    await db
      .insertInto('credit_bucket_stated')
      .values({ subscriber, client, month, bucket, at_ms: nowMs() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

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
    return differing.filter((bucket) => !stated.has(bucket))
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

  /** Ids by their first two digits, both in order. */
  async #held(): Promise<Buckets> {
    const { adapter, entries, client } = this.#options
    const found = new Map<string, string[]>()
    for await (const { recordId } of adapter.held()) {
      const known = await entries.known(recordId)
      if (known !== undefined && known.client !== client) continue
      const bucket = recordId.slice(0, BUCKET_CHARACTERS)
      const ids = found.get(bucket)
      if (ids === undefined) found.set(bucket, [recordId])
      else ids.push(recordId)
    }
    return found
  }
}

/** As both sides make it. */
function bucketDigest(ids: readonly string[]): string {
  return `sha256:${hexEncode(nodeCrypto.sha256(encodeCanonical([...ids])))}`
}
