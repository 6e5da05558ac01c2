import { ENDABLE_ALARMS } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { InstitutionAlarmCode, InstitutionAlarms } from './institution-alarms.ts'

const BATCH = 200
const LIVE = ['EFFECTIVE', 'SUSPENDED', 'CONVERTED_TO_DISPOSAL', 'WAITING']

/** About an order that has no answer yet: the answer ends them. */
const OF_OPEN_ORDER: readonly InstitutionAlarmCode[] = [
  'ORDER_OVERDUE',
  'REQUEST_DIFFERS',
  'ANNEX_MALFORMED',
  'ANNEX_DIGEST',
  'ANNEX_UNREADABLE',
  'LEDGER_REFUSED',
  'ANSWER_UNUSABLE',
  'ANSWER_MALFORMED',
  'STEP_FAILED',
]
const OF_ANNEX: readonly InstitutionAlarmCode[] = ['ANNEX_DIGEST', 'ANNEX_UNREADABLE']
/** About what an answer says of a measure: they end with the measure. */
const OF_MEASURE: readonly InstitutionAlarmCode[] = [
  'ANSWER_CONTRADICTS',
  'OVER_CONTROLLED',
  'OVER_DEDUCTED',
  'TERM_DIFFERS',
  'LIMIT_DIFFERS',
  'CURRENCY_DIFFERS',
  'AVAILABLE_ABOVE_BALANCE',
  'AMOUNT_NOT_TOLD',
  'REASON_NOT_ALLOWED',
]

/** About the form of an answer: what was missing may come with another answer, or with that to another question. */
export const OF_FORM: readonly InstitutionAlarmCode[] = ENDABLE_ALARMS.filter((code) => code !== 'ANSWER_UNASKED')

/** Whether two requests of an institution are about the same person: only the vault says. */
export type IsSamePerson = (institution: string, one: string, other: string) => Promise<boolean>

interface AskedAgain {
  readonly alarm_id: string
  readonly institution: string
  readonly subject: string
  readonly later: string
}

interface Overdue {
  readonly institution: string
  readonly order_id: string
}

/** Raises alarms of orders that are not answered by their deadlines, and ends alarms of any order whose ground is gone. */
export class AlarmGrounds {
  readonly #db: Database
  readonly #alarms: InstitutionAlarms
  readonly #isSamePerson: IsSamePerson

  constructor(db: Database, alarms: InstitutionAlarms, isSamePerson: IsSamePerson) {
    this.#isSamePerson = isSamePerson
    this.#db = db
    this.#alarms = alarms
  }

  /** `nowMs`: of the ledger, whose deadlines they are. */
  async look(nowMs: number): Promise<void> {
    await this.#raiseOverdue(nowMs)
    const ends = (...of: Parameters<InstitutionAlarms['endWhere']>): Promise<number> => this.#alarms.endWhere(...of)
    await ends(
      sql`a.code = any(${[...OF_ANNEX]}::text[]) AND EXISTS (
        SELECT 1 FROM vault.annex_in i WHERE i.reference = a.subject AND i.state = 'RETRIEVED')`,
      'ANNEX_TAKEN',
    )
    await ends(
      sql`a.code = any(${[...OF_OPEN_ORDER]}::text[]) AND EXISTS (
        SELECT 1 FROM projection.received_order o
        WHERE o.order_id = a.subject AND o.institution = a.institution AND NOT o.is_open)`,
      'ORDER_ANSWERED',
    )
    await ends(
      sql`a.code = any(${[...OF_MEASURE]}::text[]) AND EXISTS (
        SELECT 1 FROM projection.measure m
        WHERE m.order_id = a.subject AND m.institution = a.institution AND m.state <> all(${LIVE}::text[]))`,
      'MEASURE_ENDED',
    )
    await this.#endAskedAgain()
    // The clock of a core system was behind at one registration, and was not at a later one.
    await ends(
      sql`a.code = 'CLOCK_BEHIND' AND EXISTS (
        SELECT 1 FROM projection.measure m
        JOIN projection.measure seen ON seen.order_id = a.subject AND seen.institution = a.institution
        WHERE m.institution = a.institution
          AND (m.record->>'recordedAtMs')::bigint > (seen.record->>'recordedAtMs')::bigint
          AND NOT EXISTS (
            SELECT 1 FROM institution_alarm b
            WHERE b.institution = a.institution AND b.code = 'CLOCK_BEHIND' AND b.subject = m.order_id))`,
      'CLOCK_RIGHT',
    )
  }

  /** The court has asked once more about the same person in the same case, and that answer has all its parts. */
  async #endAskedAgain(): Promise<void> {
    const { rows } = await sql<AskedAgain>`
      SELECT a.alarm_id, a.institution, a.subject, n.order_id AS later FROM institution_alarm a
      JOIN projection.received_order o ON o.order_id = a.subject AND o.institution = a.institution
      JOIN projection.received_order n ON n.institution = o.institution AND n.received_at_ms > o.received_at_ms
        AND n.state = 'FULFILLED' AND n.record->'effect'->>'action' = 'QUERY'
        AND n.record->'instrument'->>'caseRef' = o.record->'instrument'->>'caseRef'
      WHERE a.ended_at_ms IS NULL AND a.code = any(${[...OF_FORM]}::text[]) AND o.record->'effect'->>'action' = 'QUERY'
        AND NOT EXISTS (
          SELECT 1 FROM institution_alarm b
          WHERE b.institution = a.institution AND b.subject = n.order_id AND b.code = a.code AND b.ended_at_ms IS NULL)
      ORDER BY a.raised_at_ms LIMIT ${BATCH}`.execute(this.#db)
    for (const { alarm_id: id, institution, subject, later } of rows)
      if (await this.#isSamePerson(institution, subject, later))
        await this.#alarms.endWhere(sql`a.alarm_id = ${id}`, 'ASKED_AGAIN')
  }

  async #raiseOverdue(nowMs: number): Promise<void> {
    const { rows } = await sql<Overdue>`
      SELECT o.institution, o.order_id FROM projection.received_order o
      WHERE o.is_open AND o.deadline_ms < ${nowMs}::bigint AND NOT EXISTS (
        SELECT 1 FROM institution_alarm a
        WHERE a.institution = o.institution AND a.code = 'ORDER_OVERDUE' AND a.subject = o.order_id
          AND a.ended_at_ms IS NULL)
      ORDER BY o.deadline_ms LIMIT ${BATCH}`.execute(this.#db)
    for (const { institution, order_id: subject } of rows)
      await this.#alarms.raise({ institution, code: 'ORDER_OVERDUE', subject })
  }
}
