import { bundledLaw, waitingEndMs } from '@xiezhi/law'
import type { AnnexExchange } from '@xiezhi/vault'
import type { ListenerConfig, OrdersConfig } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import type { AnnexKind } from '../annex-kind.ts'
import { WAITING_PARAMETER } from '../carriers.ts'
import { postAnnexes } from '../posted-annexes.ts'
import type { Leaving } from '../posted-annexes.ts'
import { REQUEST_PURPOSE } from './order-documents.ts'
import type { OrderDocuments } from './order-documents.ts'

const BATCH = 100

export interface RequestSenderOptions {
  readonly db: Database
  readonly documents: OrderDocuments
  readonly exchange: AnnexExchange
  readonly config: ListenerConfig
  readonly orders: OrdersConfig
  readonly nowMs: () => number
}

/** The court: posts the annex of each order that stands on its ledger. */
export class RequestSender implements AnnexKind {
  readonly topics = ['order']
  readonly #options: RequestSenderOptions
  /** Everything before it has been looked at by this process; a ledger's time never goes back. */
  #fromMs = 0

  constructor(options: RequestSenderOptions) {
    this.#options = options
  }

  async work(): Promise<boolean> {
    const { db, documents, exchange, config, orders, nowMs } = this.#options
    const sent = await db
      .selectFrom('projection.sent_order as o')
      .leftJoin('annex_posted as a', 'a.dispatch_id', 'o.order_id')
      .select(['o.order_id', 'o.annex_digest', 'o.sent_at_ms', 'o.record'])
      .where('a.dispatch_id', 'is', null)
      .where('o.sent_at_ms', '>=', this.#fromMs)
      .orderBy('o.sent_at_ms')
      .limit(BATCH)
      .execute()
    const own = sent.filter(({ record }) => record['client'] === orders.client)
    const digests = own.flatMap(({ annex_digest: digest }) => digest ?? [])
    const contents = await documents.contents(exchange, 'orderAnnex', digests)
    const keepUntilMs = waitingEndMs(bundledLaw, WAITING_PARAMETER, nowMs())
    await postAnnexes(
      { db, exchange, recipient: orders.peer.authority, keepUntilMs },
      { chainId: config.zone.chainId, client: orders.client, purpose: REQUEST_PURPOSE },
      sent.map((row): Leaving => {
        const digest = own.includes(row) ? row.annex_digest : null
        return { reference: row.order_id, annex: digest === null ? undefined : (contents.get(digest) ?? 'missing') }
      }),
    )
    this.#fromMs = sent.at(-1)?.sent_at_ms ?? this.#fromMs
    return sent.length === BATCH
  }
}
