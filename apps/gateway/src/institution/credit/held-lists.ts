import type { listingState } from '@xiezhi/contracts'
import type {
  CreditDifferenceRow,
  CreditReceiptRow,
  CreditSetRow,
  CreditSummary,
  CreditUseRow,
} from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { creditWords } from '../../credit/words.ts'
import type { Database } from '../../db/database.ts'
import { heldWords } from '../../views/held-words.ts'
import { cursorParts, limitOf, pageOf } from '../../views/page.ts'
import type { PageQuery } from '../../views/page.ts'
import type { Receipt } from './held-views.ts'
import { BY_HAND } from './own-system.ts'
import type { SubscriberWorker } from './subscriber-worker.ts'

interface Page<T> {
  items: T[]
  next: string | null
}

const LAST = '9999-99'
const NEWEST = String(Number.MAX_SAFE_INTEGER)

/** The receipts that one subscriber gave, the last before the others. */
export async function receiptPage(
  db: Database,
  subscriber: string,
  query: PageQuery & { readonly withdrawals?: boolean },
): Promise<Page<CreditReceiptRow>> {
  const limit = limitOf(query)
  const [at = NEWEST, id = ''] = cursorParts(query, 2) ?? []
  const { rows } = await sql<{
    client: string
    entry_id: string
    record: Receipt
    told_at_ms: number | null
  }>`
    SELECT r.client, r.entry_id, r.record, CASE WHEN h.revision = r.revision THEN h.received_at_ms END AS told_at_ms
    FROM projection.held_receipt r
    LEFT JOIN projection.held_entry h USING (client, subscriber, entry_id)
    WHERE r.subscriber = ${subscriber}
      AND (r.at_ms < ${Number(at)} OR (r.at_ms = ${Number(at)} AND r.entry_id > ${id}))
      AND (${query.withdrawals ?? null}::boolean IS NULL OR r.is_withdrawal = ${query.withdrawals ?? null})
    ORDER BY r.at_ms DESC, r.entry_id LIMIT ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    ({ client, entry_id: entryId, record, told_at_ms: toldAtMs }) => ({
      client,
      entryId,
      revision: record.revision,
      isWithdrawal: record.isWithdrawal,
      atMs: record.atMs,
      tookMs: toldAtMs === null ? null : Math.max(0, record.atMs - toldAtMs),
      recordKey: `listing/receipt/${client}/${subscriber}/${entryId}`,
    }),
    ({ record, entry_id }) => [record.atMs, entry_id],
  )
}

/** What one subscriber did on entries, the last day before the others. */
export async function usePage(db: Database, subscriber: string, query: PageQuery): Promise<Page<CreditUseRow>> {
  const limit = limitOf(query)
  const [day = LAST, id = ''] = cursorParts(query, 2) ?? []
  const { rows } = await sql<{ client: string; use_id: string; record: listingState.Use }>`
    SELECT client, use_id, record FROM projection.credit_use
    WHERE subscriber = ${subscriber} AND (on_day < ${day} OR (on_day = ${day} AND use_id > ${id}))
    ORDER BY on_day DESC, use_id LIMIT ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    ({ client, record: { useId, entryId, measure, action, count, purpose, on, reasonDigest } }) => ({
      client,
      useId,
      entryId,
      measure,
      action,
      count,
      purpose,
      on,
      measureText: creditWords('measure', measure),
      actionText: creditWords('action', action),
      hasReason: reasonDigest !== null,
      recordKey: `listing/use/${client}/${subscriber}/${useId}`,
    }),
    ({ record, use_id }) => [record.on, use_id],
  )
}

/** The sets that one subscriber stated, the last month before the others. */
export async function setPage(db: Database, subscriber: string, query: PageQuery): Promise<Page<CreditSetRow>> {
  const limit = limitOf(query)
  const [month = LAST, of = ''] = cursorParts(query, 2) ?? []
  const { rows } = await sql<{ client: string; month: string; record: listingState.Reconciliation }>`
    SELECT client, month, record FROM projection.credit_reconciliation
    WHERE subscriber = ${subscriber} AND (month < ${month} OR (month = ${month} AND client > ${of}))
    ORDER BY month DESC, client LIMIT ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    ({ client, record }) => ({
      client,
      month: record.month,
      state: record.state,
      stateText: creditWords('set', record.state),
      courtCount: record.courtCount,
      ownCount: record.receiverCount,
      differing: record.differing.length,
      resent: [...record.resend],
      withdrawn: [...record.withdraw],
      atMs: record.atMs,
      recordKey: `listing/reconciliation/${client}/${subscriber}/${record.month}`,
    }),
    ({ month: last, client }) => [last, client],
  )
}

export async function differencePage(
  db: Database,
  subscriber: string,
  query: PageQuery & { readonly open?: boolean },
): Promise<Page<CreditDifferenceRow>> {
  const limit = limitOf(query)
  const [at = NEWEST, id = ''] = cursorParts(query, 2) ?? []
  const { rows } = await sql<{
    client: string
    entry_id: string
    kind: CreditDifferenceRow['kind']
    found_at_ms: number
    repaired_at_ms: number | null
  }>`
    SELECT client, entry_id, kind, found_at_ms, repaired_at_ms FROM credit_difference
    WHERE subscriber = ${subscriber}
      AND (found_at_ms < ${Number(at)} OR (found_at_ms = ${Number(at)} AND entry_id > ${id}))
      AND (${query.open ?? null}::boolean IS NULL OR (repaired_at_ms IS NULL) = ${query.open ?? null})
    ORDER BY found_at_ms DESC, entry_id LIMIT ${limit + 1}`.execute(db)
  return pageOf(
    rows,
    limit,
    ({ client, entry_id: entryId, kind, found_at_ms: foundAtMs, repaired_at_ms: repairedAtMs }) => ({
      client,
      entryId,
      kind,
      foundAtMs,
      repairedAtMs,
      kindText: heldWords('difference', kind),
    }),
    ({ found_at_ms, entry_id }) => [found_at_ms, entry_id],
  )
}

interface Counts {
  readonly held: number
  readonly waitingToShow: number
  readonly waitingToDelete: number
  readonly refused: number
  readonly oldestDeletionAtMs: number | null
}

const NOTHING: Counts = { held: 0, waitingToShow: 0, waitingToDelete: 0, refused: 0, oldestDeletionAtMs: null }

export async function summaryOf(
  db: Database,
  subscriber: string,
  worker: SubscriberWorker | undefined,
): Promise<CreditSummary> {
  const counted = await sql<Counts>`
    SELECT (count(*) FILTER (WHERE h.withdrawn_at_ms IS NULL))::int AS held,
      (count(*) FILTER (WHERE h.withdrawn_at_ms IS NULL AND s.step IS DISTINCT FROM 'CONFIRMED'
        AND (r.entry_id IS NULL OR r.revision <> h.revision)))::int AS "waitingToShow",
      (count(*) FILTER (WHERE h.withdrawn_at_ms IS NOT NULL AND s.step IS DISTINCT FROM 'CONFIRMED'))::int AS "waitingToDelete",
      (count(*) FILTER (WHERE s.step = 'REFUSED'))::int AS refused,
      min(h.withdrawn_at_ms) FILTER (WHERE s.step IS DISTINCT FROM 'CONFIRMED') AS "oldestDeletionAtMs"
    FROM projection.held_entry h
    LEFT JOIN projection.held_receipt r USING (client, subscriber, entry_id)
    LEFT JOIN credit_held_step s ON s.client = h.client AND s.subscriber = h.subscriber AND s.entry_id = h.entry_id
      AND s.revision = h.revision AND s.is_withdrawal = (h.withdrawn_at_ms IS NOT NULL)
    WHERE h.subscriber = ${subscriber}`.execute(db)
  const differences = await sql<{ open: number; comparedOn: string | null }>`
    SELECT (SELECT count(*)::int FROM credit_difference WHERE subscriber = ${subscriber} AND repaired_at_ms IS NULL) AS open,
      (SELECT max(day) FROM credit_compared WHERE subscriber = ${subscriber}) AS "comparedOn"`.execute(db)
  const counts = counted.rows[0] ?? NOTHING
  const [found] = differences.rows
  return {
    subscriber,
    isAutomatic: worker !== undefined && worker.system !== BY_HAND,
    isPlatformUp: worker?.isUp ?? null,
    ...counts,
    openDifferences: found?.open ?? 0,
    comparedOn: found?.comparedOn ?? null,
  }
}
