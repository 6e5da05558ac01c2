import { CodecError } from '@xiezhi/codec'
import { ControlInterfaceError } from '@xiezhi/control-interface'
import { decodeOrderAnnex } from '@xiezhi/institution-service'
import type { AnnexOpening, AnnexSource, OrderAnnex, OrderKey } from '@xiezhi/institution-service'
import type { OrderDocuments } from '../annex/orders/order-documents.ts'

/** The annexes of orders as courts have sent them: held against the ledger's digest when they came. */
export class RequestAnnexes implements AnnexSource {
  readonly #documents: OrderDocuments
  /** The court's gateway. */
  readonly #sender: string

  constructor(documents: OrderDocuments, sender: string) {
    this.#documents = documents
    this.#sender = sender
  }

  async open({ orderId }: Pick<OrderKey, 'orderId'>): Promise<AnnexOpening> {
    const state = await this.#documents.stateOf(this.#sender, orderId)
    if (state === 'FAILED') return { kind: 'failed' }
    if (state !== 'RETRIEVED') return { kind: 'waiting' }
    const document = await this.#documents.received(this.#sender, orderId)
    if (document === undefined) return { kind: 'failed' }
    try {
      return { kind: 'opened', annex: decodeOrderAnnex(document) }
    } catch (error) {
      if (error instanceof CodecError || error instanceof ControlInterfaceError) return { kind: 'malformed' }
      throw error
    }
  }

  async annexOf(orderId: string): Promise<OrderAnnex | undefined> {
    const opening = await this.open({ orderId })
    return opening.kind === 'opened' ? opening.annex : undefined
  }
}
