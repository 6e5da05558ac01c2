import { annexRecord, VaultError } from '@xiezhi/vault'
import type { Gathered } from '@xiezhi/sdk'
import type { AnnexExchange, ReceivedAnnex, Vault, VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AnnexConfig, ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import type { Schema } from '../db/schema.ts'
import type { Log } from '../log.ts'
import { annexDigest } from './annex-digest.ts'
import type { Answered } from './annex-digest.ts'
import { ANNEX_PURPOSE } from './report-sender.ts'

const BATCH = 50
/** What only time makes due is looked for no more often than this, however many answers come. */
const DUE_STEP_MS = 1_000
/** The answer and its annex run side by side: the annex waits for the answer so long. */
const EARLY_WAIT_MS = 10_000
const EARLY_STEP_MS = 100
/** What the bureau itself sent and what does not fit: said to whoever waits. */
const NOTED: readonly string[] = ['ANNEX_DIGEST', 'ANNEX_UNREADABLE']

export interface ReceiverOptions {
  readonly db: Database
  readonly vault: Vault
  readonly exchange: AnnexExchange
  readonly config: ListenerConfig
  readonly annex: AnnexConfig
  readonly log: Log
}

type CaseTables = Pick<Schema, 'projection.request' | 'projection.court_case'>

/** The court: waits for the credit report of each answer, and holds it against the digest in that answer, which came with its proof. */
export class ReportReceiver {
  readonly #options: ReceiverOptions
  /** Everything before it has been looked at by this process; a ledger's time never goes back. */
  #fromMs = 0
  #dueLookMs = 0

  readonly #received: Gathered<Uint8Array, ReceivedAnnex | VaultError>
  /** Annexes that came before their answers. */
  readonly #early = new Set<() => void>()

  constructor(options: ReceiverOptions) {
    this.#options = options
    this.#received = gathered((envelopes) => options.exchange.receiveAll(envelopes))
  }

  /** New answers; then, now and then, what has to be pulled or has failed. Gives whether there is more. */
  async work(): Promise<boolean> {
    const { db } = this.#options
    const receipts = await db
      .selectFrom('projection.receipt as r')
      .leftJoin('annex_expected as e', 'e.dispatch_id', 'r.dispatch_id')
      .select(['r.dispatch_id', 'r.record', 'r.received_at_ms'])
      .where('e.dispatch_id', 'is', null)
      .where('r.received_at_ms', '>=', this.#fromMs)
      .orderBy('r.received_at_ms')
      .limit(BATCH)
      .execute()
    if (receipts.length > 0)
      await this.#expect(
        receipts.map(({ dispatch_id: dispatchId, record }) => ({
          dispatchId,
          digest: annexDigest(record as unknown as Answered) ?? null,
        })),
      )
    this.#fromMs = receipts.at(-1)?.received_at_ms ?? this.#fromMs
    if (Date.now() >= this.#dueLookMs) {
      this.#dueLookMs = Date.now() + DUE_STEP_MS
      await this.#workDue()
    }
    return receipts.length === BATCH
  }

  async #workDue(): Promise<void> {
    const { exchange, log } = this.#options
    for (const code of await exchange.pullDue()) log({ event: 'ANNEX_NOT_PULLED', code })
    await exchange.failOverdue()
    await this.#closeCases()
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

  /**
   * Gives the dispatch. `waitMs`: for an answer that is not there yet; a file can be looked at again instead.
   * @throws VaultError as `AnnexExchange.receive`
   */
  async receive(envelope: Uint8Array, waitMs = EARLY_WAIT_MS): Promise<string> {
    const endMs = Date.now() + waitMs
    for (let isLast = false; ;) {
      try {
        const received = await this.#received.load(envelope)
        if (received instanceof VaultError) throw received
        return received.reference
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
        const { reference } = error.facts
        if (typeof reference !== 'string') throw error
        if (NOTED.includes(error.code)) await this.#note(reference, error.code)
        if (error.code !== 'ANNEX_UNEXPECTED' || isLast) throw error
        // Looked at in between: once more, and no further.
        isLast = Date.now() >= endMs || !(await this.#isUnderWay(reference))
        if (!isLast) await this.#nextAnswers()
      }
    }
  }

  /** Until answers have been looked at, or for a moment: one may have been in between. */
  #nextAnswers(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#early.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, EARLY_STEP_MS)
      this.#early.add(wake)
    })
  }

  /** Asked by this court, and the answer has not been looked at yet. */
  async #isUnderWay(dispatchId: string): Promise<boolean> {
    const row = await this.#options.db
      .selectFrom('projection.request as q')
      .leftJoin('annex_expected as e', 'e.dispatch_id', 'q.dispatch_id')
      .select('e.dispatch_id')
      .where('q.dispatch_id', '=', dispatchId)
      .executeTakeFirst()
    return row?.dispatch_id === null
  }

  async #note(dispatchId: string, code: string): Promise<void> {
    const row = { dispatch_id: dispatchId, code, at_ms: Date.now() }
    await this.#options.db
      .insertInto('annex_refusal')
      .values(row)
      .onConflict((conflict) => conflict.column('dispatch_id').doUpdateSet({ code, at_ms: row.at_ms }))
      .execute()
  }

  async #expect(answers: readonly { readonly dispatchId: string; readonly digest: string | null }[]): Promise<void> {
    const { db, exchange, config, annex } = this.#options
    const expected = answers.flatMap(({ dispatchId, digest }) =>
      digest === null
        ? []
        : [
            {
              sender: annex.peer.authority,
              about: {
                chainId: config.peer.chainId,
                packet: `${config.peerClient}/${dispatchId}`,
                reference: dispatchId,
                purpose: ANNEX_PURPOSE,
              },
              digest,
            },
          ],
    )
    if (expected.length > 0) await exchange.expect(...expected)
    const rows = answers.map(({ dispatchId, digest }) => {
      return { dispatch_id: dispatchId, outcome: digest === null ? 'NONE' : 'EXPECTED', digest, at_ms: Date.now() }
    })
    await db
      .insertInto('annex_expected')
      .expression(sql`SELECT * FROM jsonb_populate_recordset(NULL::annex_expected, ${JSON.stringify(rows)}::jsonb)`)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    for (const wake of this.#early) wake()
  }
}
