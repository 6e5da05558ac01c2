import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Vault } from '@xiezhi/vault'
import { sql } from 'kysely'
import { ANSWER_PURPOSE, REQUEST_PURPOSE } from '../annex/orders/order-documents.ts'
import type { Database } from '../db/database.ts'

const BATCH = 2_000
const SPENT = { reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' } as const

/**
 * What an institution has of a case of a court: each of its orders with the records of the vault that belong to it, and when
 * the last thing of the case ended here. Null: an order is open, or a measure stands. The court does not tell an institution
 * that its case is closed; without an open order and a standing measure it needs nothing of the case any more.
 */
const HELD = sql`
  WITH ended AS (
    SELECT c.client, c.institution, c.case_ref, CASE WHEN bool_and(c.ended_at_ms IS NOT NULL) THEN max(c.ended_at_ms) END AS ended_at_ms
    FROM (
      SELECT client, institution, record->'instrument'->>'caseRef' AS case_ref,
        (record->'result'->>'decidedAtMs')::bigint AS ended_at_ms
      FROM projection.received_order
      UNION ALL
      SELECT record->>'client', institution, record->>'caseRef', (record->>'endedAtMs')::bigint FROM projection.measure
    ) c
    GROUP BY c.client, c.institution, c.case_ref
  ), held AS (
    SELECT e.ended_at_ms, k.record
    FROM projection.received_order o
    JOIN ended e ON e.client = o.client AND e.institution = o.institution
      AND e.case_ref = o.record->'instrument'->>'caseRef'
    JOIN LATERAL (
      SELECT 'annex/' || a.sender || '/' || a.reference AS record FROM vault.annex_in a
        WHERE a.reference = o.order_id AND a.purpose = ${REQUEST_PURPOSE}
      UNION ALL
      SELECT 'core/' || r.institution || '/' || r.request_no FROM core_request r
        WHERE r.order_id = o.order_id AND r.client = o.client AND r.institution = o.institution
      UNION ALL
      SELECT w.digest FROM order_answer w WHERE w.order_id = o.order_id AND w.client = o.client
      UNION ALL
      SELECT b.record->'objection'->>'documentDigest' FROM projection.order_objection b
        WHERE b.order_id = o.order_id AND b.client = o.client
    ) k ON true
  )`

interface Held {
  readonly record: string
  readonly ended_at_ms: number | null
}

/** Gives what institutions keep of ended cases its last day, and takes it from what is needed again; says of how many values. */
export async function startOrderClocks(db: Database, vault: Vault): Promise<number> {
  let started = 0
  for (;;) {
    const { rows } = await sql<Held>`${HELD}
      SELECT DISTINCT h.record, h.ended_at_ms FROM held h JOIN vault.field f ON f.record = h.record
      WHERE f.clock = 'annex' AND f.delete_on IS NULL AND h.ended_at_ms IS NOT NULL
      LIMIT ${BATCH}`.execute(db)
    for (const { record, ended_at_ms: endedAtMs } of rows)
      started += await vault.startClock(record, civilDateOf(endedAtMs ?? 0))
    if (rows.length < BATCH) break
  }
  const { rows: needed } = await sql<Held>`${HELD}
    SELECT DISTINCT h.record, h.ended_at_ms FROM held h JOIN vault.field f ON f.record = h.record
    WHERE f.clock = 'annex' AND f.delete_on IS NOT NULL AND h.ended_at_ms IS NULL`.execute(db)
  await vault.stopClocks(needed.map(({ record }) => record))
  return started
}

/**
 * Annexes of orders and requests to core systems lie each under a subject of its own. One of which nothing is left is erased
 * with a certificate, so that copies in backups open no more; the steps of its request go with it. Gives how many.
 */
export async function eraseSpentOrders(db: Database, vault: Vault): Promise<number> {
  const { rows } = await sql<{
    readonly subject: string
    readonly institution: string | null
    readonly request_no: string | null
  }>`
    SELECT s.subject, s.institution, s.request_no
    FROM (
      SELECT subject, NULL AS institution, NULL AS request_no FROM vault.annex_in
        WHERE subject IS NOT NULL AND purpose IN (${REQUEST_PURPOSE}, ${ANSWER_PURPOSE})
      UNION ALL SELECT subject, institution, request_no FROM core_request
    ) s
    JOIN vault.subject_key k ON k.subject = s.subject
    WHERE NOT EXISTS (SELECT 1 FROM vault.field f WHERE f.subject = s.subject)
      AND NOT EXISTS (SELECT 1 FROM vault.annex_out a WHERE a.subject = s.subject)
    ORDER BY s.subject`.execute(db)
  for (const { subject, institution, request_no: requestNo } of rows) {
    if (institution !== null && requestNo !== null)
      await db
        .deleteFrom('adapter_journal')
        .where('institution', '=', institution)
        .where('request_no', '=', requestNo)
        .execute()
    await vault.erase({ subject, ...SPENT })
  }
  return rows.length
}
