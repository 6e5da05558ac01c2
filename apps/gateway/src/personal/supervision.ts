import type { PersonalSupervision } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Listener } from '../routes/listener.ts'
import { personalWords } from './words.ts'

interface Asked {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Counts by the month of the decision: no person, no case, no measure (rulebook 2.9). */
export async function personalSupervision(
  { db, clock, follower }: Pick<Listener, 'db' | 'clock' | 'follower'>,
  asked: Asked,
): Promise<PersonalSupervision> {
  const today = await clock.today()
  const [measures, reconsiderations] = await Promise.all([measuresOf(db, asked), reconsiderationsOf(db, asked, today)])
  return { measures, reconsiderations, isComplete: follower.height !== null }
}

async function measuresOf(db: Database, asked: Asked): Promise<PersonalSupervision['measures']> {
  const [from, to] = [asked.from ?? null, asked.to ?? null]
  const { rows } = await sql<Omit<PersonalSupervision['measures'][number], 'kindText'>>`
    SELECT left(m.record->>'decidedOn', 7) AS month, m.kind, count(*)::int AS decided,
      (count(*) FILTER (WHERE m.record->>'servedOn' IS NOT NULL))::int AS served,
      (count(*) FILTER (WHERE m.record->>'carriedOutOn' IS NOT NULL))::int AS "carriedOut",
      (count(*) FILTER (WHERE m.state = 'ENDED'))::int AS ended,
      (count(*) FILTER (WHERE m.state = 'LIFTED'))::int AS lifted,
      (count(*) FILTER (WHERE m.state = 'REVOKED'))::int AS revoked,
      coalesce(sum((m.record->>'amountCents')::bigint), 0)::bigint AS "amountCents",
      coalesce(sum((m.record->>'days')::int), 0)::int AS days
    FROM projection.personal_measure m
    WHERE (${from}::text IS NULL OR left(m.record->>'decidedOn', 7) >= ${from})
      AND (${to}::text IS NULL OR left(m.record->>'decidedOn', 7) <= ${to})
    GROUP BY 1, 2 ORDER BY 1, 2`.execute(db)
  return rows.map((row) => ({ ...row, kindText: personalWords('kind', row.kind) }))
}

/** Late: decided after the last day, or not decided and the day has gone by. */
async function reconsiderationsOf(
  db: Database,
  asked: Asked,
  today: string,
): Promise<PersonalSupervision['reconsiderations']> {
  const [from, to] = [asked.from ?? null, asked.to ?? null]
  const { rows } = await sql<PersonalSupervision['reconsiderations'][number]>`
    SELECT left(r->>'askedOn', 7) AS month, count(*)::int AS asked,
      (count(*) FILTER (WHERE r->>'outcome' = 'UPHELD'))::int AS upheld,
      (count(*) FILTER (WHERE r->>'outcome' = 'REVOKED'))::int AS revoked,
      (count(*) FILTER (WHERE r->>'outcome' = 'PENDING'))::int AS pending,
      (count(*) FILTER (WHERE coalesce(r->>'outcomeOn', ${today}) > r->>'decideBy'))::int AS late
    FROM projection.personal_measure m CROSS JOIN LATERAL (SELECT m.record->'reconsideration' AS r) x
    WHERE r <> 'null'::jsonb AND (${from}::text IS NULL OR left(r->>'askedOn', 7) >= ${from})
      AND (${to}::text IS NULL OR left(r->>'askedOn', 7) <= ${to})
    GROUP BY 1 ORDER BY 1`.execute(db)
  return [...rows]
}
