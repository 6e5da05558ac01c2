import type { Alarm } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Listener } from '../routes/listener.ts'
import { creditWords } from './words.ts'

interface Record {
  readonly kind: string
  readonly owner: string
  readonly subject: string
  readonly raisedAtMs: number
  readonly dueOn: string | null
  readonly endedAtMs: number | null
}
interface AlarmRow {
  readonly subject: string
  readonly kind: string
  readonly client: string
  readonly subscriber: string
  readonly record: Record
  readonly case_ref: string | null
  readonly case_number: string | null
  readonly due_at_ms: number
}

interface Wanted {
  readonly entryId?: string
  readonly isOpen?: boolean
  /** `[raised at, subject, kind, client, subscriber]` */
  readonly after?: readonly string[] | undefined
}

/** Alarms with their case, and the instant until which they are to be dealt with: the last day counts to its end. */
const ALARMS = sql`SELECT a.*, e.case_ref, c.case_number, concat_ws('/', a.subject, a.kind, a.client, a.subscriber) AS id,
    coalesce((extract(epoch FROM ((a.record->>'dueOn')::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') * 1000)::bigint,
      a.raised_at_ms) AS due_at_ms
  FROM projection.credit_alarm a LEFT JOIN projection.credit_entry e ON e.entry_id = a.subject
    LEFT JOIN projection.court_case c ON c.case_ref = e.case_ref`

/** Alarms of the lists, the newest first. */
export async function creditAlarms(
  { db, clock }: Pick<Listener, 'db' | 'clock'>,
  wanted: Wanted,
  limit: number,
): Promise<Alarm[]> {
  const { entryId = null, isOpen = false } = wanted
  const [at, subject = '', kind = '', client = '', subscriber = ''] = wanted.after ?? []
  const { rows } = await sql<AlarmRow>`
    ${ALARMS}
    WHERE (${entryId}::text IS NULL OR a.subject = ${entryId}) AND (NOT ${isOpen} OR a.ended_at_ms IS NULL)
      AND (${at ?? null}::bigint IS NULL OR a.raised_at_ms < ${at ?? null}::bigint OR (a.raised_at_ms = ${at ?? null}::bigint
        AND (a.subject, a.kind, a.client, a.subscriber) > (${subject}, ${kind}, ${client}, ${subscriber})))
    ORDER BY a.raised_at_ms DESC, a.subject, a.kind, a.client, a.subscriber LIMIT ${limit}`.execute(db)
  const nowMs = clock.nowMs()
  return rows.map((row) => alarmOf(row, nowMs))
}

/** Those that nobody has ended, for the page of all alarms: the one that is due first before the others. */
export async function openCreditAlarms(
  { db, clock }: Pick<Listener, 'db' | 'clock'>,
  { dueAtMs, id }: { readonly dueAtMs: number; readonly id: string },
  limit: number,
): Promise<Alarm[]> {
  const { rows } = await sql<AlarmRow>`
    SELECT * FROM (${ALARMS} WHERE a.ended_at_ms IS NULL) open
    WHERE due_at_ms > ${dueAtMs} OR (due_at_ms = ${dueAtMs} AND id > ${id})
    ORDER BY due_at_ms, id LIMIT ${limit}`.execute(db)
  const nowMs = clock.nowMs()
  return rows.map((row) => alarmOf(row, nowMs))
}

/** Where the page after an alarm begins. */
export function alarmCursor({ id, raisedAtMs }: Alarm): readonly (string | number)[] {
  return [raisedAtMs, ...id.slice(id.indexOf(':') + 1).split('/')]
}

function alarmOf(row: AlarmRow, nowMs: number): Alarm {
  const { subject, kind, client, subscriber, record, due_at_ms: dueAtMs } = row
  return {
    id: `listing:${[subject, kind, client, subscriber].join('/')}`,
    source: 'listing',
    kind,
    text: creditWords('alarm', kind),
    owner: record.owner,
    subject: record.subject,
    caseId: row.case_ref,
    caseNumber: row.case_number,
    agentId: null,
    raisedAtMs: record.raisedAtMs,
    dueAtMs,
    state: record.endedAtMs !== null ? 'DONE' : dueAtMs <= nowMs && record.dueOn !== null ? 'OVERDUE' : 'OPEN',
    basis: [],
    resolution: null,
  }
}
