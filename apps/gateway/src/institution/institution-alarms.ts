import { randomUUID } from 'node:crypto'
import { bundledLaw, waitingEndMs } from '@xiezhi/law'
import type { AdapterAlarmCode } from '@xiezhi/institution-adapter'
import type { ServiceAlarmCode } from '@xiezhi/institution-service'
import { ENDABLE_ALARMS } from '@xiezhi/gateway-api'
import type { Alarm, RouteOutput, Routes } from '@xiezhi/gateway-api'
import type { KeptText } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { RawBuilder, Selectable } from 'kysely'
import { WAITING_PARAMETER } from '../annex/carriers.ts'
import type { CreditAlarmCode } from './credit/credit-alarm-codes.ts'
import type { Database } from '../db/database.ts'
import type { InstitutionSchema } from '../db/institution-schema.ts'
import { GatewayError } from '../gateway-error.ts'
import type { PrivateTexts } from '../vault/private-texts.ts'
import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import type { PageQuery } from '../views/page.ts'
import { wordsFor } from '../views/words.ts'

type EndedAlarms = RouteOutput<Routes['listEndedAlarms']>

export type ReconciliationAlarm = 'RECONCILIATION_MISSING' | 'RECONCILIATION_ORPHAN' | 'RECONCILIATION_DIFFERENT'
/** Every code that an alarm of this gateway may have. */
export type InstitutionAlarmCode =
  | AdapterAlarmCode
  | ServiceAlarmCode
  | ReconciliationAlarm
  | CreditAlarmCode
  | 'ANNEX_DIGEST'
  | 'ANNEX_UNREADABLE'
  | 'ORDER_OVERDUE'

/** Why an alarm has ended: by itself, or by a person. */
export type AlarmEnd =
  | 'ORDER_ANSWERED'
  | 'ANNEX_TAKEN'
  | 'ANSWER_AGREES'
  | 'ANSWER_COMPLETE'
  | 'ASKED_AGAIN'
  | 'RECONCILED'
  | 'MEASURE_ENDED'
  | 'CLOCK_RIGHT'
  | 'ENDED_BY_OFFICER'

/** Reasons of a person who ended one, in the vault. */
export const END_REASONS = 'alarmEndReasons'

/** What a person says who ends one. */
interface OfficersEnd {
  readonly officer: string
  /** Commitment. */
  readonly reasons: string
}

export interface NewAlarm {
  readonly institution: string
  readonly code: InstitutionAlarmCode
  /** Order, or day of a reconciliation. */
  readonly subject: string
  readonly detail?: string | undefined
}

/**
 * What a person of an institution has to look at, about its orders and its core system. The same again is counted, not told
 * anew; one that has ended and is raised again is open again.
 */
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
        due_at_ms: waitingEndMs(bundledLaw, WAITING_PARAMETER, nowMs),
        times: 1,
      })
      .onConflict((conflict) =>
        conflict.columns(['institution', 'code', 'subject']).doUpdateSet({
          times: sql<number>`institution_alarm.times + 1`,
          detail: detail ?? null,
          raised_at_ms: sql<number>`CASE WHEN institution_alarm.ended_at_ms IS NULL THEN institution_alarm.raised_at_ms ELSE excluded.raised_at_ms END`,
          due_at_ms: sql<number>`CASE WHEN institution_alarm.ended_at_ms IS NULL THEN institution_alarm.due_at_ms ELSE excluded.due_at_ms END`,
          ended_at_ms: null,
          ended_by: null,
          ended_officer: null,
          ended_reasons: null,
        }),
      )
      .returning(['alarm_id', 'raised_at_ms'])
      .executeTakeFirst()
    if (row?.raised_at_ms === nowMs) this.#changed(row.alarm_id)
  }

  /** Ends those of an institution whose ground is gone. */
  async end(
    institution: string,
    { codes, subject }: { readonly codes: readonly InstitutionAlarmCode[]; readonly subject: string },
    by: AlarmEnd,
  ): Promise<void> {
    await this.endWhere(
      sql`a.institution = ${institution} AND a.code = any(${[...codes]}::text[]) AND a.subject = ${subject}`,
      by,
    )
  }

  /** Ends open alarms of which a condition holds; `a` is the alarm in it. Gives how many. */
  async endWhere(condition: RawBuilder<unknown>, by: AlarmEnd): Promise<number> {
    const { rows } = await sql<{ readonly alarm_id: string }>`
      UPDATE institution_alarm a SET ended_at_ms = ${Date.now()}::bigint, ended_by = ${by}
      WHERE a.ended_at_ms IS NULL AND (${condition}) RETURNING a.alarm_id`.execute(this.#db)
    for (const { alarm_id: id } of rows) this.#changed(id)
    return rows.length
  }

  /** An open one of an institution that a person may end. @throws GatewayError SUBJECT_UNKNOWN, NOT_IN_FORCE */
  async endable(institution: string, alarmId: string): Promise<{ readonly subject: string }> {
    const row = await this.#db
      .selectFrom('institution_alarm')
      .select(['subject', 'code', 'ended_at_ms'])
      .where('institution', '=', institution)
      .where('alarm_id', '=', alarmId)
      .executeTakeFirst()
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'alarm' })
    const mayEnd = ENDABLE_ALARMS.some((code) => code === row.code)
    if (row.ended_at_ms !== null || !mayEnd)
      throw new GatewayError('NOT_IN_FORCE', { state: row.ended_at_ms === null ? row.code : 'DONE' })
    return { subject: row.subject }
  }

  /** The reasons are kept before. @throws GatewayError NOT_IN_FORCE: it has ended meanwhile */
  async endByOfficer(institution: string, alarmId: string, { officer, reasons }: OfficersEnd): Promise<number> {
    const endedAtMs = Date.now()
    const ended = await this.#db
      .updateTable('institution_alarm')
      .set({ ended_at_ms: endedAtMs, ended_by: 'ENDED_BY_OFFICER', ended_officer: officer, ended_reasons: reasons })
      .where('institution', '=', institution)
      .where('alarm_id', '=', alarmId)
      .where('code', 'in', [...ENDABLE_ALARMS])
      .where('ended_at_ms', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) throw new GatewayError('NOT_IN_FORCE', { state: 'DONE' })
    this.#changed(alarmId)
    return endedAtMs
  }

  /** Subjects of open alarms of a code, the oldest first. */
  async subjects(institution: string, code: InstitutionAlarmCode, limit: number): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('institution_alarm')
      .select('subject')
      .where('institution', '=', institution)
      .where('code', '=', code)
      .where('ended_at_ms', 'is', null)
      .orderBy('raised_at_ms')
      .limit(limit)
      .execute()
    return rows.map(({ subject }) => subject)
  }

  /** Those that have ended, the last first; of one institution, or of all. */
  async ended(
    institution: string | undefined,
    query: PageQuery,
    texts: Pick<PrivateTexts, 'values'>,
  ): Promise<EndedAlarms> {
    const limit = limitOf(query)
    const after = cursorParts(query, 2)
    let select = this.#db
      .selectFrom('institution_alarm')
      .selectAll()
      .where('ended_at_ms', 'is not', null)
      .orderBy('ended_at_ms', 'desc')
      .orderBy('alarm_id')
      .limit(limit + 1)
    if (institution !== undefined) select = select.where('institution', '=', institution)
    if (after !== undefined) {
      const [at = '0', id = ''] = after
      select = select.where((eb) =>
        eb.or([
          eb('ended_at_ms', '<', Number(at)),
          eb.and([eb('ended_at_ms', '=', Number(at)), eb('alarm_id', '>', id)]),
        ]),
      )
    }
    const rows = await select.execute()
    const kept = await texts.values(
      END_REASONS,
      rows.flatMap(({ ended_reasons: commitment }) => commitment ?? []),
    )
    const view = (row: Row): EndedAlarms['items'][number] => endedView(row, kept.get(row.ended_reasons ?? ''))
    return pageOf(rows, limit, view, ({ ended_at_ms, alarm_id }) => [ended_at_ms ?? 0, alarm_id])
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
    return rows.map((row) => alarmView(row, row.due_at_ms < Date.now() ? 'OVERDUE' : 'OPEN'))
  }
}

type Row = Selectable<InstitutionSchema['institution_alarm']>

function alarmView(row: Row, state: Alarm['state']): Alarm {
  return {
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
    state,
    basis: [],
    resolution: row.ended_by,
  }
}

const TEXT_STATES = { HELD: 'held', ERASED: 'erased', TAMPERED: 'damaged' } as const

function endedView(row: Row, kept: KeptText | undefined): EndedAlarms['items'][number] {
  const code = row.ended_by ?? ''
  return {
    ...alarmView(row, 'DONE'),
    institution: row.institution,
    endedAtMs: row.ended_at_ms ?? 0,
    endText: wordsFor('alarmEnd', code),
    endedBy: row.ended_officer,
    reasons: kept?.state === 'HELD' && typeof kept.value === 'string' ? kept.value : null,
    reasonsState: kept === undefined ? 'none' : TEXT_STATES[kept.state],
  }
}
