import { canonicalText, utf8Encode } from '@xiezhi/codec'
import { VaultError } from '../vault-error.ts'
import type { VaultErrorCode } from '../vault-error.ts'
import { ENVELOPE_BYTES_MAX } from './envelope.ts'
import { PULL_BYTES_MAX } from './pull.ts'

export const ENVELOPES_PATH = '/annex/v1/envelopes'
export const PULLS_PATH = '/annex/v1/pulls'
export const ANNEX_MEDIA_TYPE = 'application/vnd.xiezhi.annex+json'

export interface AnnexRequest {
  readonly method: string
  readonly path: string
  readonly body: Uint8Array
}

/** What answers: the exchange, or a gateway in front of it. */
export interface AnnexReceiver {
  receive(envelope: Uint8Array): Promise<unknown>
  answerPull(request: Uint8Array): Promise<{ readonly envelope: Uint8Array }>
}

export interface AnnexResponse {
  readonly status: number
  readonly mediaType: string
  readonly body: Uint8Array
}

/** What the mounting server lets through of a body, by path. */
export const BODY_BYTES_MAX: Readonly<Record<string, number>> = {
  [ENVELOPES_PATH]: ENVELOPE_BYTES_MAX,
  [PULLS_PATH]: PULL_BYTES_MAX,
}

const STATUS: Partial<Readonly<Record<VaultErrorCode, number>>> = {
  ANNEX_MALFORMED: 400,
  ANNEX_OVERSIZED: 413,
  ANNEX_SENDER_UNKNOWN: 403,
  ANNEX_SIGNATURE: 403,
  ANNEX_RECIPIENT: 403,
  PULL_SIGNATURE: 403,
  PULL_STALE: 403,
  ANNEX_UNKNOWN: 404,
  ANNEX_UNEXPECTED: 409,
  ANNEX_REPLAYED: 409,
  PULL_REPLAYED: 409,
  ANNEX_OVERDUE: 410,
  ANNEX_DIGEST: 422,
  ANNEX_UNREADABLE: 422,
}
const NO_CONTENT = 204
const OK = 200
const NOT_FOUND = 404
const METHOD_NOT_ALLOWED = 405
const UNPROCESSABLE = 422
const PROBLEM = 'application/problem+json'

/** The two routes by which other gateways reach this one. Authority comes from the signatures inside, not from a session. */
export async function answerAnnexRequest(exchange: AnnexReceiver, request: AnnexRequest): Promise<AnnexResponse> {
  if (request.path !== ENVELOPES_PATH && request.path !== PULLS_PATH) return problem(NOT_FOUND, 'ANNEX_UNKNOWN')
  if (request.method !== 'POST') return problem(METHOD_NOT_ALLOWED, 'ANNEX_MALFORMED')
  try {
    if (request.path === ENVELOPES_PATH) {
      await exchange.receive(request.body)
      return { status: NO_CONTENT, mediaType: ANNEX_MEDIA_TYPE, body: new Uint8Array(0) }
    }
    const { envelope } = await exchange.answerPull(request.body)
    return { status: OK, mediaType: ANNEX_MEDIA_TYPE, body: envelope }
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    return problem(STATUS[error.code] ?? UNPROCESSABLE, error.code)
  }
}

/** Code alone: facts stay with who refused. */
function problem(status: number, code: VaultErrorCode): AnnexResponse {
  const body = utf8Encode(canonicalText({ code, status, title: code, type: `urn:xiezhi:${code}` }))
  return { status, mediaType: PROBLEM, body }
}
