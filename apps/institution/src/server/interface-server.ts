import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { answer, decodeRequest, measuresRequest, statusRequest } from '@xiezhi/control-interface'
import type { InstitutionConfig } from '../config.ts'
import type { InstitutionContext } from '../context.ts'
import { handleRequest, requestStatus } from '../handle-request.ts'
import { InstitutionError } from '../institution-error.ts'
import { measureLines } from '../list-measures.ts'
import { readJson, sendJson, sendRefusal } from './json-http.ts'

export type Log = (entry: Readonly<Record<string, string | number>>) => void

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const OK = 200
const CHUNK_CHARACTERS = 65_536

/** The door for courts: nobody without a certificate of the configured authority gets as far as a route. */
export async function serveInterface(
  context: InstitutionContext,
  { tls, port }: Pick<InstitutionConfig, 'tls' | 'port'>,
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
    route(context, request, response).catch((error: unknown) => {
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

async function route(context: InstitutionContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { behaviours } = context
  const where = `${request.method ?? ''} ${request.url ?? ''}`
  if (where === 'POST /v1/requests') {
    const asked = decodeRequest(await readJson(request))
    if (behaviours.take('DROPS_BEFORE_BOOKING')) {
      request.socket.destroy()
      return
    }
    const given = await handleRequest(context, asked)
    await wait(behaviours.delayMs())
    if (behaviours.take('DROPS_AFTER_BOOKING')) request.socket.destroy()
    else if (behaviours.take('MALFORMED')) sendJson(response, OK, { bdhm: given.requestNo, status: 'ok' })
    else sendJson(response, OK, answer.encode(behaviours.take('WRONG_TERM') ? withOtherTerm(given) : given))
  } else if (where === 'POST /v1/request-status') {
    const { requestNo } = statusRequest.decode(await readJson(request))
    sendJson(response, OK, answer.encode(await requestStatus(context, requestNo)))
  } else if (where === 'POST /v1/measures') {
    const { courtId } = measuresRequest.decode(await readJson(request))
    response.writeHead(OK, { 'content-type': 'application/jsonl', 'cache-control': 'no-store' })
    await sendLines(response, measureLines(context, courtId))
  } else throw new InstitutionError('ROUTE_UNKNOWN')
}

/** Lines leave some at a time: a write for each would be most of the work. */
async function sendLines(response: ServerResponse, lines: AsyncIterable<string>): Promise<void> {
  let chunk = ''
  for await (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < CHUNK_CHARACTERS) continue
    if (!response.write(chunk)) await once(response, 'drain')
    chunk = ''
  }
  response.end(chunk)
}

function withOtherTerm(given: ReturnType<typeof answer.decode>): typeof given {
  const items = given.items?.map((item) => (item.measureTo === undefined ? item : { ...item, measureTo: '2999-12-31' }))
  return { ...given, ...(items === undefined ? {} : { items }) }
}

function wait(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))
}
