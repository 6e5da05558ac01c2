import { readFileSync } from 'node:fs'
import { Agent, request as httpsRequest } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { AdapterError } from './adapter-error.ts'

export interface TlsClientOptions {
  /** `https://127.0.0.1:8443` */
  readonly url: string
  /** Files in PEM. Without `cert` and `key` the client shows no certificate. */
  readonly ca: string
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly timeoutMs?: number | undefined
}

const TIMEOUT_MS = 30_000
const SOCKETS_MAX = 64

/** One institution's door: mutual TLS 1.2 or 1.3, connections kept open. */
export class TlsClient {
  readonly #url: URL
  readonly #agent: Agent
  readonly #timeoutMs: number

  constructor({ url, ca, cert, key, timeoutMs = TIMEOUT_MS }: TlsClientOptions) {
    this.#url = new URL(url)
    if (this.#url.protocol !== 'https:') throw new AdapterError('NOT_SENT', { reason: 'no https address' })
    this.#timeoutMs = timeoutMs
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: SOCKETS_MAX,
      minVersion: 'TLSv1.2',
      ca: readFileSync(ca),
      ...(cert === undefined || key === undefined ? {} : { cert: readFileSync(cert), key: readFileSync(key) }),
    })
  }

  /**
   * The response, its body still to be read. A failure before the body could leave is NOT_SENT, any later one OUTCOME_UNKNOWN.
   * A kept connection may have been closed by the other end: then too the bytes may have arrived.
   */
  post(path: string, body: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      let mayHaveLeft = false
      const request = httpsRequest(
        new URL(path, this.#url),
        {
          method: 'POST',
          agent: this.#agent,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
          signal: AbortSignal.timeout(this.#timeoutMs),
        },
        resolve,
      )
      request.on('socket', (socket) => {
        if (request.reusedSocket) mayHaveLeft = true
        else
          socket.once('secureConnect', () => {
            mayHaveLeft = true
          })
      })
      request.on('error', (error) => {
        const reason = 'code' in error ? String(error.code) : error.name
        // The other end's TLS turned our certificate away: nothing reached its program.
        if (/ALERT.*(CERTIFICATE|UNKNOWN_CA)/.test(reason)) mayHaveLeft = false
        reject(new AdapterError(mayHaveLeft ? 'OUTCOME_UNKNOWN' : 'NOT_SENT', { reason }))
      })
      request.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

/** @throws AdapterError OUTCOME_UNKNOWN if the body is cut off, ANSWER_MALFORMED if it is too long */
export async function bodyOf(response: IncomingMessage, bytesMax: number): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      bytes += part.length
      if (bytes > bytesMax) throw new AdapterError('ANSWER_MALFORMED', { reason: 'too long' })
      parts.push(part)
    }
  } catch (error) {
    if (error instanceof AdapterError) throw error
    throw new AdapterError('OUTCOME_UNKNOWN', { reason: 'cut off' })
  }
  return Buffer.concat(parts).toString('utf8')
}
