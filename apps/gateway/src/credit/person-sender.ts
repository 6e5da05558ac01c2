import { CREDIT_ANNEX_PURPOSE, creditAnnexReference } from '@xiezhi/credit-interface'
import { bundledLaw, waitingEndMs } from '@xiezhi/law'
import type { AnnexExchange, VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AnnexKind } from '../annex/annex-kind.ts'
import { WAITING_PARAMETER } from '../annex/carriers.ts'
import { postAnnexes } from '../annex/posted-annexes.ts'
import type { Leaving } from '../annex/posted-annexes.ts'
import type { ListenerConfig, OrdersConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { PrivateTexts } from '../vault/private-texts.ts'
import { PERSON_ANNEX } from './store.ts'

const BATCH = 100

interface PersonSenderOptions {
  readonly db: Database
  readonly texts: PrivateTexts
  readonly exchange: AnnexExchange
  readonly config: ListenerConfig
  readonly orders: OrdersConfig
  readonly nowMs: () => number
}

/**
 * The court: tells the gateway of the subscribers who an entry is about, as soon as one of them may know. To whom a token is
 * enough nothing is sent.
 */
export class PersonSender implements AnnexKind {
  readonly topics = ['credit-entry', 'credit-subscription']
  readonly #options: PersonSenderOptions

  constructor(options: PersonSenderOptions) {
    this.#options = options
  }

  async work(): Promise<boolean> {
    const { db, texts, exchange, config, orders, nowMs } = this.#options
    const wanted = await this.#wanted()
    const subjects = wanted.map(({ subject }) => subject)
    const [kept, owners] = await Promise.all([texts.values(PERSON_ANNEX, subjects), this.#owners(subjects)])
    const keepUntilMs = waitingEndMs(bundledLaw, WAITING_PARAMETER, nowMs())
    await postAnnexes(
      { db, exchange, recipient: orders.peer.authority, keepUntilMs },
      { chainId: config.zone.chainId, client: orders.client, purpose: CREDIT_ANNEX_PURPOSE },
      wanted.map(({ entryId, subject }): Leaving => {
        const found = kept.get(subject)
        const owner = owners.get(subject)
        const reference = creditAnnexReference(entryId, subject)
        if (found?.state !== 'HELD' || owner === undefined) return { reference, annex: 'missing' }
        return { reference, annex: { content: exchange.document(found.value, subject), subject: owner } }
      }),
    )
    return wanted.length === BATCH
  }

  async #wanted(): Promise<readonly { readonly entryId: string; readonly subject: string }[]> {
    const { db, orders } = this.#options
    const { rows } = await sql<{ readonly entryId: string; readonly subject: string }>`
      SELECT e.entry_id AS "entryId", e.record->>'subject' AS subject FROM projection.credit_entry e
      WHERE EXISTS (SELECT FROM projection.credit_share h JOIN projection.credit_subscription s USING (client, subscriber)
          WHERE h.entry_id = e.entry_id AND h.client = ${orders.client} AND s.record->>'scope' <> 'TOKEN')
        AND NOT EXISTS (SELECT FROM annex_posted a
          WHERE a.dispatch_id = e.entry_id || '-' || left(split_part(e.record->>'subject', ':', 2), 16))
      ORDER BY e.entry_id LIMIT ${BATCH}`.execute(db)
    return rows
  }

  /** Subjects of the vault behind the commitments. */
  async #owners(commitments: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await (this.#options.db as unknown as Kysely<VaultDatabase>)
      .selectFrom('vault.text')
      .select(['commitment', 'subject'])
      .where('commitment', '=', sql<string>`any(${[...commitments]}::text[])`)
      .execute()
    return new Map(rows.map(({ commitment, subject }) => [commitment, subject]))
  }
}
