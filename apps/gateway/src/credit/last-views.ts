import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from '../db/database.ts'

/** So long an entry that is gone everywhere can still be certified to whoever was named in it; then nothing is left (ADR 0040). */
export const CERTIFICATE_COLLECT_DAYS = 15
const COLLECT_MS = CERTIFICATE_COLLECT_DAYS * 86_400_000

/** Entries as they stand now: the projection forgets them when they end. Those that changed since the last time. */
export async function noteLastViews(db: Database): Promise<void> {
  await sql`
    INSERT INTO credit_last_view (entry_id, index_keys, record, changed_at_ms)
    SELECT e.entry_id, ARRAY[e.index_key] || coalesce((SELECT array_agg(c.index_key) FROM projection.credit_co_subject c
      WHERE c.entry_id = e.entry_id), '{}'), e.record, e.changed_at_ms
    FROM projection.credit_entry e
    WHERE e.changed_at_ms >= coalesce((SELECT max(changed_at_ms) FROM credit_last_view), 0)
      AND EXISTS (SELECT FROM credit_subject s WHERE s.entry_id = e.entry_id)
    ON CONFLICT (entry_id) DO UPDATE SET index_keys = excluded.index_keys, record = excluded.record,
      changed_at_ms = excluded.changed_at_ms
    WHERE credit_last_view.changed_at_ms <> excluded.changed_at_ms`.execute(db)
}

/** Somebody to whom the decision was served has not fetched the certificate, and may still. */
export function awaitsCertificate(nowMs: number): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT FROM credit_last_view v WHERE v.entry_id = s.entry_id
    AND v.record->'servedOn' <> 'null'::jsonb AND NOT v.index_keys <@ v.collected
    AND e.ended_at_ms > ${nowMs - COLLECT_MS})`
}
