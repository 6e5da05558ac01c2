import type { AnnexExchange } from '@xiezhi/vault'
import type { OrdersConfig } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import type { AnnexKind, IncomingAnnexes } from '../annex-kind.ts'
import { expectAnnexes } from '../expected-annexes.ts'
import { ANSWER_PURPOSE } from './order-documents.ts'

const BATCH = 100

export interface AnswerReceiverOptions {
  readonly db: Database
  readonly exchange: AnnexExchange
  readonly orders: OrdersConfig
  readonly changed: (orderId: string) => void
}

/** The court: waits for the annex of each answer, and holds it against the digest in the answer, which came with its proof. */
export class AnswerReceiver implements AnnexKind {
  readonly topics = ['order']
  readonly incoming: IncomingAnnexes
  readonly #options: AnswerReceiverOptions
  /** Everything before it has been looked at by this process; a ledger's time never goes back. */
  #fromMs = 0

  constructor(options: AnswerReceiverOptions) {
    this.#options = options
    const { orders, changed } = options
    const isUnderWay = (orderId: string): Promise<boolean> => this.#isUnderWay(orderId)
    this.incoming = { sender: orders.peer.authority, isUnderWay, changed }
  }

  async work(): Promise<boolean> {
    const { db, exchange, orders } = this.#options
    const answered = await db
      .selectFrom('projection.sent_order as o')
      .leftJoin('annex_expected as e', 'e.dispatch_id', 'o.order_id')
      .select(['o.order_id', 'o.answer_digest', 'o.result_at_ms', 'o.record'])
      .where('e.dispatch_id', 'is', null)
      .where('o.answer_digest', 'is not', null)
      .where('o.result_at_ms', '>=', this.#fromMs)
      .orderBy('o.result_at_ms')
      .limit(BATCH)
      .execute()
    await expectAnnexes(
      { db, exchange },
      {
        sender: orders.peer.authority,
        chainId: orders.zone.chainId,
        client: orders.peerClient,
        purpose: ANSWER_PURPOSE,
      },
      answered.map(({ order_id: reference, answer_digest: digest, record }) => ({
        reference,
        digest: record['client'] === orders.client ? digest : null,
      })),
    )
    this.#fromMs = answered.at(-1)?.result_at_ms ?? this.#fromMs
    return answered.length === BATCH
  }

  /** Sent by this court, and its answer has not been looked at yet. */
  async #isUnderWay(orderId: string): Promise<boolean> {
    const row = await this.#options.db
      .selectFrom('projection.sent_order as o')
      .leftJoin('annex_expected as e', 'e.dispatch_id', 'o.order_id')
      .select('e.dispatch_id')
      .where('o.order_id', '=', orderId)
      .executeTakeFirst()
    return row?.dispatch_id === null
  }
}
