import type { EnforcementSummary } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { asEnforcement } from '../enforcement/case-facts.ts'
import type { Enforcement, Preservation } from '../enforcement/case-facts.ts'

interface Row {
  readonly case_ref: string
  readonly case_number: string | null
  readonly record: Enforcement
  /** Of a case that is a preservation and no enforcement. */
  readonly preserved: Preservation | null
  /** A sum: PostgreSQL's `numeric`. */
  readonly controlled: string | null
  readonly live: number
  readonly next: string | null
  readonly open_orders: number
  readonly open_proposals: number
  readonly open_drafts: number
  readonly open_alarms: number
  readonly claim: Enforcement['claim'] | null
}

interface Wanted {
  /** The court whose cases they are: several courts may share a gateway, and none sees the cases of another. */
  readonly organisation: string | null
  readonly state?: string | undefined
  /** `[opened at, case]` of the last row. */
  readonly after?: readonly string[] | undefined
  readonly caseId?: string
}

/** Cases, the newest first, with how much is controlled and what waits for somebody. */
export async function enforcementSummaries(
  db: Database,
  { organisation, state, after, caseId }: Wanted,
  nowMs: number,
  limit: number,
): Promise<EnforcementSummary[]> {
  const [at, id = ''] = after ?? []
  const { rows } = await sql<Row>`
    SELECT e.case_ref, c.case_number, e.record, e.preserved, k.controlled, COALESCE(k.live, 0)::int AS live, k.next,
      (SELECT count(*)::int FROM projection.sent_order o WHERE o.case_ref = e.case_ref AND o.state = 'SENT') AS open_orders,
      (SELECT count(*)::int FROM projection.release_proposal p WHERE p.case_ref = e.case_ref AND p.state = 'OPEN') AS open_proposals,
      (SELECT count(*)::int FROM projection.proposal d WHERE d.type = 'order/Issue' AND d.state = 'OPEN'
        AND d.expires_at_ms > ${nowMs} AND d.record->'value'->>'caseRef' = e.case_ref
        AND NOT EXISTS (SELECT FROM enforcement_refusal r WHERE r.draft_id = d.proposal_id)) AS open_drafts,
      (SELECT count(*)::int FROM projection.alarm a WHERE a.state <> 'DONE' AND (e.case_ref IN (a.case_ref, a.record->>'subject')
        OR a.record->>'subject' IN (SELECT order_id FROM projection.sent_order o WHERE o.case_ref = e.case_ref)
        OR a.record->>'subject' IN (SELECT instrument_id FROM projection.instrument i WHERE i.case_ref = e.case_ref))) AS open_alarms,
      (SELECT s.record->'claim' FROM projection.enforcement_statement s WHERE s.case_ref = e.case_ref
        ORDER BY s.number DESC LIMIT 1) AS claim
    FROM (
      SELECT case_ref, record, state, opened_at_ms, NULL::jsonb AS preserved FROM projection.enforcement
      UNION ALL
      SELECT m.case_ref, m.record, CASE m.state WHEN 'OPEN' THEN 'PRESERVATION' ELSE 'LIFTED' END,
        (m.record->>'openedAtMs')::bigint, m.record FROM projection.matter m
      WHERE m.kind = 'preservation' AND m.case_ref = ${caseId ?? null}
        AND NOT EXISTS (SELECT FROM projection.enforcement n WHERE n.case_ref = m.case_ref)
    ) e
    LEFT JOIN projection.court_case c ON c.case_ref = e.case_ref
    LEFT JOIN LATERAL (
      SELECT sum(limit_cents) FILTER (WHERE state = 'EFFECTIVE') AS controlled, min(to_day) FILTER (WHERE state = 'EFFECTIVE') AS next,
        count(*) FILTER (WHERE state IN ('ORDERED', 'EFFECTIVE', 'WAITING', 'SUSPENDED')) AS live
      FROM projection.enforcement_control t WHERE t.case_ref = e.case_ref
    ) k ON true
    WHERE e.record->>'organisation' = ${organisation}
      AND (${state ?? null}::text IS NULL OR e.state = ${state ?? null})
      AND (${caseId ?? null}::text IS NULL OR e.case_ref = ${caseId ?? null})
      AND (${at ?? null}::bigint IS NULL OR e.opened_at_ms < ${at ?? null}::bigint
        OR (e.opened_at_ms = ${at ?? null}::bigint AND e.case_ref > ${id}))
    ORDER BY e.opened_at_ms DESC, e.case_ref LIMIT ${limit}`.execute(db)
  return rows.map(summaryOf)
}

function summaryOf(row: Row): EnforcementSummary {
  const { preserved } = row
  const record = preserved === null ? row.record : asEnforcement(preserved)
  const { organisation, appliedOn, openedAtMs } = record
  const { principalCents, currency } = row.claim ?? record.claim
  const state =
    preserved === null ? record.state : preserved.state === 'OPEN' ? ('PRESERVATION' as const) : ('LIFTED' as const)
  return {
    caseId: row.case_ref,
    caseNumber: row.case_number,
    organisation,
    state,
    appliedOn,
    openedAtMs,
    principalCents,
    currency,
    controlledCents: Number(row.controlled ?? 0),
    liveControls: row.live,
    openOrders: row.open_orders,
    openProposals: row.open_proposals,
    openDrafts: row.open_drafts,
    nextExpiryOn: row.next,
    openAlarms: row.open_alarms,
  }
}
