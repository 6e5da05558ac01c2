import { CodecError } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ControlInterfaceError } from '@xiezhi/control-interface'
import type { AnnexExchange, VaultDatabase } from '@xiezhi/vault'
import type { Kysely } from 'kysely'
import type { OrdersConfig } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import type { Schema } from '../../db/schema.ts'
import type { Log } from '../../log.ts'
import type { AnnexKind, IncomingAnnexes } from '../annex-kind.ts'
import { expectAnnexes } from '../expected-annexes.ts'
import { ANSWER_PURPOSE } from './order-documents.ts'
import type { OrderDocuments } from './order-documents.ts'

const BATCH = 100

export interface AnswerReceiverOptions {
  readonly db: Database
  readonly exchange: AnnexExchange
  readonly orders: OrdersConfig
  readonly documents: OrderDocuments
  /** What an answer means for the case; the same again changes nothing. */
  readonly take: (orderId: string, annex: Json) => Promise<unknown>
  readonly changed: (orderId: string) => void
  readonly log: Log
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
    await this.#takeAll()
    return answered.length === BATCH
  }

  /** Those that have come, by push, pull or file, and that the case does not have yet. */
  async #takeAll(): Promise<void> {
    const { documents, orders, take, log } = this.#options
    const db = this.#options.db as unknown as Kysely<VaultDatabase & Pick<Schema, 'enforcement_order'>>
    const come = await db
      .selectFrom('vault.annex_in as a')
      .innerJoin('enforcement_order as e', 'e.order_id', 'a.reference')
      .select('a.reference')
      .where('a.sender', '=', orders.peer.authority)
      .where('a.state', '=', 'RETRIEVED')
      .where('e.answer', 'is', null)
      .orderBy('a.ended_at_ms')
      .limit(BATCH)
      .execute()
    for (const { reference: orderId } of come) {
      try {
        const annex = await documents.received(orders.peer.authority, orderId)
        if (annex !== undefined) await take(orderId, annex)
      } catch (error) {
        if (!(error instanceof CodecError || error instanceof ControlInterfaceError)) throw error
        // It is what the institution's ledger has committed to, and no answer.
        log({ event: 'ANSWER_ANNEX_MALFORMED', order: orderId })
      }
    }
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
