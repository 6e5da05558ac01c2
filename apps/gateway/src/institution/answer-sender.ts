import { bundledLaw, waitingEndMs } from '@xiezhi/law'
import type { AnswerAnnex, FeedbackSink, OrderKey, ReceivedOrder } from '@xiezhi/institution-service'
import type { AnnexExchange } from '@xiezhi/vault'
import type { AnnexKind } from '../annex/annex-kind.ts'
import { WAITING_PARAMETER } from '../annex/carriers.ts'
import { ANSWER_PURPOSE } from '../annex/orders/order-documents.ts'
import type { OrderDocuments } from '../annex/orders/order-documents.ts'
import { postAnnexes } from '../annex/posted-annexes.ts'
import type { Leaving } from '../annex/posted-annexes.ts'
import type { AnnexConfig, ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'

const BATCH = 100

export interface AnswerSenderOptions {
  readonly db: Database
  readonly documents: OrderDocuments
  readonly exchange: AnnexExchange
  readonly config: ListenerConfig
  readonly annex: AnnexConfig
  readonly nowMs: () => number
  /** Some are to leave. */
  readonly due: () => void
  /** Number of the person whose order it is, as its annex says. */
  readonly ownerOf: (order: ReceivedOrder) => Promise<string>
}

/** The institutions: annexes of answers, kept before the ledger commits to them, and posted when it has. */
export class AnswerSender implements AnnexKind, FeedbackSink {
  readonly topics = []
  readonly #options: AnswerSenderOptions

  constructor(options: AnswerSenderOptions) {
    this.#options = options
  }

  async keep(order: ReceivedOrder, annex: AnswerAnnex): Promise<string> {
    const { db, documents, nowMs, ownerOf } = this.#options
    const { client, orderId, institution } = order
    const known = await this.#digestOf(order)
    if (known !== undefined) return known
    const digest = await documents.keepAnswerAnnex(await ownerOf(order), annex)
    await db
      .insertInto('order_answer')
      .values({ client, order_id: orderId, institution, digest, state: 'KEPT', at_ms: nowMs() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return (await this.#digestOf(order)) ?? digest
  }

  /** A person's answer takes the place of one that the ledger has not taken. */
  async keepInstead(order: ReceivedOrder, annex: AnswerAnnex): Promise<void> {
    const { db, documents, nowMs, ownerOf } = this.#options
    const { client, orderId, institution } = order
    const digest = await documents.keepAnswerAnnex(await ownerOf(order), annex)
    await db
      .insertInto('order_answer')
      .values({ client, order_id: orderId, institution, digest, state: 'KEPT', at_ms: nowMs() })
      .onConflict((conflict) =>
        conflict
          .columns(['client', 'order_id'])
          .doUpdateSet({ digest, state: 'KEPT' })
          .where('order_answer.state', 'in', ['KEPT', 'DROPPED']),
      )
      .execute()
  }

  async send(key: OrderKey): Promise<void> {
    if (await this.#move(key, 'DUE')) this.#options.due()
  }

  async drop(key: OrderKey): Promise<void> {
    await this.#move(key, 'DROPPED')
  }

  async work(): Promise<boolean> {
    const { db, documents, exchange, config, annex, nowMs } = this.#options
    const due = await db
      .selectFrom('order_answer')
      .select(['client', 'order_id', 'digest'])
      .where('state', '=', 'DUE')
      .orderBy('at_ms')
      .limit(BATCH)
      .execute()
    if (due.length === 0) return false
    const contents = await documents.contents(
      exchange,
      'answerAnnex',
      due.map(({ digest }) => digest),
    )
    const keepUntilMs = waitingEndMs(bundledLaw, WAITING_PARAMETER, nowMs())
    await postAnnexes(
      { db, exchange, recipient: annex.peer.authority, keepUntilMs },
      { chainId: config.zone.chainId, client: config.client, purpose: ANSWER_PURPOSE },
      due.map(({ order_id: reference, digest }): Leaving => ({ reference, annex: contents.get(digest) ?? 'missing' })),
    )
    for (const { client, order_id: orderId } of due) await this.#move({ client, orderId }, 'POSTED')
    return due.length === BATCH
  }

  async #digestOf({ client, orderId }: OrderKey): Promise<string | undefined> {
    const row = await this.#options.db
      .selectFrom('order_answer')
      .select('digest')
      .where('client', '=', client)
      .where('order_id', '=', orderId)
      .executeTakeFirst()
    return row?.digest
  }

  /** Forward only: what has left or is dropped stays so. */
  async #move({ client, orderId }: OrderKey, to: 'DUE' | 'POSTED' | 'DROPPED'): Promise<boolean> {
    const { numUpdatedRows } = await this.#options.db
      .updateTable('order_answer')
      .set({ state: to })
      .where('client', '=', client)
      .where('order_id', '=', orderId)
      .where('state', '=', to === 'POSTED' ? 'DUE' : 'KEPT')
      .executeTakeFirst()
    return Number(numUpdatedRows) > 0
  }
}
