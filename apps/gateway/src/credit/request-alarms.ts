import type { Alarm } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Listener } from '../routes/listener.ts'
import { creditWords } from './words.ts'

const KIND = 'REQUEST_UNREGISTERED'
/** The counter registers what persons have sent in. */
const OWNER = 'COURT_FILING'

interface Row {
  readonly request_id: string
  readonly case_ref: string
  readonly case_number: string | null
  readonly received_at_ms: number
  readonly due_at_ms: number
}

/**
 * Requests for correction or reconsideration that nobody has put on the ledger, the one that is due first before the others. The
 * entry is to be marked when they come (R26-13), and the clock of the review starts with it (R20-88): so the alarm is there when
 * the day of receipt is over, and ends when the request is registered, or returned with reasons.
 */
export async function openRequestAlarms(
  { db, clock }: Pick<Listener, 'db' | 'clock'>,
  organisation: string | null,
  { dueAtMs, id }: { readonly dueAtMs: number; readonly id: string },
  limit: number,
): Promise<Alarm[]> {
  const { rows } = await sql<Row>`
    SELECT * FROM (SELECT r.request_id, e.case_ref, c.case_number, r.received_at_ms,
      (extract(epoch FROM ((to_timestamp(r.received_at_ms / 1000) AT TIME ZONE 'Asia/Shanghai')::date + 1)::timestamp
        AT TIME ZONE 'Asia/Shanghai') * 1000)::bigint AS due_at_ms
      FROM credit_request r JOIN projection.credit_entry e ON e.entry_id = r.entry_id
      LEFT JOIN projection.court_case c ON c.case_ref = e.case_ref
      WHERE r.state = 'RECEIVED' AND r.kind IN ('OBJECTION', 'RECONSIDERATION')
        AND (${organisation}::text IS NULL OR e.organisation = ${organisation})) waiting
    WHERE due_at_ms <= ${clock.nowMs()}
      AND (due_at_ms > ${dueAtMs} OR (due_at_ms = ${dueAtMs} AND request_id > ${id}))
    ORDER BY due_at_ms, request_id LIMIT ${limit}`.execute(db)
  return rows.map((row) => ({
    id: `request:${row.request_id}`,
    source: 'request',
    kind: KIND,
    text: creditWords('alarm', KIND),
    owner: OWNER,
    subject: row.request_id,
    caseId: row.case_ref,
    caseNumber: row.case_number,
    agentId: null,
    raisedAtMs: row.due_at_ms,
    dueAtMs: row.due_at_ms,
    state: 'OVERDUE',
    basis: [],
    resolution: null,
  }))
}
