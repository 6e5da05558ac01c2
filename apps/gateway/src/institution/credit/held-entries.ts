import type { listingState } from '@xiezhi/contracts'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'

type Mirror = listingState.Mirror

/** Where a subscriber is with an entry, as the routes tell it. */
export type HeldStep =
  'WAITING_ANNEX' | 'WAITING_PERSON' | 'SENDING' | 'UNKNOWN' | 'SHOWN' | 'DELETED' | 'REFUSED' | 'CONFIRMED'

/** An entry as the ledger holds it for one subscriber. */
export interface HeldEntry {
  readonly client: string
  readonly entryId: string
  /** 0: it is withdrawn, and was never held here. */
  readonly revision: number
  readonly isWithdrawal: boolean
  /** Under which the own system has it. */
  readonly platformRevision: number
  readonly mirror: Mirror
  readonly tries: number
  /** Where this revision was when it was last looked at; null: it is new. */
  readonly step: string | null
}

export interface HeldKey {
  readonly client: string
  readonly entryId: string
}

/**
 * A platform never takes again what was deleted up to a revision, and under another subscription the same revision comes again: each one
 * has a range of its own there. Revisions of an entry never fall, so this grows with both.
 */
const REVISIONS_PER_GRANT = 1_000

export function revisionAtPlatform(revision: number, { grant }: Pick<Mirror, 'grant'>): number {
  return (grant - 1) * REVISIONS_PER_GRANT + revision
}

const RETRY_MS = 500
const RETRY_MS_MAX = 60_000
const DOUBLINGS_MAX = 16

interface OpenRow {
  readonly client: string
  readonly entry_id: string
  readonly revision: number
  readonly record: Mirror
  readonly tries: number | null
  readonly step: string | null
}

/** Entries of one subscriber, and where it is with each: rows of the ledger, and steps of its own. */
export class HeldEntries {
  readonly #db: Database
  readonly #subscriber: string

  constructor(db: Database, subscriber: string) {
    this.#db = db
    this.#subscriber = subscriber
  }

  /**
   * What the court has no receipt for, deletions first. An entry whose receipt this gateway has sent is not among them, though the
   * rows may not say so yet; nor one that is to rest.
   */
  async open(limit: number): Promise<readonly HeldEntry[]> {
    const { rows } = await sql<OpenRow>`
      SELECT h.client, h.entry_id, h.revision, h.record, s.tries, s.step
      FROM projection.held_entry h
      LEFT JOIN projection.held_receipt r USING (client, subscriber, entry_id)
      LEFT JOIN credit_held_step s ON s.client = h.client AND s.subscriber = h.subscriber AND s.entry_id = h.entry_id
        AND s.revision = h.revision AND s.is_withdrawal = (h.withdrawn_at_ms IS NOT NULL)
      WHERE h.subscriber = ${this.#subscriber}
        AND (r.entry_id IS NULL OR r.revision <> h.revision OR h.withdrawn_at_ms IS NOT NULL)
        AND (s.step IS NULL OR s.step NOT IN ('CONFIRMED', 'WAITING_PERSON'))
        AND (s.next_at_ms IS NULL OR s.next_at_ms <= ${Date.now()})
      ORDER BY h.withdrawn_at_ms NULLS LAST, h.received_at_ms, h.entry_id
      LIMIT ${limit}`.execute(this.#db)
    return rows.map(({ client, entry_id: entryId, revision, record, tries, step }) => ({
      client,
      entryId,
      revision,
      isWithdrawal: record.withdrawnAtMs !== null,
      platformRevision: revisionAtPlatform(revision, record),
      mirror: record,
      tries: tries ?? 0,
      step,
    }))
  }

  async one({ client, entryId }: HeldKey): Promise<HeldEntry | undefined> {
    const row = await this.#db
      .selectFrom('projection.held_entry')
      .select(['revision', 'record'])
      .where('client', '=', client)
      .where('subscriber', '=', this.#subscriber)
      .where('entry_id', '=', entryId)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const mirror = row.record as unknown as Mirror
    const isWithdrawal = mirror.withdrawnAtMs !== null
    const { revision } = row
    const platformRevision = revisionAtPlatform(revision, mirror)
    return { client, entryId, revision, isWithdrawal, platformRevision, mirror, tries: 0, step: null }
  }

  /** `rests`: it is looked at again after a pause that doubles; else as soon as something is told of it, or never. */
  async note(
    { client, entryId, revision, isWithdrawal, tries }: HeldEntry,
    step: HeldStep,
    { reason = null, rests = false }: { readonly reason?: string | null; readonly rests?: boolean } = {},
  ): Promise<void> {
    const nowMs = Date.now()
    const pauseMs = Math.min(RETRY_MS_MAX, RETRY_MS * 2 ** Math.min(tries, DOUBLINGS_MAX))
    const row = {
      revision,
      is_withdrawal: isWithdrawal,
      step,
      reason,
      tries: rests ? tries + 1 : 0,
      next_at_ms: rests ? nowMs + pauseMs : null,
      at_ms: nowMs,
    }
    await this.#db
      .insertInto('credit_held_step')
      .values({ subscriber: this.#subscriber, client, entry_id: entryId, ...row })
      .onConflict((conflict) => conflict.columns(['subscriber', 'client', 'entry_id']).doUpdateSet(row))
      .execute()
  }

  /** A program does now what people did. */
  async leaveToProgram(): Promise<void> {
    await this.#db
      .deleteFrom('credit_held_step')
      .where('subscriber', '=', this.#subscriber)
      .where('step', '=', 'WAITING_PERSON')
      .execute()
  }

  /** Something has come for it: it need not rest any longer. */
  async wake(entryId: string): Promise<void> {
    await this.#db
      .updateTable('credit_held_step')
      .set({ next_at_ms: null })
      .where('subscriber', '=', this.#subscriber)
      .where('entry_id', '=', entryId)
      .where('next_at_ms', 'is not', null)
      .execute()
  }

  /** What the own system has to hold at the present: confirmed, and not withdrawn. In the order of ids. */
  async *standing(): AsyncGenerator<HeldKey & { readonly platformRevision: number }> {
    const page = 1_000
    for (let after = ''; ;) {
      const rows = await this.#db
        .selectFrom('projection.held_entry as h')
        .innerJoin('credit_held_step as s', (join) =>
          join
            .onRef('s.client', '=', 'h.client')
            .onRef('s.subscriber', '=', 'h.subscriber')
            .onRef('s.entry_id', '=', 'h.entry_id')
            .onRef('s.revision', '=', 'h.revision'),
        )
        .select(['h.client', 'h.entry_id', 'h.revision', 'h.record'])
        .where('h.subscriber', '=', this.#subscriber)
        .where('h.withdrawn_at_ms', 'is', null)
        .where('s.step', '=', 'CONFIRMED')
        // Of an earlier subscription the deletion may have been the last step.
        .where('s.is_withdrawal', '=', false)
        .where('h.entry_id', '>', after)
        .orderBy('h.entry_id')
        .limit(page)
        .execute()
      for (const { client, entry_id: entryId, revision, record } of rows) {
        const platformRevision = revisionAtPlatform(revision, record as unknown as Mirror)
        yield { client, entryId, platformRevision }
      }
      const last = rows.at(-1)
      if (last === undefined || rows.length < page) return
      after = last.entry_id
    }
  }

  /** Whether an id was ever seen here, with whom, and whether it was to be deleted; undefined: nobody told of it. */
  async known(
    entryId: string,
  ): Promise<(HeldKey & { readonly isDeleted: boolean; readonly isOpen: boolean }) | undefined> {
    const row = await this.#db
      .selectFrom('credit_held_step')
      .select(['client', 'is_withdrawal', 'step'])
      .where('subscriber', '=', this.#subscriber)
      .where('entry_id', '=', entryId)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const isOpen = row.step !== 'CONFIRMED'
    return { client: row.client, entryId, isDeleted: row.is_withdrawal && !isOpen, isOpen }
  }

  /** Those of some ids that were told of by another channel than this client. */
  async ofOthers(client: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await sql<{ readonly entry_id: string }>`
      SELECT entry_id FROM credit_held_step
      WHERE subscriber = ${this.#subscriber} AND client <> ${client} AND entry_id = ANY(${ids})`.execute(this.#db)
    return new Set(rows.map(({ entry_id: entryId }) => entryId))
  }

  async hasOpen(): Promise<boolean> {
    const { rows } = await sql<{ readonly found: boolean }>`
      SELECT EXISTS (
        SELECT FROM projection.held_entry h
        LEFT JOIN credit_held_step s ON s.client = h.client AND s.subscriber = h.subscriber AND s.entry_id = h.entry_id
          AND s.revision = h.revision AND s.is_withdrawal = (h.withdrawn_at_ms IS NOT NULL)
        WHERE h.subscriber = ${this.#subscriber} AND s.step IS DISTINCT FROM 'CONFIRMED') AS found`.execute(this.#db)
    return rows[0]?.found === true
  }
}
