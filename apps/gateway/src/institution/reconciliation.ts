import { randomUUID } from 'node:crypto'
import type { Measure } from '@xiezhi/control-interface'
import { reconcile } from '@xiezhi/institution-adapter'
import type { ReconciliationFinding } from '@xiezhi/institution-adapter'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { believedMeasures } from './believed-measures.ts'
import type { InstitutionAlarmCode, InstitutionAlarms, ReconciliationAlarm } from './institution-alarms.ts'
import type { InstitutionWorker } from './institution-worker.ts'

/** What a comparison without a difference says is gone. */
const RECONCILED: readonly InstitutionAlarmCode[] = [
  'RECONCILIATION_MISSING',
  'RECONCILIATION_ORPHAN',
  'RECONCILIATION_DIFFERENT',
  'BOOKED_AND_ENDED',
  'ANSWER_UNASKED',
  'TERM_DIFFERS',
  'LIMIT_DIFFERS',
  'CURRENCY_DIFFERS',
]

const CODES: Readonly<Record<ReconciliationFinding['kind'], ReconciliationAlarm>> = {
  MISSING: 'RECONCILIATION_MISSING',
  ORPHAN: 'RECONCILIATION_ORPHAN',
  DIFFERENT: 'RECONCILIATION_DIFFERENT',
}

/** What the ledger has taken stands in the rows that are compared a moment later; within so long it counts as on its way. */
const SHOWN_WITHIN_MS = 60_000

export interface ReconciliationOptions {
  readonly db: Database
  readonly alarms: InstitutionAlarms
  readonly nowMs: () => number
}

/** Compares, once on each day of the ledger, what it says is under control with what the core system lists (T20-9). */
export class Reconciliation {
  readonly #options: ReconciliationOptions

  constructor(options: ReconciliationOptions) {
    this.#options = options
  }

  /** Nothing where the day has its run already. Throws where a list cannot be had: it is tried again. */
  async runDay(worker: InstitutionWorker, courts: readonly string[], day: string): Promise<void> {
    const { organisation: institution, core } = worker
    if (core === undefined || courts.length === 0 || (await this.#hasRun(institution, day))) return
    const compared = new Compared()
    for (const courtId of courts) {
      const list = await core.measures(courtId)
      // By file it comes with a later batch, and `takeLists` compares it.
      if (list !== undefined) await this.#compare(worker, courtId, list, compared)
    }
    if (compared.courts.size === 0) return
    await this.#endReconciled(institution, courts, compared)
    await this.#keep(institution, day, compared)
  }

  /** Lists that have come by file; each holds the measures of one court. */
  async takeLists(worker: InstitutionWorker, courts: readonly string[], day: string): Promise<void> {
    const compared = new Compared()
    await worker.core?.lists(async (list) => {
      const measures = list[Symbol.asyncIterator]()
      const first = await measures.next()
      const courtId = first.done === true ? (courts.length === 1 ? courts[0] : undefined) : first.value.courtId
      if (courtId !== undefined) await this.#compare(worker, courtId, listOf(first, measures), compared)
      else await measures.return?.()
    })
    if (compared.courts.size === 0) return
    await this.#endReconciled(worker.organisation, courts, compared)
    if (!(await this.#hasRun(worker.organisation, day))) await this.#keep(worker.organisation, day, compared)
  }

  async #compare(
    { organisation: institution, store }: InstitutionWorker,
    courtId: string,
    list: AsyncIterable<Measure>,
    compared: Compared,
  ): Promise<void> {
    const { db, alarms } = this.#options
    const believed = believedMeasures(db, store, { institution, courtId })
    const totals = await reconcile(believed, list, async (finding) => {
      const { kind, requestNo, fields } = finding
      compared.differing.add(requestNo)
      compared.found.add(`${CODES[kind]}/${requestNo}`)
      // Booked, and on its way to the ledger.
      if (await this.#isUnderWay(institution, requestNo)) return
      compared.orders[kind] += 1
      const detail = fields.length === 0 ? undefined : fields.join(' ')
      await alarms.raise({ institution, code: CODES[kind], subject: requestNo, detail })
    })
    compared.believed += totals.court
    compared.courts.add(courtId)
  }

  /** Once the lists of all courts were compared, what was not found to differ any more has ended. */
  async #endReconciled(institution: string, courts: readonly string[], compared: Compared): Promise<void> {
    if (!courts.every((courtId) => compared.courts.has(courtId))) return
    await this.#options.alarms.endWhere(
      sql`a.institution = ${institution} AND a.code = any(${[...RECONCILED]}::text[]) AND CASE
        WHEN a.code = any(${Object.values(CODES)}::text[])
        THEN a.code || '/' || a.subject <> all(${[...compared.found]}::text[])
        ELSE a.subject <> all(${[...compared.differing]}::text[]) END`,
      'RECONCILED',
    )
  }

  async #isUnderWay(institution: string, requestNo: string): Promise<boolean> {
    const row = await this.#options.db
      .selectFrom('core_request')
      .select('finished_at_ms')
      .where('institution', '=', institution)
      .where('request_no', '=', requestNo)
      .executeTakeFirst()
    if (row === undefined) return false
    return row.finished_at_ms === null || row.finished_at_ms > this.#options.nowMs() - SHOWN_WITHIN_MS
  }

  async #hasRun(institution: string, day: string): Promise<boolean> {
    const row = await this.#options.db
      .selectFrom('reconciliation_run')
      .select('run_id')
      .where('institution', '=', institution)
      .where('day', '=', day)
      .executeTakeFirst()
    return row !== undefined
  }

  async #keep(institution: string, day: string, { believed, orders }: Compared): Promise<void> {
    await this.#options.db
      .insertInto('reconciliation_run')
      .values({
        run_id: randomUUID(),
        institution,
        day,
        at_ms: this.#options.nowMs(),
        compared: believed,
        missing: orders.MISSING,
        orphan: orders.ORPHAN,
        different: orders.DIFFERENT,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** What one run has seen. */
class Compared {
  /** Measures that the court's side believes to be under control. */
  believed = 0
  /** Differences by kind, without what is on its way to the ledger: no alarm tells of it either. */
  readonly orders: Record<ReconciliationFinding['kind'], number> = { MISSING: 0, ORPHAN: 0, DIFFERENT: 0 }
  readonly courts = new Set<string>()
  /** Requests with any difference, and which differences. */
  readonly differing = new Set<string>()
  readonly found = new Set<string>()
}

/** A list whose first measure has been looked at; a long one is never held as a whole. */
async function* listOf(
  first: IteratorResult<Measure, unknown>,
  rest: AsyncIterator<Measure, unknown>,
): AsyncGenerator<Measure> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
