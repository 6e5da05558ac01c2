import { gunzipSync, gzipSync } from 'node:zlib'
import { concatBytes } from '@xiezhi/codec'
import { civilDateOf, startOfCivilDateMs } from '@xiezhi/contracts/ids'
import { lookupRoot } from '@xiezhi/credit-check'
import { formatDigest, parseDigest } from '@xiezhi/crypto'
import type { Suite } from '@xiezhi/crypto'
import { bundledLaw, termEnd } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { Log } from '../../log.ts'
import { reasonOf } from '../../log.ts'
import { RecurringWork } from '../../recurring-work.ts'
import { lawInForce } from '../../zone/law-in-force.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'

const LEAF_BYTES = 32
/** Records of personal data that were provided to others. */
const TERM = 'PX-X-57'
const EVERY_MS = 60_000
const STRIPPED_MAX = 1_000

export interface LookupPacksOptions {
  readonly db: Database
  readonly zone: Pick<ZoneLink, 'query'>
  readonly algorithms: Suite
  /** The ledger's time. */
  readonly nowMs: () => number
  readonly log: Log
}

/** Who looked, when, and what was refused: of one look-up. */
export interface LookupDetail {
  readonly atMs: number
  readonly client: string | null
  readonly subscriber: string | null
  readonly purpose: string
  readonly refusal: string | null
}

interface PackedDetails {
  readonly who: readonly (readonly [client: string | null, subscriber: string | null, purpose: string])[]
  /** Milliseconds from the beginning of the batch, place in `who`, refusal. */
  readonly rows: readonly (readonly [number, number, string | null])[]
}

/**
 * Folds the log of look-ups: rows of past days whose batch is on the ledger become one value of their batch, from which its root is made
 * again and any of its commitments proved. When the law's term for such records is over, who looked goes too; commitments stay.
 */
export class LookupPacks {
  readonly #options: LookupPacksOptions
  readonly #work: RecurringWork

  constructor(options: LookupPacksOptions) {
    this.#options = options
    this.#work = new RecurringWork({
      everyMs: EVERY_MS,
      work: () => this.run(),
      failed: (error) => {
        options.log({ event: 'LOOKUPS_NOT_PACKED', reason: reasonOf(error) })
      },
    })
  }

  start(): void {
    this.#work.start()
  }

  stop(): Promise<void> {
    return this.#work.stop()
  }

  async run(): Promise<void> {
    const { zone, nowMs } = this.#options
    while (await this.packOne());
    const today = civilDateOf(nowMs())
    const book = await lawInForce(zone).catch(() => bundledLaw)
    while (await this.#strip(book, today));
  }

  /** False: no batch of a past day is left. A batch that does not give its root stays as it is, and is told. */
  async packOne(): Promise<boolean> {
    const { db, nowMs, log } = this.#options
    // Rows of the running day are counted against what a subscriber may look up in it.
    const beforeMs = startOfCivilDateMs(civilDateOf(nowMs()))
    return db.transaction().execute(async (tx) => {
      const batch = await tx
        .selectFrom('credit_lookup_batch')
        .select(['batch_id', 'root', 'from_ms'])
        .where('packed_at_ms', 'is', null)
        .where('recorded_at_ms', 'is not', null)
        .where('to_ms', '<', beforeMs)
        .orderBy('to_ms')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()
      if (batch === undefined) return false
      const rows = await tx
        .selectFrom('credit_lookup')
        .select(['at_ms', 'client', 'subscriber', 'purpose', 'commitment', 'refusal'])
        .where('batch_id', '=', batch.batch_id)
        .orderBy('id')
        .execute()
      const commitments = rows.map(({ commitment }) => commitment)
      const isWhole = rootOf(this.#options.algorithms, commitments) === batch.root
      if (!isWhole) log({ event: 'LOOKUPS_DIFFER', batchId: batch.batch_id })
      const packed = isWhole ? { leaves: leavesOf(commitments), details: packDetails(rows, batch.from_ms) } : {}
      await tx
        .updateTable('credit_lookup_batch')
        .set({ ...packed, packed_at_ms: nowMs() })
        .where('batch_id', '=', batch.batch_id)
        .execute()
      if (isWhole) await tx.deleteFrom('credit_lookup').where('batch_id', '=', batch.batch_id).execute()
      return true
    })
  }

  /** False: nothing is older than the term, and has details. */
  async #strip(book: LawBook, today: string): Promise<boolean> {
    const { db } = this.#options
    const rows = await db
      .selectFrom('credit_lookup_batch')
      .select(['batch_id', 'to_ms'])
      .where('details', 'is not', null)
      .orderBy('to_ms')
      .limit(STRIPPED_MAX)
      .execute()
    const over = rows.filter(({ to_ms }) => termEnd(book, TERM, civilDateOf(to_ms)) < today)
    if (over.length === 0) return false
    const ids = over.map(({ batch_id }) => batch_id)
    await sql`UPDATE credit_lookup_batch SET details = NULL WHERE batch_id = any(${ids})`.execute(db)
    return over.length === STRIPPED_MAX
  }
}

/** Undefined: rows that are none, or no rows. */
function rootOf(algorithms: Suite, commitments: readonly string[]): string | undefined {
  try {
    return lookupRoot(algorithms, commitments)
  } catch {
    return undefined
  }
}

function leavesOf(commitments: readonly string[]): Buffer {
  return Buffer.from(concatBytes(...commitments.map((one) => parseDigest(one).bytes)))
}

/** Commitments of a packed batch, in the order of the log. */
export function commitmentsIn({ digestAlgorithm }: Suite, leaves: Uint8Array): readonly string[] {
  return Array.from({ length: leaves.length / LEAF_BYTES }, (_, n) =>
    formatDigest({ algorithm: digestAlgorithm, bytes: leaves.slice(n * LEAF_BYTES, (n + 1) * LEAF_BYTES) }),
  )
}

interface DetailRow extends Omit<LookupDetail, 'atMs'> {
  readonly at_ms: number
}

function packDetails(rows: readonly DetailRow[], fromMs: number): Buffer {
  const who = new Map<string, number>()
  const packed: PackedDetails = {
    rows: rows.map(({ at_ms: atMs, client, subscriber, purpose, refusal }) => {
      const name = JSON.stringify([client, subscriber, purpose])
      const at = who.get(name) ?? who.size
      who.set(name, at)
      return [atMs - fromMs, at, refusal]
    }),
    who: [],
  }
  const whole: PackedDetails = { ...packed, who: [...who.keys()].map((name) => JSON.parse(name) as never) }
  return gzipSync(JSON.stringify(whole))
}

/** Who looked, in the order of the commitments. */
export function detailsIn(details: Uint8Array, fromMs: number): readonly LookupDetail[] {
  const { who, rows } = JSON.parse(gunzipSync(details).toString('utf8')) as PackedDetails
  return rows.map(([offset, at, refusal]) => {
    const [client = null, subscriber = null, purpose = ''] = who[at] ?? []
    return { atMs: fromMs + offset, client, subscriber, purpose, refusal }
  })
}
