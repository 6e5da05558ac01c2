import { randomUUID } from 'node:crypto'
import type { Measure } from '@xiezhi/control-interface'
import { reconcile } from '@xiezhi/institution-adapter'
import type { ReconciliationFinding, ReconciliationTotals } from '@xiezhi/institution-adapter'
import type { Database } from '../db/database.ts'
import { believedMeasures } from './believed-measures.ts'
import type { InstitutionAlarms, ReconciliationAlarm } from './institution-alarms.ts'
import type { InstitutionWorker } from './institution-worker.ts'

const CODES: Readonly<Record<ReconciliationFinding['kind'], ReconciliationAlarm>> = {
  MISSING: 'RECONCILIATION_MISSING',
  ORPHAN: 'RECONCILIATION_ORPHAN',
  DIFFERENT: 'RECONCILIATION_DIFFERENT',
}

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
    const totals: ReconciliationTotals[] = []
    for (const courtId of courts) {
      const list = await core.measures(courtId)
      // By file it comes with a later batch, and `takeLists` compares it.
      if (list !== undefined) totals.push(await this.#compare(worker, courtId, list))
    }
    if (totals.length > 0) await this.#keep(institution, day, totals)
  }

  /** Lists that have come by file; each holds the measures of one court. */
  async takeLists(worker: InstitutionWorker, courts: readonly string[], day: string): Promise<void> {
    const totals: ReconciliationTotals[] = []
    await worker.core?.lists(async (list) => {
      const held: Measure[] = []
      for await (const one of list) held.push(one)
      const courtId = held[0]?.courtId ?? (courts.length === 1 ? courts[0] : undefined)
      if (courtId !== undefined) totals.push(await this.#compare(worker, courtId, listOf(held)))
    })
    if (totals.length > 0 && !(await this.#hasRun(worker.organisation, day)))
      await this.#keep(worker.organisation, day, totals)
  }

  #compare(
    { organisation: institution, store }: InstitutionWorker,
    courtId: string,
    list: AsyncIterable<Measure>,
  ): Promise<ReconciliationTotals> {
    const { db, alarms } = this.#options
    return reconcile(believedMeasures(db, store, { institution, courtId }), list, async (finding) => {
      const { kind, requestNo, fields } = finding
      // Booked, and on its way to the ledger.
      if (await this.#isUnderWay(institution, requestNo)) return
      const detail = fields.length === 0 ? undefined : fields.join(' ')
      await alarms.raise({ institution, code: CODES[kind], subject: requestNo, detail })
    })
  }

  async #isUnderWay(institution: string, requestNo: string): Promise<boolean> {
    const row = await this.#options.db
      .selectFrom('core_request')
      .select('finished_at_ms')
      .where('institution', '=', institution)
      .where('request_no', '=', requestNo)
      .executeTakeFirst()
    return row?.finished_at_ms === null
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

  async #keep(institution: string, day: string, totals: readonly ReconciliationTotals[]): Promise<void> {
    const sum = (name: keyof ReconciliationTotals): number => totals.reduce((total, one) => total + one[name], 0)
    await this.#options.db
      .insertInto('reconciliation_run')
      .values({
        run_id: randomUUID(),
        institution,
        day,
        at_ms: this.#options.nowMs(),
        compared: sum('court'),
        missing: sum('missing'),
        orphan: sum('orphan'),
        different: sum('different'),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

async function* listOf(measures: readonly Measure[]): AsyncGenerator<Measure> {
  for (const one of measures) yield await Promise.resolve(one)
}
