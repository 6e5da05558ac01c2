import type { IncomingMessage, ServerResponse } from 'node:http'
import { CodecError } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import {
  CONTROL_INTERFACE,
  ControlInterfaceError,
  DOCUMENT_BYTES_MAX,
  parseDocument,
  refusal,
} from '@xiezhi/control-interface'
import type { Refusal } from '@xiezhi/control-interface'
import { InstitutionError, STATUS_OF } from '../institution-error.ts'

const BAD_REQUEST = 400
const INSTITUTION = 'institution'

/**
 * The body as text. Another media type is refused: a page in a browser can send no other without asking first.
 * @throws InstitutionError BODY_TYPE, BODY_BYTES
 */
export async function readText(request: IncomingMessage, bytesMax: number): Promise<string> {
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json')
    throw new InstitutionError('BODY_TYPE')
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    // The rest is read and dropped, so that the refusal arrives.
    if (bytes <= bytesMax) parts.push(part)
  }
  if (bytes > bytesMax) throw new InstitutionError('BODY_BYTES')
  return Buffer.concat(parts).toString('utf8')
}

/** The body as JSON. @throws InstitutionError BODY_TYPE, BODY_BYTES; ControlInterfaceError of a text that is none */
export async function readJson(request: IncomingMessage): Promise<Json> {
  return parseDocument(await readText(request, DOCUMENT_BYTES_MAX))
}

export function sendJson(response: ServerResponse, status: number, body: Json): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}

/** What leaves of an error: its code and where, and nothing of what we did not name ourselves. */
export function refusalOf(error: unknown): { readonly status: number; readonly refusal: Refusal } {
  if (error instanceof ControlInterfaceError)
    return { status: BAD_REQUEST, refusal: { codespace: CONTROL_INTERFACE, code: error.code, ...shown(error.facts) } }
  if (error instanceof CodecError)
    return {
      status: BAD_REQUEST,
      refusal: { codespace: INSTITUTION, code: error.code, path: String(error.facts['path'] ?? '/') },
    }
  const code = error instanceof InstitutionError ? error.code : 'INTERNAL'
  return { status: STATUS_OF[code], refusal: { codespace: INSTITUTION, code } }
}

function shown({ path, expected, seen }: ControlInterfaceError['facts']): Partial<Refusal> {
  return { ...(path === '' ? {} : { path }), expected, seen }
}

export function sendRefusal(response: ServerResponse, error: unknown): string {
  const { status, refusal: body } = refusalOf(error)
  if (response.headersSent) response.destroy()
  else sendJson(response, status, refusal.encode(body))
  return `${body.codespace}/${body.code}`
}
