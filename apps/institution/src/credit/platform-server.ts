import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
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
import type { Listening, Log } from '../server/interface-server.ts'
import { sendJson } from '../server/json-http.ts'
import type { PlatformConfig } from './platform-config.ts'
import type { Faults } from './platform-faults.ts'
import type { PlatformRecords } from './platform-records.ts'

const LOOPBACK = '127.0.0.1'
const OK = 200
const BAD_REQUEST = 400

export interface PlatformContext {
  readonly records: PlatformRecords
  readonly faults: Faults
  readonly sets: readonly CreditFieldSet[]
}

/** The door for gateways: nobody without a certificate of the configured authority gets as far as a route. */
export async function servePlatform(
  context: PlatformContext,
  { tls, port }: Pick<PlatformConfig, 'tls' | 'port'>,
  log: Log,
): Promise<Listening> {
  const options = {
    cert: readFileSync(tls.cert),
    key: readFileSync(tls.key),
    ca: readFileSync(tls.ca),
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  } as const
  const server = createServer(options, (request, response) => {
    answer(context, request, response).catch((error: unknown) => {
      log({ event: 'REFUSED', code: sendRefusal(response, error) })
    })
  })
  server.on('tlsClientError', (error) => {
    log({ event: 'TLS_REFUSED', code: 'code' in error ? String(error.code) : 'unknown' })
  })
  server.listen(port, LOOPBACK)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function answer(context: PlatformContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { faults } = context
  const call = request.url?.split('/').at(-1) ?? ''
  if (faults.take('DOWN', call)) {
    request.socket.destroy()
    return
  }
  if (request.method !== 'POST') throw new InstitutionError('ROUTE_UNKNOWN')
  const body = await act(context, request.url ?? '', await textOf(request))
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

/** Another media type is refused: a page in a browser can send no other without asking first. */
async function textOf(request: IncomingMessage): Promise<string> {
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json')
    throw new InstitutionError('BODY_TYPE')
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    // The rest is read and dropped, so that the refusal arrives.
    if (bytes <= CREDIT_DOCUMENT_BYTES_MAX) parts.push(part)
  }
  if (bytes > CREDIT_DOCUMENT_BYTES_MAX) throw new InstitutionError('BODY_BYTES')
  return Buffer.concat(parts).toString('utf8')
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
