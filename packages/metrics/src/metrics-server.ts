import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { metricsText } from './metrics-text.ts'
import type { Metric } from './metrics-text.ts'

/** Whoever watches runs on the same machine. */
const ADDRESS = '127.0.0.1'
const REQUEST_TIMEOUT_MS = 5_000
const CONNECTIONS_MAX = 16

/** Something that must be so for the process to serve. */
export interface Check {
  readonly name: string
  readonly isReady: boolean
}

export interface MetricsServerOptions {
  /** 0: any free one. */
  readonly port: number
  readonly metrics: readonly Metric[]
  /** Asked anew for each request. */
  readonly checks: () => readonly Check[]
}

/** Answers `/healthz`, `/readyz` and `/metrics` of one process. */
export class MetricsServer {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  static async listen({ port, metrics, checks }: MetricsServerOptions): Promise<MetricsServer> {
    const server = createServer((request, response) => {
      try {
        answer(request, response, metrics, checks)
      } catch {
        send(response, 500, JSON_TYPE, { status: 'unavailable' })
      }
    })
    server.requestTimeout = REQUEST_TIMEOUT_MS
    server.maxConnections = CONNECTIONS_MAX
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, ADDRESS, () => {
        resolve()
      })
    })
    return new MetricsServer(server)
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve()
      })
    })
  }
}

const JSON_TYPE = 'application/json'

function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  metrics: readonly Metric[],
  checks: () => readonly Check[],
): void {
  if (method !== 'GET') {
    send(response, 405, JSON_TYPE, { status: 'unavailable' })
  } else if (url === '/metrics') {
    send(response, 200, 'text/plain; version=0.0.4', metricsText(metrics))
  } else if (url === '/healthz') {
    send(response, 200, JSON_TYPE, { status: 'ok' })
  } else if (url === '/readyz') {
    const found = checks()
    const isReady = found.every((check) => check.isReady)
    send(response, isReady ? 200 : 503, JSON_TYPE, { status: isReady ? 'ok' : 'unavailable', checks: found })
  } else {
    send(response, 404, JSON_TYPE, { status: 'unavailable' })
  }
}

function send(response: ServerResponse, status: number, type: string, body: object | string): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
}
