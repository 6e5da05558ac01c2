import { VAULT_ERROR_CODES, VaultError } from '../vault-error.ts'
import type { VaultErrorCode } from '../vault-error.ts'
import type { AnnexCarrier } from './carrier.ts'
import { ANNEX_MEDIA_TYPE, ENVELOPES_PATH, PULLS_PATH } from './endpoint.ts'
import { ENVELOPE_BYTES_MAX } from './envelope.ts'

const TIMEOUT_MS = 30_000
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Carries over HTTPS to the gateways of other authorities; plain HTTP on the machine itself only. */
export class HttpsCarrier implements AnnexCarrier {
  readonly #urlOf: (authority: string) => string | undefined

  constructor(urlOf: (authority: string) => string | undefined) {
    this.#urlOf = urlOf
  }

  async push(recipient: string, envelope: Uint8Array): Promise<'accepted'> {
    await this.#post(recipient, ENVELOPES_PATH, envelope)
    return 'accepted'
  }

  pull(sender: string, request: Uint8Array): Promise<Uint8Array> {
    return this.#post(sender, PULLS_PATH, request)
  }

  async #post(authority: string, path: string, body: Uint8Array): Promise<Uint8Array> {
    const url = addressOf(this.#urlOf(authority), path)
    let response: Response
    try {
      response = await fetch(url, {
        method: 'POST',
        body: new Uint8Array(body),
        headers: { 'content-type': ANNEX_MEDIA_TYPE },
        // Whoever answers for another address is not the authority's gateway.
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
    } catch {
      throw new VaultError('CARRIER_FAILED', { status: 'no connection' })
    }
    const answer = await limitedBody(response)
    if (response.ok) return answer
    throw refusalOf(response.status, answer)
  }
}

function addressOf(base: string | undefined, path: string): URL {
  const url = base === undefined || !URL.canParse(base) ? undefined : new URL(path, base)
  const secret = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname))
  if (url === undefined || !secret) throw new VaultError('CARRIER_FAILED', { status: 'no address' })
  return url
}

async function limitedBody(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const part of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      bytes += part.length
      if (bytes > ENVELOPE_BYTES_MAX) throw new VaultError('ANNEX_OVERSIZED', { bytesMax: ENVELOPE_BYTES_MAX })
      parts.push(part)
    }
  } catch (error) {
    if (error instanceof VaultError) throw error
    throw new VaultError('CARRIER_FAILED', { status: 'cut off' })
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** The code that the other gateway gave, if it is one of ours. */
function refusalOf(status: number, body: Uint8Array): VaultError {
  try {
    const { code } = JSON.parse(Buffer.from(body).toString('utf8')) as { readonly code?: unknown }
    const known = VAULT_ERROR_CODES.find((one): one is VaultErrorCode => one === code)
    if (known !== undefined) return new VaultError(known)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return new VaultError('CARRIER_FAILED', { status })
}
