import { startOfCivilDateMs } from '@xiezhi/contracts/ids'
import type { Alarm } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Listener } from '../routes/listener.ts'
import { creditWords } from './words.ts'

const DAY_MS = 86_400_000

interface Record {
  readonly kind: string
  readonly owner: string
  readonly subject: string
  readonly raisedAtMs: number
  readonly dueOn: string | null
  readonly endedAtMs: number | null
}
export interface AlarmRow {
  readonly subject: string
  readonly kind: string
  readonly client: string
  readonly subscriber: string
  readonly record: Record
  readonly case_ref: string | null
  readonly case_number: string | null
}

interface Wanted {
  readonly entryId?: string
  readonly isOpen?: boolean
  /** `[raised at, subject, kind, client, subscriber]` */
  readonly after?: readonly string[] | undefined
}

/** Alarms of the lists, the newest first. */
export async function creditAlarms(
  { db, clock }: Pick<Listener, 'db' | 'clock'>,
  wanted: Wanted,
  limit: number,
): Promise<Alarm[]> {
  const { entryId = null, isOpen = false } = wanted
  const [at, subject = '', kind = '', client = '', subscriber = ''] = wanted.after ?? []
  const { rows } = await sql<AlarmRow>`
    SELECT a.subject, a.kind, a.client, a.subscriber, a.record, e.case_ref, c.case_number
    FROM projection.credit_alarm a LEFT JOIN projection.credit_entry e ON e.entry_id = a.subject
      LEFT JOIN projection.court_case c ON c.case_ref = e.case_ref
    WHERE (${entryId}::text IS NULL OR a.subject = ${entryId}) AND (NOT ${isOpen} OR a.ended_at_ms IS NULL)
      AND (${at ?? null}::bigint IS NULL OR a.raised_at_ms < ${at ?? null}::bigint OR (a.raised_at_ms = ${at ?? null}::bigint
        AND (a.subject, a.kind, a.client, a.subscriber) > (${subject}, ${kind}, ${client}, ${subscriber})))
    ORDER BY a.raised_at_ms DESC, a.subject, a.kind, a.client, a.subscriber LIMIT ${limit}`.execute(db)
  const nowMs = clock.nowMs()
  return rows.map((row) => alarmOf(row, nowMs))
}

/** Where the page after an alarm begins. */
export function alarmCursor({ id, raisedAtMs }: Alarm): readonly (string | number)[] {
  return [raisedAtMs, ...id.slice(id.indexOf(':') + 1).split('/')]
}

export function alarmOf(row: AlarmRow, nowMs: number): Alarm {
  const { subject, kind, client, subscriber, record } = row
  // The last day counts to its end.
  const dueAtMs = record.dueOn === null ? record.raisedAtMs : startOfCivilDateMs(record.dueOn) + DAY_MS
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
