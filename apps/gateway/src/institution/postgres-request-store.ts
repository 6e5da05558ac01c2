import type { Json } from '@xiezhi/codec'
import { answer as answerRecord, controlRequest } from '@xiezhi/control-interface'
import type { Answer, ControlRequest } from '@xiezhi/control-interface'
import type { OrderKey, RequestStore } from '@xiezhi/institution-service'
import { VaultError } from '@xiezhi/vault'
import type { Vault } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

const REQUEST = 'controlRequest'
const ANSWER = 'controlAnswer'

/**
 * Requests to one institution's core system, and what it answered: numbers and where they are in tables, contents in the vault,
 * under a subject of their own.
 */
export class PostgresRequestStore implements RequestStore {
  readonly #db: Database
  readonly #vault: Vault
  readonly #institution: string
  readonly #nowMs: () => number

  constructor(options: {
    readonly db: Database
    readonly vault: Vault
    readonly institution: string
    readonly nowMs: () => number
  }) {
    this.#db = options.db
    this.#vault = options.vault
    this.#institution = options.institution
    this.#nowMs = options.nowMs
  }

  async request(requestNo: string): Promise<ControlRequest | undefined> {
    const found = await this.#read(requestNo, REQUEST)
    return found === undefined ? undefined : controlRequest.decode(found)
  }

  /** Those of which the vault has the content, by their numbers: two statements for all of them. */
  async requests(requestNos: readonly string[]): Promise<ReadonlyMap<string, ControlRequest>> {
    const { rows } = await sql<{ readonly request_no: string; readonly subject: string }>`
      SELECT request_no, subject FROM core_request
      WHERE institution = ${this.#institution} AND request_no = any(${[...requestNos]}::text[])`.execute(this.#db)
    const read = await this.#vault.readMany(
      rows.map(({ request_no, subject }) => ({ subject, record: this.#record(request_no), names: [REQUEST] })),
    )
    return new Map(
      rows.flatMap(({ request_no }, at) => {
        const value = contentOf(read[at])
        return value === undefined ? [] : [[request_no, controlRequest.decode(value)] as const]
      }),
    )
  }

  async answer(requestNo: string): Promise<Answer | undefined> {
    const found = await this.#read(requestNo, ANSWER)
    return found === undefined ? undefined : answerRecord.decode(found)
  }

  async keepRequest({ client, orderId }: OrderKey, request: ControlRequest): Promise<void> {
    const { requestNo } = request
    if ((await this.#row(requestNo)) !== undefined) return
    const subject = await this.#vault.newSubject()
    await this.#put(requestNo, subject, REQUEST, controlRequest.encode(request))
    // Behind the content: a row without one would be a request that nobody can send.
    await this.#db
      .insertInto('core_request')
      .values({
        institution: this.#institution,
        request_no: requestNo,
        client,
        order_id: orderId,
        subject,
        kept_at_ms: this.#nowMs(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  /**
   * A later answer to the same request stands before the earlier one: first taken on, then carried out. One that comes when
   * the term of its case is over is not kept.
   */
  async keepAnswer(requestNo: string, given: Answer): Promise<void> {
    const row = await this.#row(requestNo)
    if (row === undefined) throw new VaultError('SUBJECT_UNKNOWN')
    try {
      await this.#put(requestNo, row.subject, ANSWER, answerRecord.encode(given))
    } catch (error) {
      if (!(error instanceof VaultError && error.code === 'SUBJECT_ERASED')) throw error
    }
  }

  async completeAnswer(requestNo: string, given: Answer): Promise<boolean> {
    const open = await this.#db
      .selectFrom('core_request')
      .select('request_no')
      .where('institution', '=', this.#institution)
      .where('request_no', '=', requestNo)
      .where('finished_at_ms', 'is', null)
      .executeTakeFirst()
    if (open === undefined) return false
    await this.keepAnswer(requestNo, given)
    return true
  }

  async finish({ client, orderId }: OrderKey): Promise<void> {
    await this.#db
      .updateTable('core_request')
      .set({ finished_at_ms: this.#nowMs() })
      .where('institution', '=', this.#institution)
      .where('client', '=', client)
      .where('order_id', '=', orderId)
      .where('finished_at_ms', 'is', null)
      .execute()
  }

  async unfinished(): Promise<readonly OrderKey[]> {
    const rows = await this.#db
      .selectFrom('core_request')
      .select(['client', 'order_id'])
      .where('institution', '=', this.#institution)
      .where('finished_at_ms', 'is', null)
      .orderBy('kept_at_ms')
      .execute()
    return rows.map(({ client, order_id: orderId }) => ({ client, orderId }))
  }

  async #row(requestNo: string): Promise<{ readonly subject: string } | undefined> {
    return this.#db
      .selectFrom('core_request')
      .select('subject')
      .where('institution', '=', this.#institution)
      .where('request_no', '=', requestNo)
      .executeTakeFirst()
  }

  #record(requestNo: string): string {
    return `core/${this.#institution}/${requestNo}`
  }

  async #put(requestNo: string, subject: string, name: string, value: Json): Promise<void> {
    const record = this.#record(requestNo)
    await this.#vault.put({ subject, record, clock: 'annex', fields: { [name]: value } })
  }

  async #read(requestNo: string, name: string): Promise<Json | undefined> {
    const row = await this.#row(requestNo)
    if (row === undefined) return undefined
    const [found] = await this.#vault.readMany([
      { subject: row.subject, record: this.#record(requestNo), names: [name] },
    ])
    return contentOf(found)
  }
}

/** Undefined: it is not there, or no more. @throws VaultError */
function contentOf(found: Awaited<ReturnType<Vault['readMany']>>[number] | undefined): Json | undefined {
  if (found instanceof VaultError) {
    if (found.code === 'FIELD_UNKNOWN' || found.code === 'SUBJECT_ERASED') return undefined
    throw found
  }
  return found?.[0]?.value
}
