import type { IncomingMessage } from 'node:http'
import {
  CREDIT_DOCUMENT_BYTES_MAX,
  CreditInterfaceError,
  creditRefusalSchema,
  heldPageSchema,
  LIST_ROWS_MAX,
  readDocument,
  standingSchema,
} from '@xiezhi/credit-interface'
import type { CreditFieldSet, CreditRecord, HeldRow, Standing } from '@xiezhi/credit-interface'
import type { Json, Schema } from '@xiezhi/codec'
import { AdapterError } from '../adapter-error.ts'
import { bodyOf, TlsClient } from '../tls-client.ts'
import type { TlsClientOptions } from '../tls-client.ts'
import type { CreditPlatformPort } from './credit-platform-port.ts'

const OK = 200
const SERVER_ERRORS = 500

/** A credit platform that answers over HTTPS with certificates on both sides. */
export class HttpsCreditPlatform implements CreditPlatformPort {
  readonly #client: TlsClient

  constructor(options: TlsClientOptions) {
    this.#client = new TlsClient(options)
  }

  put({ name }: CreditFieldSet, record: CreditRecord): Promise<Standing> {
    return this.#ask('records', { set: name, record }, standingSchema)
  }

  remove(recordId: string, revision: number): Promise<Standing> {
    return this.#ask('deletions', { recordId, revision }, standingSchema)
  }

  status(recordId: string): Promise<Standing> {
    return this.#ask('status', { recordId }, standingSchema)
  }

  async *held(): AsyncGenerator<HeldRow> {
    let last = ''
    for (let after: string | undefined; ;) {
      const body = { limit: LIST_ROWS_MAX, ...(after === undefined ? {} : { after }) }
      const { items, next } = await this.#ask('list', body, heldPageSchema)
      for (const row of items) {
        if (row.recordId <= last) throw new AdapterError('LIST_UNSORTED', { at: row.recordId })
        last = row.recordId
        yield row
      }
      if (next === null) return
      after = next
    }
  }

  close(): void {
    this.#client.close()
  }

  async #ask<T>(path: string, body: Json, schema: Schema<T>): Promise<T> {
    const response = await this.#client.post(`/v1/credit/${path}`, JSON.stringify(body))
    return answerOf(response, schema)
  }
}

async function answerOf<T>(response: IncomingMessage, schema: Schema<T>): Promise<T> {
  const text = await bodyOf(response, CREDIT_DOCUMENT_BYTES_MAX)
  const status = response.statusCode ?? 0
  // A server that broke down may have taken the record before it did.
  if (status >= SERVER_ERRORS) throw new AdapterError('OUTCOME_UNKNOWN', { status })
  if (status !== OK) throw refusedIn(text, status)
  try {
    return readDocument(schema, text)
  } catch (error) {
    if (!(error instanceof CreditInterfaceError)) throw error
    throw new AdapterError('ANSWER_MALFORMED', { reason: error.code, path: error.facts.path })
  }
}

function refusedIn(text: string, status: number): AdapterError {
  try {
    const { codespace, code, path } = readDocument(creditRefusalSchema, text)
    return new AdapterError('REFUSED', { refusal: `${codespace}/${code}`, ...(path === undefined ? {} : { path }) })
  } catch (error) {
    if (!(error instanceof CreditInterfaceError)) throw error
    // Something between us and the platform answered: it does not say whether it passed the record on.
    return new AdapterError('OUTCOME_UNKNOWN', { status })
  }
}
