import type { OrderKey } from '@xiezhi/institution-service'
import type { AnnexExchange } from '@xiezhi/vault'
import type { AnnexConfig, ListenerConfig } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import type { AnnexKind, IncomingAnnexes } from '../annex-kind.ts'
import { expectAnnexes } from '../expected-annexes.ts'
import { REQUEST_PURPOSE } from './order-documents.ts'

const BATCH = 100

export interface RequestReceiverOptions {
  readonly db: Database
  readonly exchange: AnnexExchange
  readonly config: ListenerConfig
  readonly annex: AnnexConfig
  readonly changed: (key: OrderKey) => void
  readonly refused: (orderId: string, code: string) => void
}

/**
 * The institution: waits for the annex of each open order, and holds it against the digest in the order, which came with its
 * proof. Of an order that was refused at once nobody needs the annex. The worker records what became of it.
 */
export class RequestReceiver implements AnnexKind {
  readonly topics = ['order']
  readonly incoming: IncomingAnnexes
  readonly #options: RequestReceiverOptions
  /** Everything before it has been looked at by this process; a ledger's time never goes back. */
  #fromMs = 0

  constructor(options: RequestReceiverOptions) {
    this.#options = options
    const { config, annex, changed, refused } = options
    this.incoming = {
      sender: annex.peer.authority,
      isUnderWay: (orderId) => this.#isUnderWay(orderId),
      changed: (orderId) => {
        changed({ client: config.client, orderId })
      },
      refused,
    }
  }

  async work(): Promise<boolean> {
    const { db, exchange, config, annex } = this.#options
    const come = await db
      .selectFrom('projection.received_order as o')
      .leftJoin('annex_expected as e', 'e.dispatch_id', 'o.order_id')
      .select(['o.client', 'o.order_id', 'o.annex_digest', 'o.is_open', 'o.received_at_ms'])
      .where('e.dispatch_id', 'is', null)
      .where('o.received_at_ms', '>=', this.#fromMs)
      .orderBy('o.received_at_ms')
      .limit(BATCH)
      .execute()
    await expectAnnexes(
      { db, exchange },
      {
        sender: annex.peer.authority,
        chainId: config.peer.chainId,
        client: config.peerClient,
        purpose: REQUEST_PURPOSE,
      },
      come.map(({ client, order_id: reference, annex_digest: digest, is_open: isOpen }) => ({
        reference,
        digest: isOpen && client === config.client ? digest : null,
      })),
    )
    this.#fromMs = come.at(-1)?.received_at_ms ?? this.#fromMs
    return come.length === BATCH
  }

  /** It may come before its packet does: from a court that has sent it, the ledger will say so soon. */
  async #isUnderWay(orderId: string): Promise<boolean> {
    const row = await this.#options.db
      .selectFrom('annex_expected')
      .select('outcome')
      .where('dispatch_id', '=', orderId)
      .executeTakeFirst()
    return row === undefined
  }
}
