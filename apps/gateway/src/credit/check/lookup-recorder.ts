import type { Json } from '@xiezhi/codec'
import { lookupRoot } from '@xiezhi/credit-check'
import type { Suite } from '@xiezhi/crypto'
import { SdkError } from '@xiezhi/sdk'
import { sql } from 'kysely'
import { randomId } from '../../acts/random-id.ts'
import type { LookupCount } from '../../db/credit-check-schema.ts'
import type { Database } from '../../db/database.ts'
import type { Log } from '../../log.ts'
import { reasonOf } from '../../log.ts'
import type { ServiceKey } from '../../signing/service-key.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'

/** A batch at most so often while look-ups come; what a ledger refused is tried again later. */
const BATCH_MS = 200
const RETRY_MS = 10_000
const ROWS_MAX = 10_000
/** Subscribers and purposes of a batch: what the ledger takes. */
const COUNTS_MAX = 128
const BATCHES_PER_RUN = 20
/** The ledger has it: an earlier process was stopped between the ledger and its own row. */
const KNOWN = 'LookupsRecorded'

export interface LookupRecorderOptions {
  readonly db: Database
  readonly zone: ZoneLink
  readonly algorithms: Suite
  /** The key that records look-ups and does nothing else; undefined while it cannot be opened. */
  readonly service: () => Promise<ServiceKey | undefined>
  readonly log: Log
}

interface Row {
  readonly id: number
  readonly at_ms: number
  readonly subscriber: string | null
  readonly purpose: string
  readonly commitment: string
}

/** Brings the look-ups to the ledger: one root over their commitments for each batch, with counts by subscriber and purpose. */
export class LookupRecorder {
  readonly #options: LookupRecorderOptions
  #timer: NodeJS.Timeout | undefined
  #run: Promise<void> | undefined
  #isStopped = false

  constructor(options: LookupRecorderOptions) {
    this.#options = options
  }

  /** Also what an earlier process left. */
  start(): void {
    this.#wait(0)
  }

  /** Look-ups are on disk. */
  wake(): void {
    if (this.#timer === undefined && this.#run === undefined) this.#wait(BATCH_MS)
    else this.#isWoken = true
  }
  #isWoken = false

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#run
  }

  #wait(ms: number): void {
    if (this.#isStopped) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#isWoken = false
      this.#run = this.#work().then((isAgain) => {
        this.#run = undefined
        if (this.#isWoken) this.#wait(BATCH_MS)
        else if (isAgain) this.#wait(RETRY_MS)
      })
    }, ms)
  }

  /** True: something is left to try again. */
  async #work(): Promise<boolean> {
    try {
      while (await this.cut()) if (this.#isStopped) return true
      return !(await this.#recordOpen())
    } catch (error) {
      this.#options.log({ event: 'LOOKUPS_NOT_RECORDED', reason: reasonOf(error) })
      return true
    }
  }

  /** Makes a batch of the rows that have none. False: there were none. */
  async cut(): Promise<boolean> {
    const { db, algorithms } = this.#options
    return db.transaction().execute(async (tx) => {
      const open = await tx
        .selectFrom('credit_lookup')
        .select(['id', 'at_ms', 'subscriber', 'purpose', 'commitment'])
        .where('batch_id', 'is', null)
        .orderBy('id')
        .limit(ROWS_MAX)
        .forUpdate()
        .execute()
      const { rows, counts } = batchOf(open)
      if (rows.length === 0) return false
      const batchId = randomId()
      const times = rows.map(({ at_ms }) => at_ms)
      await tx
        .insertInto('credit_lookup_batch')
        .values({
          batch_id: batchId,
          root: lookupRoot(
            algorithms,
            rows.map(({ commitment }) => commitment),
          ),
          count: rows.length,
          from_ms: times.reduce((one, other) => Math.min(one, other)),
          to_ms: times.reduce((one, other) => Math.max(one, other)),
          by_purpose: JSON.stringify(counts),
          recorded_at_ms: null,
        })
        .execute()
      const ids = rows.map(({ id }) => id)
      await sql`UPDATE credit_lookup SET batch_id = ${batchId} WHERE id = any(${ids}::bigint[])`.execute(tx)
      return true
    })
  }

  /** False: some could not be recorded. */
  async #recordOpen(): Promise<boolean> {
    const { db, service, zone } = this.#options
    const open = await db
      .selectFrom('credit_lookup_batch')
      .selectAll()
      .where('recorded_at_ms', 'is', null)
      .orderBy('to_ms')
      .limit(BATCHES_PER_RUN)
      .execute()
    if (open.length === 0) return true
    const key = await service()
    if (key === undefined) return false
    for (const batch of open) {
      const { batch_id: batchId, root, count, from_ms: fromMs, to_ms: toMs, by_purpose: byPurpose } = batch
      const value = { batchId, root, count, fromMs, toMs, byPurpose } as unknown as Json
      await submit(zone, key.sign(zone.zone.chainId, [{ type: 'listing/RecordLookups', value }]))
      await db
        .updateTable('credit_lookup_batch')
        .set({ recorded_at_ms: Date.now() })
        .where('batch_id', '=', batchId)
        .execute()
    }
    return open.length < BATCHES_PER_RUN
  }
}

/** The first rows, as many as the counts of one batch hold. */
function batchOf(open: readonly Row[]): { readonly rows: readonly Row[]; readonly counts: readonly LookupCount[] } {
  const counts = new Map<string, LookupCount>()
  const rows: Row[] = []
  for (const row of open) {
    const { subscriber, purpose } = row
    const name = `${subscriber ?? ''} ${purpose}`
    const known = counts.get(name)
    if (known === undefined && counts.size >= COUNTS_MAX) break
    counts.set(name, { subscriber, purpose, count: (known?.count ?? 0) + 1 })
    rows.push(row)
  }
  return { rows, counts: [...counts.values()] }
}

/** @throws SdkError where the ledger refuses, or is away */
async function submit(zone: ZoneLink, bytes: Uint8Array): Promise<void> {
  try {
    await (await zone.client()).submit(bytes, { events: false })
  } catch (error) {
    if (error instanceof SdkError && error.facts['name'] === KNOWN) return
    throw error
  }
}
