import { randomBytes } from 'node:crypto'
import type { Json } from '@xiezhi/codec'
import type { Suite } from '@xiezhi/crypto'
import {
  annexDigest,
  decodeAnswerAnnex,
  decodeOrderAnnex,
  encodeAnswerAnnex,
  encodeOrderAnnex,
} from '@xiezhi/institution-service'
import type { AnswerAnnex, OrderAnnex } from '@xiezhi/institution-service'
import { annexRecord, DOCUMENT_FIELD, VaultError } from '@xiezhi/vault'
import type { AnnexContent, AnnexExchange, AnnexState, OwnerIndex, Vault, VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'

export const REQUEST_PURPOSE = 'ORDER_REQUEST'
export const ANSWER_PURPOSE = 'ORDER_ANSWER'
const SALT_BYTES = 16

/** Debtors, by the number of their document. */
const DEBTORS: OwnerIndex = { purpose: 'debtor', fieldName: 'debtorNumber' }

type DocumentName = 'orderAnnex' | 'answerAnnex'

/** A document of a person, under the digest that a ledger holds. */
interface OwnDocument {
  /** Number of the person's document. */
  readonly owner: string
  readonly document: Json
}

export interface OwnOrderAnnex {
  readonly owner: string
  readonly annex: OrderAnnex
}

/** Annexes of orders and of their answers, of this authority and of the others: in the vault and nowhere else. */
export class OrderDocuments {
  readonly #db: Kysely<VaultDatabase>
  readonly #vault: Vault

  constructor(db: Database, vault: Vault) {
    this.#db = db as unknown as Kysely<VaultDatabase>
    this.#vault = vault
  }

  /** Of this authority: what it commits to, it digests with them. */
  get algorithms(): Suite {
    return this.#vault.context.algorithms
  }

  /** On disk when it returns. Gives the digests that the instrument signs, in the same order. */
  keepOrderAnnexes(annexes: readonly OwnOrderAnnex[]): Promise<readonly string[]> {
    return this.#keep(
      'orderAnnex',
      annexes.map(({ owner, annex }) => ({ owner, document: encodeOrderAnnex(annex) })),
    )
  }

  async keepAnswerAnnex(owner: string, annex: AnswerAnnex): Promise<string> {
    const [digest = ''] = await this.#keep('answerAnnex', [{ owner, document: encodeAnswerAnnex(annex) }])
    return digest
  }

  /** An own order's annex; undefined where this vault does not have it, or no more. */
  async orderAnnex(digest: string): Promise<OrderAnnex | undefined> {
    const found = await this.#own('orderAnnex', [digest])
    const document = found.get(digest)
    return document === undefined ? undefined : decodeOrderAnnex(document)
  }

  /** An own answer's annex, as `orderAnnex`. */
  async answerAnnex(digest: string): Promise<AnswerAnnex | undefined> {
    const document = (await this.#own('answerAnnex', [digest])).get(digest)
    return document === undefined ? undefined : decodeAnswerAnnex(document)
  }

  /** What is posted, by the digests; what the vault has not, is left out. */
  async contents(
    exchange: AnnexExchange,
    name: DocumentName,
    digests: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly content: AnnexContent; readonly subject: string }>> {
    const documents = await this.#own(name, digests)
    const rows = await this.#db
      .selectFrom('vault.text')
      .select(['commitment', 'subject'])
      .where('commitment', '=', sql<string>`any(${[...documents.keys()]}::text[])`)
      .execute()
    return new Map(
      rows.flatMap(({ commitment, subject }) => {
        const document = documents.get(commitment)
        if (document === undefined) return []
        return [[commitment, { content: exchange.document(document, commitment), subject }] as const]
      }),
    )
  }

  /** How the annex of another authority about an order stands; undefined: it is not waited for. */
  async stateOf(sender: string, orderId: string): Promise<AnnexState | undefined> {
    const row = await this.#db
      .selectFrom('vault.annex_in')
      .select('state')
      .where('reference', '=', orderId)
      .where('sender', '=', sender)
      .executeTakeFirst()
    return row?.state
  }

  /** The document that another authority has sent about an order; undefined where it is not there, or no more. */
  async received(sender: string, orderId: string): Promise<Json | undefined> {
    const row = await this.#db
      .selectFrom('vault.annex_in')
      .select('subject')
      .where('reference', '=', orderId)
      .where('sender', '=', sender)
      .where('state', '=', 'RETRIEVED')
      .executeTakeFirst()
    if (row?.subject == null) return undefined
    const wanted = { subject: row.subject, record: annexRecord(sender, orderId), names: [DOCUMENT_FIELD] }
    try {
      return (await this.#vault.read(wanted))[0]?.value
    } catch (error) {
      if (error instanceof VaultError) return undefined
      throw error
    }
  }

  async #keep(name: DocumentName, documents: readonly OwnDocument[]): Promise<readonly string[]> {
    const texts = documents.map(({ owner, document }) => ({
      owner,
      commitment: annexDigest(this.algorithms, document),
      name,
      value: document,
      salt: randomBytes(SALT_BYTES).toString('base64url'),
      clock: 'annex' as const,
    }))
    await this.#vault.keepTexts(DEBTORS, texts)
    return texts.map(({ commitment }) => commitment)
  }

  async #own(name: DocumentName, digests: readonly string[]): Promise<ReadonlyMap<string, Json>> {
    const texts = await this.#vault.texts(name, digests)
    return new Map(
      [...texts].flatMap(([digest, text]) => (text.state === 'HELD' ? [[digest, text.value] as const] : [])),
    )
  }
}
