import type { CreditSupervision } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Listener } from '../routes/listener.ts'
import { receiptTermMs } from './receipt-term.ts'
import { creditWords } from './words.ts'

const ENDINGS = ['DELETE', 'DELETE_BY_HAND', 'DELETE_EARLY', 'WITHDRAW', 'LIFT', 'REPAIR'] as const
/** Where nobody in particular looked up, as on the public page. */
const PUBLIC = '-'

interface Asked {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Month in Asia/Shanghai of an instant. */
const monthOf = (column: string): RawBuilder<string> =>
  sql<string>`to_char(to_timestamp(${sql.ref(column)} / 1000.0) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`
const within = (month: RawBuilder<string>, { from, to }: Asked): RawBuilder<boolean> =>
  sql<boolean>`(${from ?? null}::text IS NULL OR ${month} >= ${from ?? null}) AND (${to ?? null}::text IS NULL OR ${month} <= ${to ?? null})`

/** Counts of decisions, ends, objections, receipts, uses and look-ups: no person, no case, no entry (rulebook 26.5). */
export async function creditSupervision(listener: Listener, asked: Asked): Promise<CreditSupervision> {
  const { db, clock, follower } = listener
  const termMs = await receiptTermMs(listener)
  const [decisions, ends, objections, lateness, uses, lookups, open] = await Promise.all([
    decisionsOf(db, asked),
    endsOf(db, asked),
    objectionsOf(db, asked),
    latenessOf(db, asked, { termMs, nowMs: clock.nowMs() }),
    usesOf(db, asked),
    lookupsOf(db, asked),
    openOf(db),
  ])
  return { decisions, ends, objections, lateness, uses, lookups, open, isComplete: follower.height !== null }
}

/** From the steps of the machines, which stay when entries go. */
async function decisionsOf(db: Database, asked: Asked): Promise<CreditSupervision['decisions']> {
  const month = monthOf('s.at_ms')
  const { rows } = await sql<CreditSupervision['decisions'][number]>`
    SELECT ${month} AS month, CASE s.machine_id WHEN 'dishonest-list' THEN 'DISHONEST' ELSE 'CONSUMPTION' END AS list,
      d.situation, (count(*) FILTER (WHERE s.transition = 'DECIDE'))::int AS decided,
      (count(*) FILTER (WHERE s.transition = 'PUBLISH'))::int AS published,
      (count(*) FILTER (WHERE s.transition = any(${[...ENDINGS]}::text[])))::int AS ended
    FROM projection.agreement_step s
    LEFT JOIN LATERAL (SELECT nullif(i->>'value', '')::int AS situation
      FROM projection.agreement_step f CROSS JOIN jsonb_array_elements(f.record->'inputs') i
      WHERE f.machine_id = s.machine_id AND f.subject = s.subject AND f.transition = 'DECIDE'
        AND i->>'name' = 'situation' AND i->>'value' ~ '^[1-6]$' LIMIT 1) d ON true
    WHERE s.machine_id IN ('dishonest-list', 'consumption-restriction')
      AND s.transition = any(${['DECIDE', 'PUBLISH', ...ENDINGS]}::text[]) AND ${within(month, asked)}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`.execute(db)
  return [...rows]
}

async function endsOf(db: Database, asked: Asked): Promise<CreditSupervision['ends']> {
  const month = monthOf('e.ended_at_ms')
  const { rows } = await sql<Omit<CreditSupervision['ends'][number], 'text'>>`
    SELECT ${month} AS month, e.list, e.record->>'end' AS "end", count(*)::int AS count,
      (count(*) FILTER (WHERE e.record->>'deleteBy' IS NOT NULL
        AND to_char(to_timestamp(e.ended_at_ms / 1000.0) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') > e.record->>'deleteBy'))::int AS late,
      (count(*) FILTER (WHERE e.record->>'end' = 'EARLY_DELETED' AND e.record->>'event' IS NULL))::int AS "withoutEvent"
    FROM projection.credit_ended e WHERE ${within(month, asked)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`.execute(db)
  return rows.map((row) => ({ ...row, text: creditWords('end', row.end) }))
}

/** Kept by the gateway, because an objection goes with its entry. */
async function objectionsOf(db: Database, asked: Asked): Promise<CreditSupervision['objections']> {
  const month = sql<string>`left(o.requested_on, 7)`
  const { rows } = await sql<CreditSupervision['objections'][number]>`
    SELECT ${month} AS month, count(*)::int AS raised, (count(*) FILTER (WHERE o.outcome = 'UPHELD'))::int AS upheld,
      (count(*) FILTER (WHERE o.outcome = 'REFUSED'))::int AS refused,
      (count(*) FILTER (WHERE o.is_reconsidered))::int AS reconsidered,
      (count(*) FILTER (WHERE o.is_reconsidered AND o.outcome = 'UPHELD'))::int AS "appealsUpheld",
      (count(*) FILTER (WHERE coalesce(o.outcome_on > o.decide_by, false)
        OR EXISTS (SELECT FROM projection.credit_alarm a
          WHERE a.subject = o.entry_id AND a.kind = 'OBJECTION_UNDECIDED')))::int AS late
    FROM credit_objection o WHERE ${within(month, asked)} GROUP BY 1 ORDER BY 1`.execute(db)
  return [...rows]
}

async function latenessOf(
  db: Database,
  asked: Asked,
  { termMs, nowMs }: { readonly termMs: number; readonly nowMs: number },
): Promise<CreditSupervision['lateness']> {
  const month = monthOf('w.withdrawn_at_ms')
  const { rows } = await sql<CreditSupervision['lateness'][number]>`
    SELECT w.subscriber, count(*)::int AS withdrawals, count(w.confirmed_at_ms)::int AS confirmed,
      (count(*) FILTER (WHERE coalesce(w.confirmed_at_ms - w.withdrawn_at_ms > ${termMs}, w.withdrawn_at_ms <= ${nowMs - termMs})))::int AS late,
      (count(*) FILTER (WHERE EXISTS (SELECT FROM projection.credit_alarm a WHERE a.subject = w.entry_id
        AND a.kind = 'RECEIPT_VIOLATION' AND a.client = w.client AND a.subscriber = w.subscriber)))::int AS violations,
      (count(*) FILTER (WHERE w.record->>'shownAtMs' IS NOT NULL))::int AS "stillShown",
      percentile_disc(0.5) WITHIN GROUP (ORDER BY greatest(w.confirmed_at_ms - w.withdrawn_at_ms, 0)) AS "medianMs"
    FROM projection.credit_withdrawal w WHERE ${within(month, asked)} GROUP BY 1 ORDER BY 1`.execute(db)
  return [...rows]
}

async function usesOf(db: Database, asked: Asked): Promise<CreditSupervision['uses']> {
  const month = sql<string>`left(u.on_day, 7)`
  const { rows } = await sql<Omit<CreditSupervision['uses'][number], 'text'>>`
    SELECT ${month} AS month, u.subscriber, u.record->>'purpose' AS purpose, u.record->>'measure' AS measure,
      sum((u.record->>'count')::int)::int AS count
    FROM projection.credit_use u WHERE ${within(month, asked)} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`.execute(db)
  return rows.map((row) => ({ ...row, text: creditWords('measure', row.measure) }))
}

async function lookupsOf(db: Database, asked: Asked): Promise<CreditSupervision['lookups']> {
  const month = sql<string>`left(l.day, 7)`
  const { rows } = await sql<CreditSupervision['lookups'][number]>`
    SELECT ${month} AS month, l.subscriber, l.purpose, sum((l.record #>> '{}')::int)::int AS count
    FROM projection.credit_lookup l WHERE ${within(month, asked)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`.execute(db)
  return rows.map((row) => ({ ...row, subscriber: row.subscriber === PUBLIC ? '' : row.subscriber }))
}

async function openOf(db: Database): Promise<CreditSupervision['open']> {
  const { rows } = await sql<{ readonly kind: string; readonly count: number; readonly oldest: number }>`
    SELECT kind, count(*)::int AS count, min(raised_at_ms) AS oldest FROM projection.credit_alarm
    WHERE ended_at_ms IS NULL GROUP BY 1 ORDER BY 1`.execute(db)
  return rows.map(({ kind, count, oldest }) => ({ kind, text: creditWords('alarm', kind), count, oldestAtMs: oldest }))
}
