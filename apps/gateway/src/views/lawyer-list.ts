import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from '../db/database.ts'
import type { JsonRecord } from '../projection/tables.ts'

export interface LawyerFilter {
  readonly query?: string
  readonly status?: string
  readonly firm?: string
}

/** Digits of a number that stay with a lawyer. */
const SERIAL_LENGTH = 6
/** The character behind the digits: what begins with a text lies before the text with this behind it. */
const BEHIND_DIGITS = ':'

type Sql = RawBuilder<unknown>

const AND = sql` AND `

/**
 * Records by licence number, behind `after`. Each page walks an index that has the filter and the number in this order: its
 * time does not grow with the register, and it does not rest on what the planner knows about the values.
 */
export async function lawyerRecords(
  db: Database,
  { query, status, firm }: LawyerFilter,
  today: string,
  after: string,
  limit: number,
): Promise<JsonRecord[]> {
  const inForce = sql`d.from_day <= ${today} AND (d.to_day IS NULL OR d.to_day >= ${today})`
  const conditions = [sql`d.licence_no > ${after}`]
  let from = sql`projection.lawyer AS d`
  if (firm !== undefined) {
    from = sql`projection.lawyer_firm AS d`
    conditions.push(sql`d.uscc = ${firm}`, inForce)
    if (status !== undefined)
      conditions.push(sql`EXISTS (SELECT FROM projection.lawyer_status s WHERE s.lawyer_id = d.lawyer_id
        AND s.status = ${status} AND s.from_day <= ${today} AND (s.to_day IS NULL OR s.to_day >= ${today}))`)
  } else if (status !== undefined) {
    from = sql`projection.lawyer_status AS d`
    conditions.push(sql`d.status = ${status}`, inForce)
  }
  const page = (more: readonly Sql[]): Sql => sql`
    (SELECT DISTINCT ON (d.licence_no) d.licence_no, d.lawyer_id FROM ${from}
     WHERE ${sql.join([...conditions, ...more], AND)} ORDER BY d.licence_no LIMIT ${limit})`
  const found = sql.join(branches(query).map(page), sql` UNION `)
  const { rows } = await sql<{ readonly record: JsonRecord }>`
    SELECT l.record FROM (SELECT * FROM (${found}) AS parts ORDER BY licence_no LIMIT ${limit}) AS found
    JOIN projection.lawyer l ON l.lawyer_id = found.lawyer_id ORDER BY found.licence_no`.execute(db)
  return rows.map(({ record }) => record)
}

/** Six digits are a serial, or the beginning of a number as any other text. */
function branches(query: string | undefined): (readonly Sql[])[] {
  if (query === undefined) return [[]]
  const beginning = [sql`d.licence_no >= ${query}`, sql`d.licence_no < ${query + BEHIND_DIGITS}`]
  if (query.length !== SERIAL_LENGTH) return [beginning]
  return [beginning, [sql`d.lawyer_id IN (SELECT n.lawyer_id FROM projection.lawyer n WHERE n.serial = ${query})`]]
}
