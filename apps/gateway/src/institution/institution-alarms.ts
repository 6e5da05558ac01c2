import { randomUUID } from 'node:crypto'
import { bundledLaw, waitingMs } from '@xiezhi/law'
import type { AdapterAlarmCode } from '@xiezhi/institution-adapter'
import type { ServiceAlarmCode } from '@xiezhi/institution-service'
import type { Alarm } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { WAITING_PARAMETER } from '../annex/carriers.ts'
import type { CreditAlarmCode } from './credit/credit-alarm-codes.ts'
import type { Database } from '../db/database.ts'
import { wordsFor } from '../views/words.ts'

export type ReconciliationAlarm = 'RECONCILIATION_MISSING' | 'RECONCILIATION_ORPHAN' | 'RECONCILIATION_DIFFERENT'
/** Every code that an alarm of this gateway may have. */
export type InstitutionAlarmCode =
  AdapterAlarmCode | ServiceAlarmCode | ReconciliationAlarm | CreditAlarmCode | 'ANNEX_DIGEST' | 'ANNEX_UNREADABLE'

export interface NewAlarm {
  readonly institution: string
  readonly code: InstitutionAlarmCode
  /** Order, or day of a reconciliation. */
  readonly subject: string
  readonly detail?: string | undefined
}

/** What a person of an institution has to look at, about its orders and its core system. The same again is counted, not told anew. */
export class InstitutionAlarms {
  readonly #db: Database
  readonly #changed: (id: string) => void

  constructor(db: Database, changed: (id: string) => void) {
    this.#db = db
    this.#changed = changed
  }

  async raise({ institution, code, subject, detail }: NewAlarm): Promise<void> {
    const nowMs = Date.now()
    const row = await this.#db
      .insertInto('institution_alarm')
      .values({
        alarm_id: randomUUID(),
        institution,
        code,
        subject,
        detail: detail ?? null,
        raised_at_ms: nowMs,
        due_at_ms: nowMs + waitingMs(bundledLaw, WAITING_PARAMETER),
        times: 1,
      })
      .onConflict((conflict) =>
        conflict.columns(['institution', 'code', 'subject']).doUpdateSet({
          times: sql<number>`institution_alarm.times + 1`,
          detail: detail ?? null,
        }),
      )
      .returning(['alarm_id', 'times'])
      .executeTakeFirst()
    if (row?.times === 1) this.#changed(row.alarm_id)
  }

  /** Those of one institution; undefined: of all, for an auditor. */
  async open(
    institution: string | undefined,
    after: { readonly dueAtMs: number; readonly id: string },
    limit: number,
  ): Promise<Alarm[]> {
    let select = this.#db
      .selectFrom('institution_alarm')
      .selectAll()
      .where('ended_at_ms', 'is', null)
      .where((eb) =>
        eb.or([
          eb('due_at_ms', '>', after.dueAtMs),
          eb.and([eb('due_at_ms', '=', after.dueAtMs), eb('alarm_id', '>', after.id)]),
        ]),
      )
      .orderBy('due_at_ms')
      .orderBy('alarm_id')
      .limit(limit)
    if (institution !== undefined) select = select.where('institution', '=', institution)
    const rows = await select.execute()
    return rows.map((row) => ({
      id: `institution:${row.alarm_id}`,
      source: 'institution',
      kind: row.code,
      text: wordsFor('alarm', row.code),
      owner: 'INSTITUTION_OPERATOR',
      subject: row.subject,
      caseId: null,
      caseNumber: null,
      agentId: null,
      raisedAtMs: row.raised_at_ms,
      dueAtMs: row.due_at_ms,
      state: row.due_at_ms < Date.now() ? 'OVERDUE' : 'OPEN',
      basis: [],
      resolution: null,
    }))
  }
}
