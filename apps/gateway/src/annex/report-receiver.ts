import { annexRecord } from '@xiezhi/vault'
import type { AnnexExchange, Vault, VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AnnexConfig, ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import type { Schema } from '../db/schema.ts'
import { annexDigest } from './annex-digest.ts'
import type { Answered } from './annex-digest.ts'
import type { AnnexKind, IncomingAnnexes } from './annex-kind.ts'
import { expectAnnexes } from './expected-annexes.ts'
import { ANNEX_PURPOSE } from './report-sender.ts'
import type { RetrievalRecorder } from './retrieval-recorder.ts'

const BATCH = 50
/** Closed cases are looked for no more often than this, however many answers come. */
const CLOSED_STEP_MS = 1_000

export interface ReceiverOptions {
  readonly db: Database
  readonly vault: Vault
  readonly exchange: AnnexExchange
  readonly config: ListenerConfig
  readonly annex: AnnexConfig
  readonly changed: (dispatchId: string) => void
  readonly recorder: RetrievalRecorder
}

type CaseTables = Pick<Schema, 'projection.request' | 'projection.court_case'>

/** The court: waits for the credit report of each answer, and holds it against the digest in that answer, which came with its proof. */
export class ReportReceiver implements AnnexKind {
  readonly topics = ['verification']
  readonly incoming: IncomingAnnexes
  readonly #options: ReceiverOptions
  /** Everything before it has been looked at by this process; a ledger's time never goes back. */
  #fromMs = 0
  #closedLookMs = 0

  constructor(options: ReceiverOptions) {
    this.#options = options
    const underWay = gathered((ids: readonly string[]) => areUnderWay(options.db, ids))
    this.incoming = {
      sender: options.annex.peer.authority,
      isUnderWay: (reference) => underWay.load(reference),
      changed: options.changed,
      recorder: options.recorder,
    }
  }

  /** New answers; then, now and then, cases that have closed. Gives whether there is more. */
  async work(): Promise<boolean> {
    const { db, exchange, config } = this.#options
    const receipts = await db
      .selectFrom('projection.receipt as r')
      .leftJoin('annex_expected as e', 'e.dispatch_id', 'r.dispatch_id')
      .select(['r.dispatch_id', 'r.record', 'r.received_at_ms'])
      .where('e.dispatch_id', 'is', null)
      .where('r.received_at_ms', '>=', this.#fromMs)
      .orderBy('r.received_at_ms')
      .limit(BATCH)
      .execute()
    await expectAnnexes(
      { db, exchange },
      {
        sender: this.incoming.sender,
        chainId: config.peer.chainId,
        client: config.peerClient,
        purpose: ANNEX_PURPOSE,
      },
      receipts.map(({ dispatch_id: reference, record }) => ({
        reference,
        digest: annexDigest(record as unknown as Answered) ?? null,
      })),
    )
    this.#fromMs = receipts.at(-1)?.received_at_ms ?? this.#fromMs
    if (Date.now() >= this.#closedLookMs) {
      this.#closedLookMs = Date.now() + CLOSED_STEP_MS
      await this.#closeCases()
    }
    return receipts.length === BATCH
  }

  /** A report is kept for a time after its case has closed. */
  async #closeCases(): Promise<void> {
    const { vault } = this.#options
    const db = this.#options.db as unknown as Kysely<VaultDatabase & CaseTables>
    const rows = await db
      .selectFrom('vault.annex_in as a')
      .innerJoin('projection.request as q', 'q.dispatch_id', 'a.reference')
      .innerJoin('projection.court_case as c', 'c.case_ref', 'q.case_ref')
      .select(['a.sender', 'a.reference', 'c.record'])
      .where('a.state', '=', 'RETRIEVED')
      .where('c.state', '=', 'CLOSED')
      .where(
        sql<boolean>`exists (select 1 from vault.field f where f.subject = a.subject and f.clock = 'annex' and f.delete_on is null)`,
      )
      .limit(BATCH)
      .execute()
    for (const { sender, reference, record } of rows) {
      const { closedOn } = record as unknown as { readonly closedOn: string | null }
      if (closedOn !== null) await vault.startClock(annexRecord(sender, reference), closedOn)
    }
  }
}

/** Asked by this court, and the answer has not been looked at yet. */
async function areUnderWay(db: Database, dispatchIds: readonly string[]): Promise<boolean[]> {
  const rows = await db
    .selectFrom('projection.request as q')
    .leftJoin('annex_expected as e', 'e.dispatch_id', 'q.dispatch_id')
    .select('q.dispatch_id')
    .where('q.dispatch_id', '=', sql<string>`any(${[...dispatchIds]}::text[])`)
    .where('e.dispatch_id', 'is', null)
    .execute()
  const found = new Set(rows.map(({ dispatch_id }) => dispatch_id))
  return dispatchIds.map((id) => found.has(id))
}
