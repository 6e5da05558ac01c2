import { randomBytes } from 'node:crypto'
import { encodeBundle, EvidenceError, parseBundle, TIMESTAMPS_MAX } from '@xiezhi/evidence'
import type { Bundle } from '@xiezhi/evidence'
import {
  isNormal,
  NONCE_BYTES,
  readTimestampResponse,
  readToken,
  REQUEST_TYPE,
  RESPONSE_TYPE,
  timestampRequest,
} from '@xiezhi/evidence/timestamp'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { CliError } from '../../cli-error.ts'
import { readBytes, writeFileWhole } from '../../config/home.ts'
import { Output } from '../../output.ts'

export interface TimestampOptions {
  readonly tsa: string
  readonly out: string
  readonly json?: boolean
}

const TIMEOUT_MS = 15_000
const RESPONSE_BYTES_MAX = 64 * 1024

/** Asks a time-stamping authority for a token over a bundle and saves the bundle with it. Only a digest leaves the machine. */
export async function timestamp(file: string, options: TimestampOptions): Promise<number> {
  const out = new Output(options)
  const url = authorityUrl(options.tsa)
  const bundle = readBundle(file)
  const question = {
    imprint: nodeCrypto.sha256(encodeBundle(bundle)),
    nonce: new Uint8Array(randomBytes(NONCE_BYTES)),
  }
  const answer = await ask(url, timestampRequest(question))
  const { token, genTimeMs } = tokenOf(answer, question, url)
  const stamped = encodeBundle({ ...bundle, timestamps: [...bundle.timestamps, token] })
  writeFileWhole(options.out, stamped)
  const genTime = new Date(genTimeMs).toISOString()
  out.say('bundleStamped', { file: options.out, bytes: stamped.length, genTime, host: url.host })
  out.document({ file: options.out, bytes: stamped.length, genTime, host: url.host })
  return 0
}

/** Names and passwords in an address would stand in logs. @throws CliError TSA_URL_INVALID */
function authorityUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isFit = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (!isFit) throw new CliError('TSA_URL_INVALID', 'USAGE')
  return url
}

/** @throws CliError EVIDENCE_UNREADABLE */
function readBundle(file: string): Bundle {
  const bytes = readBytes(file)
  const bundle = reading(file, () => parseBundle(bytes))
  if (bundle.version === 1) throw new CliError('EVIDENCE_UNREADABLE', 'DATA', { file, reason: 'BUNDLE_VERSION' })
  if (bundle.timestamps.length >= TIMESTAMPS_MAX)
    throw new CliError('EVIDENCE_UNREADABLE', 'DATA', { file, reason: `${TIMESTAMPS_MAX} time stamps` })
  return bundle
}

export function reading<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof EvidenceError)
      throw new CliError('EVIDENCE_UNREADABLE', 'DATA', { file, reason: error.code }, error)
    throw error
  }
}

/** @throws CliError TSA_UNREACHABLE */
async function ask(url: URL, request: Uint8Array): Promise<Uint8Array> {
  const unreachable = (reason: string, cause?: unknown): CliError =>
    new CliError('TSA_UNREACHABLE', 'UNAVAILABLE', { host: url.host, reason }, cause)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': REQUEST_TYPE, accept: RESPONSE_TYPE },
      body: new Blob([new Uint8Array(request)]),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw unreachable(`HTTP ${response.status}`)
    const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (type !== RESPONSE_TYPE) throw unreachable('content type')
    return await body(response, () => unreachable('size'))
  } catch (error) {
    if (error instanceof CliError) throw error
    throw unreachable(error instanceof Error ? error.name : 'unknown', error)
  }
}

async function body(response: Response, tooLarge: () => CliError): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const part = await reader?.read()
    if (part?.value === undefined) return new Uint8Array(Buffer.concat(parts))
    size += part.value.length
    if (size > RESPONSE_BYTES_MAX) throw tooLarge()
    parts.push(part.value)
  }
}

/** The token in the form that a bundle takes. @throws CliError TSA_REFUSED */
function tokenOf(
  answer: Uint8Array,
  question: Parameters<typeof readTimestampResponse>[1],
  url: URL,
): { readonly token: Uint8Array; readonly genTimeMs: number } {
  const refused = (reason: string, cause?: unknown): CliError =>
    new CliError('TSA_REFUSED', 'UNAVAILABLE', { host: url.host, reason }, cause)
  try {
    const { normal, genTimeMs } = readTimestampResponse(answer, question)
    if (!isNormal(normal, readToken(normal))) throw refused('TIMESTAMP_NOT_NORMAL')
    return { token: normal, genTimeMs }
  } catch (error) {
    if (error instanceof EvidenceError) throw refused(error.code, error)
    throw error
  }
}
