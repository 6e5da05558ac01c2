import type { Alarm } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Listener } from '../routes/listener.ts'
import { alarmOf } from './alarms.ts'
import type { AlarmRow } from './alarms.ts'

/** Alarms of the lists that nobody has ended, for the page of all alarms: the one that is due first before the others. */
export async function openCreditAlarms(
  { db, clock }: Pick<Listener, 'db' | 'clock'>,
  { dueAtMs, id }: { readonly dueAtMs: number; readonly id: string },
  limit: number,
): Promise<Alarm[]> {
  const { rows } = await sql<AlarmRow>`
    SELECT * FROM (
      SELECT a.subject, a.kind, a.client, a.subscriber, a.record, e.case_ref, c.case_number,
        concat_ws('/', a.subject, a.kind, a.client, a.subscriber) AS id,
        -- The last day counts to its end.
        coalesce((extract(epoch FROM ((a.record->>'dueOn')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') * 1000)::bigint,
          a.raised_at_ms) AS due_at_ms
      FROM projection.credit_alarm a LEFT JOIN projection.credit_entry e ON e.entry_id = a.subject
        LEFT JOIN projection.court_case c ON c.case_ref = e.case_ref
      WHERE a.ended_at_ms IS NULL
    ) open WHERE due_at_ms > ${dueAtMs} OR (due_at_ms = ${dueAtMs} AND id > ${id})
    ORDER BY due_at_ms, id LIMIT ${limit}`.execute(db)
  const nowMs = clock.nowMs()
  return rows.map((row) => alarmOf(row, nowMs))
}
