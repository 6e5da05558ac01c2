import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Vault } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

const BATCH = 500

/**
 * Gives what the vault holds of closed enforcement cases, and of preservations that were lifted, its last day (rulebook 20A.7);
 * says of how many values. The ledger has no day on which a preservation was lifted: it is that on which this is seen.
 */
export async function startEnforcementClocks(db: Database, vault: Vault, today: string): Promise<number> {
  let started = 0
  for (;;) {
    const { rows } = await sql<{ readonly commitment: string; readonly closed_at_ms: number | null }>`
      SELECT DISTINCT k.commitment, e.closed_at_ms
      FROM (
        SELECT case_ref, (record->>'closedAtMs')::bigint AS closed_at_ms FROM projection.enforcement WHERE state = 'CLOSED'
        UNION ALL SELECT case_ref, NULL FROM projection.matter WHERE kind = 'preservation' AND state = 'LIFTED'
      ) e
      JOIN (
        SELECT case_ref, commitment FROM enforcement_debtor
        UNION ALL SELECT case_ref, commitment FROM enforcement_property
        UNION ALL SELECT case_ref, estimate FROM enforcement_property WHERE estimate IS NOT NULL
        UNION ALL SELECT case_ref, commitment FROM enforcement_instrument
        UNION ALL SELECT case_ref, commitment FROM document
        UNION ALL SELECT case_ref, commitment FROM enforcement_writing
        UNION ALL SELECT case_ref, commitment FROM enforcement_brief
        UNION ALL SELECT case_ref, commitment FROM enforcement_creditor
        UNION ALL SELECT case_ref, subject FROM personal_person
        UNION ALL SELECT case_ref, commitment FROM personal_text
        UNION ALL SELECT case_ref, commitment FROM personal_request
        UNION ALL SELECT case_ref, answer FROM personal_request WHERE answer IS NOT NULL
        UNION ALL SELECT case_ref, commitment FROM enforcement_submission
        UNION ALL SELECT case_ref, return_commitment FROM enforcement_submission WHERE return_commitment IS NOT NULL
        UNION ALL SELECT i.case_ref, o.annex_digest FROM enforcement_order o JOIN enforcement_instrument i USING (instrument_id)
        UNION ALL SELECT i.case_ref, o.answer FROM enforcement_order o JOIN enforcement_instrument i USING (instrument_id)
          WHERE o.answer IS NOT NULL
        UNION ALL SELECT case_ref, annex_digest FROM projection.sent_order WHERE annex_digest IS NOT NULL
        UNION ALL SELECT o.case_ref, 'annex/' || a.sender || '/' || a.reference
          FROM projection.sent_order o JOIN vault.annex_in a ON a.reference = o.order_id
        UNION ALL SELECT case_ref, record->'dismissal'->>'digest' FROM projection.release_proposal
          WHERE record->'dismissal' <> 'null'::jsonb
      ) k ON k.case_ref = e.case_ref
      JOIN vault.field f ON f.record = k.commitment
      WHERE f.clock = 'annex' AND f.delete_on IS NULL
      LIMIT ${BATCH}`.execute(db)
    for (const { commitment, closed_at_ms: closedAtMs } of rows)
      started += await vault.startClock(commitment, closedAtMs === null ? today : civilDateOf(closedAtMs))
    if (rows.length < BATCH) return started
  }
}
