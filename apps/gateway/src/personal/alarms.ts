import { startOfCivilDateMs } from '@xiezhi/contracts/ids'
import type { Alarm } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Listener } from '../routes/listener.ts'
import { personalWords } from './words.ts'

const KIND = 'RECONSIDERATION_UNDECIDED'
/** A judge of the court above: nobody of the court that decided may (民诉法 119). */
const OWNER = 'COURT_JUDGE'
const DAY_MS = 86_400_000

interface Row {
  readonly measure_id: string
  readonly case_ref: string
  readonly case_number: string | null
  readonly decide_by: string
  readonly due_at_ms: number
}

/**
 * Requests for reconsideration whose last day has come and which nobody has decided, the one that is due first before the
 * others. They follow from the record of the measure, `decideBy` and `outcome`: the alarm is there on the last day, is overdue
 * when that is over, and ends with the decision (R20-94; PX-R20-94.reconsiderDecide).
 */
export async function openPersonalAlarms(
  { db, clock }: Pick<Listener, 'db' | 'clock'>,
  { dueAtMs, id }: { readonly dueAtMs: number; readonly id: string },
  limit: number,
): Promise<Alarm[]> {
  const nowMs = clock.nowMs()
  const { rows } = await sql<Row>`
    SELECT * FROM (SELECT m.measure_id, m.case_ref, c.case_number, r.decide_by,
      (extract(epoch FROM (r.decide_by::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') * 1000)::bigint AS due_at_ms
      FROM projection.personal_measure m
      CROSS JOIN LATERAL (SELECT m.record->'reconsideration'->>'decideBy' AS decide_by) r
      LEFT JOIN projection.court_case c ON c.case_ref = m.case_ref
      WHERE m.record->'reconsideration'->>'outcome' = 'PENDING' AND r.decide_by IS NOT NULL) pending
    WHERE due_at_ms <= ${nowMs + DAY_MS}
      AND (due_at_ms > ${dueAtMs} OR (due_at_ms = ${dueAtMs} AND measure_id > ${id}))
    ORDER BY due_at_ms, measure_id LIMIT ${limit}`.execute(db)
  return rows.map(({ measure_id: measureId, case_ref, case_number, decide_by, due_at_ms }) => ({
    id: `personal:${measureId}`,
    source: 'personal',
    kind: KIND,
    text: personalWords('alarm', KIND),
    owner: OWNER,
    subject: measureId,
    caseId: case_ref,
    caseNumber: case_number,
    agentId: null,
    raisedAtMs: startOfCivilDateMs(decide_by),
    dueAtMs: due_at_ms,
    state: due_at_ms <= nowMs ? 'OVERDUE' : 'OPEN',
    basis: [],
    resolution: null,
  }))
}
