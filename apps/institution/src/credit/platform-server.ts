import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Json, Schema } from '@xiezhi/codec'
import {
  CREDIT_DOCUMENT_BYTES_MAX,
  CreditInterfaceError,
  deleteSchema,
  listSchema,
  putSchema,
  readDocument,
  recordIn,
  searchSchema,
  statusSchema,
} from '@xiezhi/credit-interface'
import type { CreditFieldSet, CreditRefusal } from '@xiezhi/credit-interface'
import { InstitutionError, STATUS_OF } from '../institution-error.ts'
import { readText, sendJson } from '../server/json-http.ts'
import { listenWithCertificates } from '../server/listening.ts'
import type { Listening, Log } from '../server/listening.ts'
import type { PlatformConfig } from './platform-config.ts'
import type { Faults } from './platform-faults.ts'
import type { PlatformRecords } from './platform-records.ts'

const OK = 200
const BAD_REQUEST = 400

export interface PlatformContext {
  readonly records: PlatformRecords
  readonly faults: Faults
  readonly sets: readonly CreditFieldSet[]
}

/** The door for gateways. */
export async function servePlatform(
  context: PlatformContext,
  where: Pick<PlatformConfig, 'tls' | 'port'>,
  log: Log,
): Promise<Listening> {
  const door = {
    answer: (request: IncomingMessage, response: ServerResponse) => answer(context, request, response),
    refuse: sendRefusal,
  }
  return listenWithCertificates(door, where, log)
}

async function answer(context: PlatformContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { faults } = context
  const call = request.url?.split('/').at(-1) ?? ''
  if (faults.take('DOWN', call)) {
    request.socket.destroy()
    return
  }
  if (request.method !== 'POST') throw new InstitutionError('ROUTE_UNKNOWN')
  const body = await act(context, request.url ?? '', await readText(request, CREDIT_DOCUMENT_BYTES_MAX))
  const delayMs = faults.delayMs(call)
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
  if (faults.take('DROPS_AFTER', call)) request.socket.destroy()
  else sendJson(response, OK, faults.take('MALFORMED', call) ? { status: 'ok' } : body)
}

async function act({ records, sets }: PlatformContext, url: string, text: string): Promise<Json> {
  const read = <T>(schema: Schema<T>): T => readDocument(schema, text)
  switch (url) {
    case '/v1/credit/records': {
      const { set, record } = recordIn(sets, read(putSchema))
      return { ...(await records.put(set, record)) }
    }
    case '/v1/credit/deletions': {
      const { recordId, revision } = read(deleteSchema)
      return { ...(await records.remove(recordId, revision)) }
    }
    case '/v1/credit/status':
      return { ...(await records.status(read(statusSchema).recordId)) }
    case '/v1/credit/list': {
      const { after = '', limit } = read(listSchema)
      const { items, next } = await records.page(after, limit)
      return { items: items.map((row) => ({ ...row })), next }
    }
    case '/v1/credit/public-search': {
      const { name, number } = read(searchSchema)
      return { records: (await records.search(sets, name, number)).map((one) => ({ ...one })) }
    }
    default:
      throw new InstitutionError('ROUTE_UNKNOWN')
  }
}

/** What leaves of an error: its code and where, and nothing of what we did not name ourselves. */
function sendRefusal(response: ServerResponse, error: unknown): string {
  const isOurs = error instanceof CreditInterfaceError
  const code = isOurs ? error.code : error instanceof InstitutionError ? error.code : 'INTERNAL'
  const codespace = isOurs ? error.codespace : 'credit-platform'
  const path = isOurs && error.facts.path !== '' ? { path: error.facts.path } : {}
  const status = isOurs ? BAD_REQUEST : STATUS_OF[error instanceof InstitutionError ? error.code : 'INTERNAL']
  const body: CreditRefusal = { codespace, code, ...path }
  if (response.headersSent) response.destroy()
  else sendJson(response, status, { ...body })
  return `${codespace}/${code}`
}
