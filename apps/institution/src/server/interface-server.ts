import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { answer, decodeRequest, measuresRequest, statusRequest } from '@xiezhi/control-interface'
import type { InstitutionConfig } from '../config.ts'
import type { InstitutionContext } from '../context.ts'
import { handleRequest, requestStatus } from '../handle-request.ts'
import { InstitutionError } from '../institution-error.ts'
import { measureLines } from '../list-measures.ts'
import { readJson, sendJson, sendRefusal } from './json-http.ts'
import { listenWithCertificates } from './listening.ts'
import type { Listening, Log } from './listening.ts'

const OK = 200
const CHUNK_CHARACTERS = 65_536

/** The door for courts. */
export async function serveInterface(
  context: InstitutionContext,
  where: Pick<InstitutionConfig, 'tls' | 'port'>,
  log: Log,
): Promise<Listening> {
  const door = {
    answer: (request: IncomingMessage, response: ServerResponse) => route(context, request, response),
    refuse: sendRefusal,
  }
  return listenWithCertificates(door, where, log)
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
