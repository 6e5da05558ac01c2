import type { Infer } from '@xiezhi/codec'
import type { listingState } from '@xiezhi/contracts'
import { CreditInterfaceError, maskRecord, recordOf } from '@xiezhi/credit-interface'
import type { CreditEntryRow, CreditEntryView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { receiptTermMs } from '../../credit/receipt-term.ts'
import { categoryWords, creditWords, situationWords } from '../../credit/words.ts'
import { GatewayError } from '../../gateway-error.ts'
import type { Listener } from '../../routes/listener.ts'
import { heldWords } from '../../views/held-words.ts'
import { cursorParts, limitOf, pageOf } from '../../views/page.ts'
import type { PageQuery } from '../../views/page.ts'
import type { PersonAnnexes } from './person-annexes.ts'

type Mirror = listingState.Mirror
export type Receipt = Infer<typeof listingState.receiptSchema>

export interface HeldRow {
  readonly client: string
  readonly entry_id: string
  readonly revision: number
  readonly received_at_ms: number
  readonly record: Mirror
  readonly receipt: Receipt | null
  readonly step: string | null
  readonly reason: string | null
  readonly at_ms: number | null
}

/** Entries that are held for one subscriber, which sees no other's. */
export class HeldViews {
  readonly #listener: Listener
  readonly #persons: PersonAnnexes

  constructor(listener: Listener, persons: PersonAnnexes) {
    this.#listener = listener
    this.#persons = persons
  }

  /** What arrived last before the others. */
  async list(
    subscriber: string,
    query: PageQuery & { readonly state?: string },
  ): Promise<{ items: CreditEntryRow[]; next: string | null }> {
    const limit = limitOf(query)
    const [at = String(Number.MAX_SAFE_INTEGER), id = ''] = cursorParts(query, 2) ?? []
    const { rows } = await sql<HeldRow>`
      ${selected(subscriber)}
        AND (h.received_at_ms < ${Number(at)} OR (h.received_at_ms = ${Number(at)} AND h.entry_id > ${id}))
        AND ${FILTERS[query.state ?? ''] ?? sql`true`}
      ORDER BY h.received_at_ms DESC, h.entry_id LIMIT ${limit + 1}`.execute(this.#listener.db)
    const termMs = await receiptTermMs(this.#listener)
    return pageOf(
      rows,
      limit,
      (row) => rowView(row, termMs),
      ({ received_at_ms, entry_id }) => [received_at_ms, entry_id],
    )
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, also for an entry of another subscriber */
  async one(subscriber: string, client: string, entryId: string): Promise<HeldRow> {
    const { rows } = await sql<HeldRow>`
      ${selected(subscriber)} AND h.client = ${client} AND h.entry_id = ${entryId}`.execute(this.#listener.db)
    const [row] = rows
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'entry' })
    return row
  }

  async view(subscriber: string, client: string, entryId: string): Promise<CreditEntryView> {
    const row = await this.one(subscriber, client, entryId)
    const { view } = row.record
    const [shown, uses] = await Promise.all([this.#record(subscriber, row), this.#uses(subscriber, client, entryId)])
    const why = await this.notUsable(row.record)
    const own = rowView(row, await receiptTermMs(this.#listener))
    return {
      ...own,
      legalBasis: view?.legalBasis ?? null,
      basisDigest: view?.basisDigest ?? null,
      situation: view?.situation ?? null,
      situationText: view?.situation == null ? null : situationWords(view.situation),
      categories: (view?.categories ?? []).map((category) => ({ category, text: categoryWords(category) })),
      ...shown,
      problem: problemOf(row),
      uses,
      mayUse: why === null,
      mayUseReason: why === null ? null : heldWords('notUsable', why),
      mayConfirm: own.step === 'WAITING_PERSON',
      recordKey: `listing/mirror/${client}/${subscriber}/${entryId}`,
    }
  }

  /** Why no use may be recorded now; null: one may. The ledger judges. */
  async notUsable({ view, withdrawnAtMs }: Mirror): Promise<string | null> {
    if (withdrawnAtMs !== null || view === null) return 'WITHDRAWN'
    if (view.status !== 'ACTIVE') return 'SUSPENDED'
    const to = view.term?.to ?? null
    if (view.term === null || (to !== null && to < (await this.#listener.clock.today()))) return 'EXPIRED'
    return view.objection === 'IDENTITY' || view.objection === 'DELETION' ? 'OBJECTED' : null
  }

  /** What the public sees of the record, under the names of the platform's field set. */
  async #record(subscriber: string, row: HeldRow): Promise<Pick<CreditEntryView, 'record' | 'recordState'>> {
    const none: Pick<CreditEntryView, 'record' | 'recordState'> = { record: [], recordState: 'none' }
    const { view, withdrawnAtMs } = row.record
    const platform = this.#listener.config.subscribers?.find(
      ({ organisation }) => organisation === subscriber,
    )?.platform
    if (platform === undefined || view?.list == null || withdrawnAtMs !== null) return none
    const { client, entry_id: entryId, revision } = row
    const opening = await this.#persons.open({ client, entryId, revision })
    if (opening.kind === 'waiting') return none
    if (opening.kind === 'failed') return { record: [], recordState: 'damaged' }
    try {
      const { set, record } = recordOf(platform.kind, view, opening.annex)
      const fields = new Map(set.fields.map(({ key, zh, en }) => [key, { zh, en }]))
      return {
        record: Object.entries(maskRecord(set, record)).map(([key, value]) => ({
          key,
          label: fields.get(key) ?? { zh: key, en: key },
          value: String(value),
        })),
        recordState: 'held',
      }
    } catch (error) {
      if (error instanceof CreditInterfaceError) return none
      throw error
    }
  }

  async #uses(subscriber: string, client: string, entryId: string): Promise<CreditEntryView['uses']> {
    const rows = await this.#listener.db
      .selectFrom('projection.credit_use')
      .select('record')
      .where('subscriber', '=', subscriber)
      .where('client', '=', client)
      .where('entry_id', '=', entryId)
      .orderBy('on_day', 'desc')
      .limit(100)
      .execute()
    return rows.map(({ record }) => {
      const { useId, measure, action, count, purpose, on } = record as unknown as listingState.Use
      return { useId, measure, action, count, purpose, on }
    })
  }
}

function selected(subscriber: string) {
  return sql`SELECT h.client, h.entry_id, h.revision, h.received_at_ms, h.record, r.record AS receipt, s.step, s.reason, s.at_ms
    FROM projection.held_entry h
    LEFT JOIN projection.held_receipt r USING (client, subscriber, entry_id)
    LEFT JOIN credit_held_step s ON s.client = h.client AND s.subscriber = h.subscriber AND s.entry_id = h.entry_id
      AND s.revision = h.revision AND s.is_withdrawal = (h.withdrawn_at_ms IS NOT NULL)
    WHERE h.subscriber = ${subscriber}`
}

const FILTERS: Readonly<Record<string, RawBuilder<unknown>>> = {
  WITHDRAWN: sql`h.withdrawn_at_ms IS NOT NULL`,
  SUSPENDED: sql`h.withdrawn_at_ms IS NULL AND h.record->'view'->>'status' <> 'ACTIVE'`,
  HELD: sql`h.withdrawn_at_ms IS NULL AND h.record->'view'->>'status' = 'ACTIVE'`,
  OPEN: sql`s.step IS DISTINCT FROM 'CONFIRMED'
    AND (h.withdrawn_at_ms IS NOT NULL OR r.record IS NULL OR r.revision <> h.revision)`,
}

/** `receiptMs`: from the notice of a deletion to the alarm of the court (T20-22). */
function rowView(row: HeldRow, receiptMs: number): CreditEntryRow {
  const { measures, purpose, receivedAtMs, withdrawnAtMs } = row.record
  return {
    client: row.client,
    entryId: row.entry_id,
    revision: row.revision,
    ...toldOf(row.record.view),
    ...stateOf(row.record),
    purpose,
    measures: measures.map((measure) => ({ measure, text: creditWords('measure', measure) })),
    receivedAtMs,
    withdrawnAtMs,
    alarmAtMs: withdrawnAtMs === null ? null : withdrawnAtMs + receiptMs,
    ...stepOf(row),
  }
}

/** What the ledger tells of it, which is no more than the scope. */
function toldOf(
  view: Mirror['view'],
): Pick<CreditEntryRow, 'scope' | 'list' | 'listText' | 'court' | 'from' | 'to' | 'untilEvent' | 'objection'> {
  const scope = scopeOf(view)
  if (view === null)
    return { scope, list: null, listText: null, court: null, from: null, to: null, untilEvent: false, objection: null }
  const { list, organisation: court, from, term, objection } = view
  const listText = list === null ? null : creditWords('list', list)
  return {
    scope,
    list,
    listText,
    court,
    from,
    to: term?.to ?? null,
    untilEvent: term?.kind === 'UNTIL_EVENT',
    objection,
  }
}

function stateOf({ view, withdrawnAtMs }: Mirror): Pick<CreditEntryRow, 'state' | 'stateText'> {
  const state = withdrawnAtMs !== null ? 'WITHDRAWN' : view?.status === 'ACTIVE' ? 'HELD' : 'SUSPENDED'
  return { state, stateText: heldWords('state', state) }
}

function stepOf({
  record,
  revision,
  receipt,
  step: noted,
  at_ms: atMs,
}: HeldRow): Pick<CreditEntryRow, 'step' | 'stepText' | 'stepAtMs' | 'receipt'> {
  const isReceipted = receipt !== null && receipt.revision === revision && record.withdrawnAtMs === null
  // Whatever was noted: an accepted receipt is the last word.
  const step = (isReceipted ? 'CONFIRMED' : (noted ?? 'NONE')) as CreditEntryRow['step']
  const shown =
    receipt === null ? null : { revision: receipt.revision, isWithdrawal: receipt.isWithdrawal, atMs: receipt.atMs }
  return { step, stepText: heldWords('step', step), stepAtMs: atMs ?? receipt?.atMs ?? null, receipt: shown }
}

function scopeOf(view: Mirror['view']): CreditEntryRow['scope'] {
  if (view === null || view.list === null) return 'TOKEN'
  return view.situation === null && view.categories.length === 0 ? 'BASIC' : 'FULL'
}

/** Code of what stands in the way, in the words of alarms. */
function problemOf({ step, reason }: HeldRow): CreditEntryView['problem'] {
  if (reason === null || (step !== 'REFUSED' && step !== 'UNKNOWN')) return null
  const words = heldWords('step', step)
  return { zh: `${words.zh}（${reason}）`, en: `${words.en} (${reason})` }
}
