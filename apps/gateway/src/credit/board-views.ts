import { startOfCivilDateMs } from '@xiezhi/contracts/ids'
import type {
  CreditBoard,
  CreditReconciliation,
  PropagationRow,
  SubscriptionView,
  WithdrawalRow,
} from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Listener } from '../routes/listener.ts'
import { creditAlarms } from './alarms.ts'
import { receiptTermMs } from './receipt-term.ts'
import { creditWords } from './words.ts'

const DAY_MS = 86_400_000
const LATE_SHOWN = 50
const ALARMS_SHOWN = 50

type Board = Pick<Listener, 'db' | 'clock' | 'zone'>

/** Everybody with a subscription, and what each has and owes. */
export async function subscriptionViews(board: Board): Promise<SubscriptionView[]> {
  const { db, clock } = board
  const lateBefore = clock.nowMs() - (await receiptTermMs(board))
  const { rows } = await sql<{
    readonly record: Omit<SubscriptionView, 'measures'> & { readonly measures: readonly string[] }
    readonly held: number
    readonly unconfirmed: number
    readonly open: number
    readonly late: number
  }>`
    SELECT s.record, coalesce(h.held, 0) AS held, coalesce(h.unconfirmed, 0) AS unconfirmed,
      coalesce(w.open, 0) AS open, coalesce(w.late, 0) AS late
    FROM projection.credit_subscription s
    LEFT JOIN (SELECT client, subscriber, count(*)::int AS held, (count(*) FILTER (
        WHERE (record->>'confirmedRevision')::int < (record->>'sentRevision')::int))::int AS unconfirmed
      FROM projection.credit_share GROUP BY 1, 2) h USING (client, subscriber)
    LEFT JOIN (SELECT client, subscriber, count(*)::int AS open,
        (count(*) FILTER (WHERE withdrawn_at_ms <= ${lateBefore}))::int AS late
      FROM projection.credit_withdrawal WHERE confirmed_at_ms IS NULL GROUP BY 1, 2) w USING (client, subscriber)
    ORDER BY s.client, s.subscriber`.execute(db)
  return rows.map(({ record, held, unconfirmed, open, late }) => ({
    ...record,
    scopeText: creditWords('scope', record.scope),
    measures: record.measures.map((measure) => ({ measure, text: creditWords('measure', measure) })),
    held,
    unconfirmed,
    openWithdrawals: open,
    late,
    recordKey: `listing/subscription/${record.client}/${record.subscriber}`,
  }))
}

interface PropagationWanted {
  readonly entryId?: string | undefined
  readonly subscriber?: string | undefined
  readonly state?: string | undefined
  /** `[sent at, entry, subscriber]` */
  readonly after?: readonly string[] | undefined
}

interface PropagationRecord {
  readonly entry_id: string
  readonly list: PropagationRow['list']
  readonly client: string
  readonly subscriber: string
  readonly state: PropagationRow['state']
  readonly sent: number
  readonly confirmed: number
  readonly sent_at_ms: number
  readonly delivered_at_ms: number | null
  readonly confirmed_at_ms: number | null
  readonly annex: PropagationRow['annex']
}

/** Entries on their way, the one sent last first. `DELIVERED`: the subscriber's ledger has acknowledged this revision. */
export async function propagationRows(
  board: Board,
  wanted: PropagationWanted,
  limit: number,
): Promise<PropagationRow[]> {
  const { db, clock } = board
  const termMs = await receiptTermMs(board)
  const { entryId = null, subscriber = null, state = null } = wanted
  const [at, entry = '', who = ''] = wanted.after ?? []
  const lateBefore = clock.nowMs() - termMs
  const { rows } = await sql<PropagationRecord>`
    SELECT * FROM (
      SELECT h.entry_id, e.list, h.client, h.subscriber, h.sent_at_ms, (h.record->>'sentRevision')::int AS sent,
        (h.record->>'deliveredAtMs')::bigint AS delivered_at_ms, (h.record->>'confirmedAtMs')::bigint AS confirmed_at_ms,
        (h.record->>'confirmedRevision')::int AS confirmed, ${annexOf()} AS annex,
        CASE WHEN (h.record->>'confirmedRevision')::int >= (h.record->>'sentRevision')::int THEN 'CONFIRMED'
          WHEN h.sent_at_ms <= ${lateBefore} THEN 'LATE'
          WHEN h.record->>'deliveredAtMs' IS NULL THEN 'SENT'
          ELSE 'DELIVERED' END AS state
      FROM projection.credit_share h JOIN projection.credit_entry e ON e.entry_id = h.entry_id
      WHERE (${entryId}::text IS NULL OR h.entry_id = ${entryId}) AND (${subscriber}::text IS NULL OR h.subscriber = ${subscriber})
        AND (${at ?? null}::bigint IS NULL OR h.sent_at_ms < ${at ?? null}::bigint
          OR (h.sent_at_ms = ${at ?? null}::bigint AND (h.entry_id, h.subscriber) > (${entry}, ${who})))
    ) found WHERE ${state}::text IS NULL OR state = ${state}
    ORDER BY sent_at_ms DESC, entry_id, subscriber LIMIT ${limit}`.execute(db)
  return rows.map((row) => ({
    entryId: row.entry_id,
    list: row.list,
    client: row.client,
    subscriber: row.subscriber,
    state: row.state,
    stateText: creditWords('propagation', row.state),
    sentRevision: row.sent,
    confirmedRevision: row.confirmed,
    sentAtMs: row.sent_at_ms,
    deliveredAtMs: row.delivered_at_ms,
    confirmedAtMs: row.state === 'CONFIRMED' ? row.confirmed_at_ms : null,
    annex: row.annex,
    owner: row.subscriber,
    ownerText: { zh: row.subscriber, en: row.subscriber },
    dueAtMs: row.state === 'CONFIRMED' ? null : row.sent_at_ms + termMs,
    dueOn: null,
  }))
}

/** Where the document is that says who an entry is about: it goes to the zone once, for all who may know. */
function annexOf(): RawBuilder<string> {
  return sql`coalesce((SELECT CASE WHEN a.outcome = 'MISSING' THEN 'FAILED' WHEN a.outcome = 'NONE' THEN 'NONE'
      WHEN EXISTS (SELECT FROM vault.annex_out o WHERE o.reference = a.dispatch_id AND o.delivered_at_ms IS NULL) THEN 'WAITING'
      ELSE 'SENT' END
    FROM annex_posted a
    WHERE a.dispatch_id = h.entry_id || '-' || left(split_part(e.record->>'subject', ':', 2), 16)), 'NONE')`
}

interface WithdrawalWanted {
  readonly entryId?: string | undefined
  readonly subscriber?: string | undefined
  readonly late?: boolean | undefined
  /** `[withdrawn at, entry, subscriber]` */
  readonly after?: readonly string[] | undefined
}

interface WithdrawalRecord {
  readonly entry_id: string
  readonly list: WithdrawalRow['list']
  readonly client: string
  readonly subscriber: string
  readonly record: {
    readonly withdrawnAtMs: number
    readonly dueOn: string | null
    readonly deliveredAtMs: number | null
    readonly confirmedAtMs: number | null
    readonly shownAtMs: number | null
    readonly evidenceDigest: string | null
  }
  readonly alarms: readonly { readonly kind: string; readonly atMs: number; readonly owner: string }[] | null
}

const RUNGS = {
  RECEIPT_LATE: 'ALARM',
  RECEIPT_REPORTED: 'REPORT',
  RECEIPT_VIOLATION: 'VIOLATION',
  STILL_SHOWN: 'STILL_SHOWN',
} as const

/** Withdrawals, the newest first; of the late ones the oldest first. */
export async function withdrawalRows(board: Board, wanted: WithdrawalWanted, limit: number): Promise<WithdrawalRow[]> {
  const { db, clock } = board
  const termMs = await receiptTermMs(board)
  const { entryId = null, subscriber = null, late = null } = wanted
  const [at, entry = '', who = ''] = wanted.after ?? []
  const nowMs = clock.nowMs()
  const lateBefore = nowMs - termMs
  const isLate = late === true
  const order = isLate ? sql`w.withdrawn_at_ms, w.entry_id` : sql`w.withdrawn_at_ms DESC, w.entry_id`
  const behind = isLate
    ? sql`w.withdrawn_at_ms > ${at ?? null}::bigint`
    : sql`w.withdrawn_at_ms < ${at ?? null}::bigint`
  const { rows } = await sql<WithdrawalRecord>`
    SELECT w.entry_id, coalesce(e.list, n.list) AS list, w.client, w.subscriber, w.record,
      (SELECT jsonb_agg(jsonb_build_object('kind', a.kind, 'atMs', a.raised_at_ms, 'owner', a.owner) ORDER BY a.raised_at_ms)
        FROM projection.credit_alarm a
        WHERE a.subject = w.entry_id AND a.client = w.client AND a.subscriber = w.subscriber) AS alarms
    FROM projection.credit_withdrawal w LEFT JOIN projection.credit_ended e ON e.entry_id = w.entry_id
      LEFT JOIN projection.credit_entry n ON n.entry_id = w.entry_id
    WHERE (${entryId}::text IS NULL OR w.entry_id = ${entryId}) AND (${subscriber}::text IS NULL OR w.subscriber = ${subscriber})
      AND (${late}::boolean IS NULL OR (w.confirmed_at_ms IS NULL AND w.withdrawn_at_ms <= ${lateBefore}) = ${late})
      AND (${at ?? null}::bigint IS NULL OR ${behind}
        OR (w.withdrawn_at_ms = ${at ?? null}::bigint AND (w.entry_id, w.subscriber) > (${entry}, ${who})))
    ORDER BY ${order}, w.subscriber LIMIT ${limit}`.execute(db)
  return rows.map((row) => withdrawalOf(row, row.record.withdrawnAtMs + termMs, nowMs))
}

function withdrawalOf(
  { entry_id: entryId, list, client, subscriber, record, alarms }: WithdrawalRecord,
  dueAtMs: number,
  nowMs: number,
): WithdrawalRow {
  const { withdrawnAtMs, dueOn, deliveredAtMs, confirmedAtMs, shownAtMs, evidenceDigest } = record
  const state =
    confirmedAtMs !== null ? 'CONFIRMED' : dueAtMs <= nowMs ? 'LATE' : deliveredAtMs !== null ? 'DELIVERED' : 'SENT'
  const owner = alarms?.at(-1)?.owner ?? 'COURT_ENFORCER'
  const rungs = (alarms ?? []).flatMap(({ kind, atMs }) => {
    const rung = (RUNGS as Readonly<Record<string, (typeof RUNGS)[keyof typeof RUNGS]>>)[kind]
    return rung === undefined ? [] : [{ rung, text: creditWords('rung', rung), atMs }]
  })
  return {
    entryId,
    list,
    client,
    subscriber,
    state,
    stateText: creditWords('propagation', state),
    withdrawnAtMs,
    deliveredAtMs,
    confirmedAtMs,
    shownAtMs,
    evidenceDigest,
    rungs,
    owner,
    ownerText: creditWords('owner', owner),
    // The last day of the law counts to its end.
    dueAtMs:
      confirmedAtMs !== null ? null : Math.min(dueAtMs, dueOn === null ? dueAtMs : startOfCivilDateMs(dueOn) + DAY_MS),
    dueOn,
    recordKey: `listing/withdrawal/${entryId}/${client}/${subscriber}`,
  }
}

interface SetRecord {
  readonly client: string
  readonly subscriber: string
  readonly record: {
    readonly state: 'STATED' | 'EQUAL' | 'DIFFERENT'
    readonly courtCount: number
    readonly receiverCount: number
    readonly differing: readonly string[]
    readonly resend: readonly string[]
    readonly withdraw: readonly string[]
    readonly atMs: number
  } | null
}

/** One row for each subscriber of a month: who has stated no set stands there, too. */
export async function reconciliationRows(
  { db, clock }: Board,
  {
    month,
    subscriber = null,
  }: { readonly month?: string | undefined; readonly subscriber?: string | null | undefined },
): Promise<CreditReconciliation[]> {
  const of = month ?? (await clock.today()).slice(0, 7)
  const { rows } = await sql<SetRecord>`
    SELECT s.client, s.subscriber, r.record FROM projection.credit_subscription s
    LEFT JOIN projection.credit_reconciliation r ON r.client = s.client AND r.subscriber = s.subscriber AND r.month = ${of}
    WHERE ${subscriber}::text IS NULL OR s.subscriber = ${subscriber}
    ORDER BY s.client, s.subscriber`.execute(db)
  return rows.map(({ client, subscriber: who, record }) => {
    const common = { client, subscriber: who, month: of }
    return record === null
      ? { ...common, ...NOT_STATED }
      : { ...common, ...statedSet(record, `${client}/${who}/${of}`) }
  })
}

const NOT_STATED = {
  state: 'MISSING' as const,
  stateText: creditWords('set', 'MISSING'),
  courtCount: null,
  receiverCount: null,
  differing: 0,
  resend: [],
  withdraw: [],
  atMs: null,
  recordKey: null,
}

function statedSet(
  { state, courtCount, receiverCount, differing, resend, withdraw, atMs }: NonNullable<SetRecord['record']>,
  key: string,
): Omit<CreditReconciliation, 'client' | 'subscriber' | 'month'> {
  return {
    state,
    stateText: creditWords('set', state),
    courtCount,
    receiverCount,
    differing: differing.length,
    resend: [...resend],
    withdraw: [...withdraw],
    atMs,
    recordKey: `listing/reconciliation/${key}`,
  }
}

/** First page of the platform: what is where, and who is late. */
export async function creditBoard(listener: Board): Promise<CreditBoard> {
  const { rows } = await sql<CreditBoard['entries'][number]>`
    SELECT list, (count(*) FILTER (WHERE state = 'PUBLISHED'))::int AS active,
      (count(*) FILTER (WHERE state = 'SUSPENDED'))::int AS suspended,
      (count(*) FILTER (WHERE state = 'DELETION_DUE'))::int AS "deletionDue"
    FROM projection.credit_entry GROUP BY 1 ORDER BY 1`.execute(listener.db)
  const [subscribers, late, alarms] = await Promise.all([
    subscriptionViews(listener),
    withdrawalRows(listener, { late: true }, LATE_SHOWN),
    creditAlarms(listener, { isOpen: true }, ALARMS_SHOWN),
  ])
  return { asOfMs: listener.clock.nowMs(), entries: [...rows], subscribers, late, alarms }
}
