import type { SupervisionView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { caseFacts } from '../enforcement/case-facts.ts'
import type { CaseFacts } from '../enforcement/case-facts.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import type { Listener } from '../routes/listener.ts'

const CASES_MAX = 500
const IN_EFFECT: readonly string[] = ['EFFECTIVE', 'SUSPENDED']

/** Months of Asia/Shanghai. */
const MONTH = sql<string>`to_char(to_timestamp(o.sent_at_ms / 1000.0) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`

interface Asked {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Volumes, lateness, over-control and lawfulness: no persons, no property (rulebook 20A.6). */
export async function supervisionView(
  listener: Listener,
  store: EnforcementStore,
  asked: Asked,
): Promise<SupervisionView> {
  const [volumes, lateness, overControl, lawfulness] = await Promise.all([
    volumesOf(listener, asked),
    latenessOf(listener, asked),
    overControlOf(listener, store),
    lawfulnessOf(listener),
  ])
  return { volumes, lateness, overControl, lawfulness }
}

async function volumesOf({ db }: Listener, { from, to }: Asked): Promise<SupervisionView['volumes']> {
  const { rows } = await sql<SupervisionView['volumes'][number]>`
    SELECT ${MONTH} AS month, i.kind AS "instrumentKind", o.record->'effect'->>'action' AS action, count(*)::int AS orders,
      count(*) FILTER (WHERE o.state = 'FULFILLED')::int AS fulfilled, count(*) FILTER (WHERE o.state = 'PARTIAL')::int AS partial,
      count(*) FILTER (WHERE o.state = 'REJECTED')::int AS rejected,
      count(*) FILTER (WHERE o.state IN ('FAILED', 'REFUSED'))::int AS failed, count(*) FILTER (WHERE o.state = 'SENT')::int AS open
    FROM projection.sent_order o JOIN projection.instrument i ON i.instrument_id = o.record->>'instrumentId'
    WHERE (${from ?? null}::text IS NULL OR ${MONTH} >= ${from ?? null}) AND (${to ?? null}::text IS NULL OR ${MONTH} <= ${to ?? null})
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`.execute(db)
  return rows
}

async function latenessOf({ db }: Listener, { from, to }: Asked): Promise<SupervisionView['lateness']> {
  const { rows } = await sql<SupervisionView['lateness'][number]>`
    SELECT o.institution, count(*)::int AS orders, count(*) FILTER (WHERE o.result_at_ms IS NOT NULL)::int AS answered,
      count(*) FILTER (WHERE o.result_at_ms > d.deadline_ms)::int AS late,
      count(*) FILTER (WHERE d.outcome = 'silent')::int AS silent,
      count(*) FILTER (WHERE d.outcome = 'undelivered')::int AS undelivered,
      count(*) FILTER (WHERE o.result_at_ms IS NULL)::int AS open,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY o.result_at_ms - o.sent_at_ms) AS "medianMs"
    FROM projection.sent_order o LEFT JOIN projection.order_dispatch d ON d.order_id = o.order_id
    WHERE (${from ?? null}::text IS NULL OR ${MONTH} >= ${from ?? null}) AND (${to ?? null}::text IS NULL OR ${MONTH} <= ${to ?? null})
    GROUP BY o.institution ORDER BY o.institution`.execute(db)
  return rows.map((row) => ({ ...row, medianMs: row.medianMs === null ? null : Math.max(0, row.medianMs) }))
}

async function overControlOf(listener: Listener, store: EnforcementStore): Promise<SupervisionView['overControl']> {
  const rows = await listener.db
    .selectFrom('projection.enforcement')
    .select('case_ref')
    .where('state', '<>', 'CLOSED')
    .orderBy('opened_at_ms')
    .limit(CASES_MAX)
    .execute()
  const found: SupervisionView['overControl'] = []
  for (const { case_ref: caseId } of rows) {
    const facts = await caseFacts(listener, store, caseId)
    const over = overOf(facts)
    if (over !== null) found.push({ ...over, openProposals: await openProposals(listener, caseId) })
  }
  return found
}

/** A case whose debtor has performed owes nothing more. */
function overOf({
  caseId,
  enforcement,
  owed,
  controls,
}: CaseFacts): Omit<SupervisionView['overControl'][number], 'openProposals'> | null {
  const held = controls.filter(({ state }) => IN_EFFECT.includes(state))
  const owedCents = enforcement.state === 'PERFORMED' ? 0 : owed.totalCents
  const controlledCents = held.reduce((sum, { limitCents }) => sum + (limitCents ?? 0), 0)
  if (controlledCents <= owedCents) return null
  const isIndivisible = owedCents > 0 && held.some(({ whole }) => whole)
  return { caseId, owedCents, controlledCents, overCents: controlledCents - owedCents, isIndivisible }
}

async function openProposals({ db }: Listener, caseId: string): Promise<number> {
  const row = await db
    .selectFrom('projection.release_proposal')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('case_ref', '=', caseId)
    .where('state', '=', 'OPEN')
    .executeTakeFirst()
  return row?.count ?? 0
}

const FINDINGS: Readonly<Record<string, readonly [string, string]>> = {
  UNRATIFIED: ['紧急裁定尚未确认', 'emergency instruments that nobody has ratified'],
  REVOKED: ['已撤销的裁定', 'instruments that were revoked'],
  OPEN_PROPOSALS: ['尚未处理的解除、减少、续行建议', 'proposals to release, reduce or renew that nobody has decided'],
}

async function lawfulnessOf({ db }: Listener): Promise<SupervisionView['lawfulness']> {
  const { rows } = await sql<{ readonly kind: string; readonly count: number; readonly oldest: number | null }>`
    SELECT 'UNRATIFIED' AS kind, count(*)::int AS count, min(signed_at_ms) AS oldest FROM projection.instrument
      WHERE state = 'IN_FORCE' AND record->>'emergency' = 'true' AND record->'ratification' = 'null'::jsonb
    UNION ALL SELECT 'REVOKED', count(*)::int, min(signed_at_ms) FROM projection.instrument WHERE state = 'REVOKED'
    UNION ALL SELECT 'OPEN_PROPOSALS', count(*)::int, min(proposed_at_ms) FROM projection.release_proposal WHERE state = 'OPEN'`.execute(
    db,
  )
  return rows.map(({ kind, count, oldest }) => {
    const [zh, en] = FINDINGS[kind] ?? [kind, kind]
    return { kind, text: { zh, en }, count, oldestAtMs: oldest }
  })
}
