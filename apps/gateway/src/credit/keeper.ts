import { encodeCanonical } from '@xiezhi/codec'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Vault } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import type { Follower } from '../projection/follower.ts'
import type { Change } from '../projection/write-rows.ts'
import { RecurringWork } from '../recurring-work.ts'
import type { ZoneClock } from '../zone/zone-clock.ts'
import { awaitsCertificate, noteLastViews } from './last-views.ts'
import { CREDIT_ENTRIES } from './store.ts'

const TICK_MS = 30_000
const BATCH = 100
/** A proposal lives a week; what was kept for one that nobody signed goes a day later. */
const ABANDONED_MS = 8 * 86_400_000
const REASON = { reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' } as const

interface KeeperOptions {
  readonly db: Database
  readonly vault: Vault
  readonly clock: ZoneClock
  readonly follower: Pick<Follower, 'height'>
  readonly log: Log
}

/**
 * Follows the ledger with what the gateway keeps of entries: notes what became of requests and, when an entry has ended and
 * everybody has confirmed that it is gone and whoever was named in it has the certificate, destroys the key of what the vault
 * has of it.
 */
export class CreditKeeper {
  readonly #options: KeeperOptions
  readonly #work: RecurringWork

  constructor(options: KeeperOptions) {
    this.#options = options
    this.#work = new RecurringWork({
      everyMs: TICK_MS,
      work: () => this.#follow(),
      failed: (error) => {
        options.log({ event: 'CREDIT_KEEPER_WAITS', reason: reasonOf(error) })
      },
    })
  }

  start(): void {
    this.#work.start()
  }

  stop(): Promise<void> {
    return this.#work.stop()
  }

  onChanges(changes: readonly Change[]): void {
    if (changes.some(({ topic }) => topic === 'credit-entry')) this.#work.wake()
  }

  async #follow(): Promise<void> {
    const { db, follower, clock } = this.#options
    // Rows that are being made do not say yet which entries stand.
    if (follower.height === null) return
    await noteLastViews(db)
    await noteObjections(db)
    await noteRequests(db, clock.nowMs())
    for (const { entryId, endedAtMs, isOpen } of await this.#goneEntries()) {
      if (isOpen) await this.#startClocks(entryId, endedAtMs)
      else await this.#erase(entryId)
    }
  }

  /** Ended, or never signed, and not erased yet. Open: a subscriber has not confirmed that it has deleted the entry. */
  async #goneEntries(): Promise<readonly { entryId: string; endedAtMs: number; isOpen: boolean }[]> {
    const nowMs = this.#options.clock.nowMs()
    const { rows } = await sql<{ entryId: string; endedAtMs: number; isOpen: boolean }>`
      SELECT s.entry_id AS "entryId", coalesce(e.ended_at_ms, s.made_at_ms) AS "endedAtMs",
        EXISTS (SELECT FROM projection.credit_withdrawal w WHERE w.entry_id = s.entry_id AND w.confirmed_at_ms IS NULL) AS "isOpen"
      FROM credit_subject s LEFT JOIN projection.credit_ended e ON e.entry_id = s.entry_id
      WHERE s.erased_at_ms IS NULL AND NOT EXISTS (SELECT FROM projection.credit_entry c WHERE c.entry_id = s.entry_id)
        AND NOT EXISTS (SELECT FROM projection.credit_grace g WHERE g.entry_id = s.entry_id)
        AND (e.entry_id IS NOT NULL OR (s.made_at_ms <= ${nowMs - ABANDONED_MS} AND NOT EXISTS (
          SELECT FROM projection.proposal p WHERE p.record->'value'->>'entryId' = s.entry_id AND p.state = 'OPEN'
            AND p.expires_at_ms > ${nowMs})))
        AND (NOT ${awaitsCertificate(nowMs)} OR EXISTS (SELECT FROM projection.credit_withdrawal w
          WHERE w.entry_id = s.entry_id AND w.confirmed_at_ms IS NULL))
      ORDER BY "isOpen", s.made_at_ms LIMIT ${BATCH}`.execute(this.#options.db)
    return rows
  }

  /** Where no receipt ever comes, the term of the law ends the keeping all the same. */
  async #startClocks(entryId: string, endedAtMs: number): Promise<void> {
    const { db, vault } = this.#options
    const subject = await vault.ownerOf(CREDIT_ENTRIES, entryId)
    if (subject === undefined) return
    const { rows } = await sql<{ readonly record: string }>`
      SELECT DISTINCT record FROM vault.field WHERE subject = ${subject} AND clock = 'annex' AND delete_on IS NULL`.execute(
      db,
    )
    for (const { record } of rows) await vault.startClock(record, civilDateOf(endedAtMs))
  }

  /** The key first, then what pointed to it: a crash in between is made good by the next run. */
  async #erase(entryId: string): Promise<void> {
    const { db, vault, clock } = this.#options
    const subject = await vault.ownerOf(CREDIT_ENTRIES, entryId)
    const certificate = subject === undefined ? undefined : (await vault.erase({ subject, ...REASON })).certificate
    const digest = certificate === undefined ? null : vault.context.algorithms.digest(encodeCanonical(certificate))
    await db.transaction().execute(async (tx) => {
      await tx.deleteFrom('credit_text').where('entry_id', '=', entryId).execute()
      await tx.deleteFrom('credit_last_view').where('entry_id', '=', entryId).execute()
      // Acts that have ended: that there was one stays, the index key and commitment in what was signed do not.
      await tx
        .updateTable('outbox')
        .set({ plan: sql`plan || '{"messages": []}'::jsonb`, signed: null })
        .where('subject_kind', '=', 'entry')
        .where('subject_id', '=', entryId)
        .where('is_final', '=', true)
        .execute()
      await tx
        .updateTable('credit_request')
        .set({ index_key: null, state: 'ENDED' })
        .where('entry_id', '=', entryId)
        .execute()
      await tx
        .updateTable('credit_subject')
        .set({ erased_at_ms: certificate?.statement.erasedAtMs ?? clock.nowMs(), certificate_digest: digest })
        .where('entry_id', '=', entryId)
        .execute()
    })
  }
}

/** An objection goes with its entry; that there was one, how it ended, and by when whoever decides now has to, is counted. */
async function noteObjections(db: Database): Promise<void> {
  await sql`
    INSERT INTO credit_objection (entry_id, requested_on, decide_by, outcome, outcome_on, is_reconsidered)
    SELECT e.entry_id, o->>'requestedOn', coalesce(o->>'reconsiderDecideBy', o->>'decideBy'), o->>'outcome', o->>'outcomeOn', o->>'reconsiderAskedOn' IS NOT NULL
    FROM projection.credit_entry e CROSS JOIN LATERAL (SELECT e.record->'objection' AS o) x
    WHERE o <> 'null'::jsonb
    ON CONFLICT (entry_id, requested_on) DO UPDATE SET decide_by = excluded.decide_by, outcome = excluded.outcome, outcome_on = excluded.outcome_on,
      is_reconsidered = credit_objection.is_reconsidered OR excluded.is_reconsidered
    WHERE (credit_objection.outcome, credit_objection.outcome_on, credit_objection.is_reconsidered)
      IS DISTINCT FROM (excluded.outcome, excluded.outcome_on, credit_objection.is_reconsidered OR excluded.is_reconsidered)`.execute(
    db,
  )
}

/** A request is registered when the ledger names its digest, and ended when the court has decided it. */
async function noteRequests(db: Database, nowMs: number): Promise<void> {
  await sql`
    UPDATE credit_request r SET state = 'REGISTERED', registered_at_ms = ${nowMs}
    FROM projection.credit_entry e
    WHERE e.entry_id = r.entry_id AND r.state = 'RECEIVED'
      AND (e.record->'objection'->>'documentDigest' = r.commitment OR e.record->'repair'->>'documentDigest' = r.commitment)`.execute(
    db,
  )
  await sql`
    UPDATE credit_request r SET state = 'ENDED' FROM projection.credit_entry e
    WHERE e.entry_id = r.entry_id AND r.state = 'REGISTERED'
      AND NOT coalesce(e.record->'objection'->>'documentDigest' = r.commitment
        AND e.record->'objection'->>'outcome' = 'PENDING', false)
      AND NOT coalesce(e.record->'repair'->>'documentDigest' = r.commitment
        AND e.record->'repair'->>'outcome' = 'PENDING', false)`.execute(db)
}
