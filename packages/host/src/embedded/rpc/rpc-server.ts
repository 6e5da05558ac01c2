import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { EmbeddedHost } from '../embedded-host.ts'
import { methods } from './methods.ts'
import { Params } from './params.ts'
import { RawJson } from './raw-json.ts'
import { internalError, invalidRequest, methodNotFound, RpcError } from './rpc-error.ts'
import type { RpcContext } from './rpc-method.ts'
import { Subscriptions } from './subscriptions.ts'

export const REQUEST_BYTES_MAX = 4 * 1024 * 1024
export const BATCH_REQUESTS_MAX = 1_000
export const SOCKETS_MAX = 256

export interface RpcPlace {
  readonly port: number
  /** Default 127.0.0.1: reached from other machines only if configured. */
  readonly address?: string
}

export interface RpcServerOptions extends RpcPlace {
  readonly host: EmbeddedHost
  readonly crypto: Crypto
}

interface Call {
  readonly id: Json
  readonly method: string
  readonly params: Params
}

/** Methods that need the connection: what they tell goes on until it closes. */
export interface SocketMethods {
  takes(method: string): boolean
  /** Undefined: somebody else answers. @throws RpcError */
  call(method: string, params: Params, socket: WebSocket, id: Json): Json | undefined
  drop(socket: WebSocket): void
  close(): void
}

/** What a server answers. */
export interface RpcService {
  /** @throws RpcError */
  call(method: string, params: Params): Json | RawJson | Promise<Json | RawJson>
  readonly subscriptions: SocketMethods
}

/** CometBFT's RPC over HTTP POST, URI and WebSocket. */
export class RpcServer {
  readonly #service: RpcService
  readonly #server: Server
  readonly #sockets: WebSocketServer
  readonly #subscriptions: SocketMethods

  private constructor(service: RpcService) {
    this.#service = service
    this.#subscriptions = service.subscriptions
    this.#server = createServer((request, response) => void this.#serve(request, response))
    this.#sockets = new WebSocketServer({ server: this.#server, path: '/websocket', maxPayload: REQUEST_BYTES_MAX })
    this.#sockets.on('connection', (socket) => {
      if (this.#sockets.clients.size > SOCKETS_MAX) return socket.close(1013, 'too many connections')
      socket.on('error', () => socket.terminate())
      socket.on('close', () => this.#subscriptions.drop(socket))
      // With one buffer type `ws` hands over a Buffer.
      socket.on(
        'message',
        (data) =>
          void this.#answerText((data as Buffer).toString('utf8'), socket).then((text) => {
            if (text !== '') socket.send(text)
          }),
      )
      return undefined
    })
  }

  static listen({ host, crypto, ...place }: RpcServerOptions): Promise<RpcServer> {
    const context: RpcContext = { host, crypto }
    const call: RpcService['call'] = (method, params) => {
      const run = Object.hasOwn(methods, method) ? methods[method] : undefined
      if (run === undefined) throw methodNotFound(method)
      return run(context, params)
    }
    return RpcServer.serve({ call, subscriptions: new Subscriptions(host, crypto) }, place)
  }

  static async serve(service: RpcService, { port, address = '127.0.0.1' }: RpcPlace): Promise<RpcServer> {
    const rpc = new RpcServer(service)
    await new Promise<void>((resolve, reject) => {
      rpc.#server.once('error', reject)
      rpc.#server.listen(port, address, () => resolve())
    })
    return rpc
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    this.#subscriptions.close()
    for (const socket of this.#sockets.clients) socket.close(1001, 'stopping')
    this.#sockets.close()
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const text =
        request.method === 'POST'
          ? await this.#answerText(await body(request))
          : await this.#answerUri(request.url ?? '/')
      response.writeHead(200, { 'content-type': 'application/json' }).end(text)
    } catch (error) {
      response.writeHead(400, { 'content-type': 'application/json' }).end(failure(-1, error))
    }
  }

  async #answerUri(url: string): Promise<string> {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const params = new Params(Object.fromEntries(searchParams), 'uri')
    const call: Call = { id: -1, method: pathname.slice(1), params }
    return this.#answer(call, undefined)
  }

  async #answerText(text: string, socket?: WebSocket): Promise<string> {
    let parsed: unknown
    try {
      parsed = JSON.parse(text)
    } catch {
      return failure(-1, new RpcError(-32700, 'Parse error', 'expected JSON'))
    }
    if (!Array.isArray(parsed)) return this.#answerOne(parsed, socket)
    if (parsed.length > BATCH_REQUESTS_MAX)
      return failure(-1, invalidRequest(`at most ${BATCH_REQUESTS_MAX} requests a batch`))
    const answers = await Promise.all(parsed.map((request) => this.#answerOne(request, socket)))
    return `[${answers.filter((answer) => answer !== '').join(',')}]`
  }

  async #answerOne(request: unknown, socket?: WebSocket): Promise<string> {
    let call: Call
    try {
      call = readCall(request)
    } catch (error) {
      return failure(-1, error)
    }
    return this.#answer(call, socket)
  }

  /** JSON text; empty where somebody else answers. */
  async #answer(call: Call, socket: WebSocket | undefined): Promise<string> {
    const { id, method, params } = call
    try {
      if (socket !== undefined && this.#subscriptions.takes(method)) {
        const told = this.#subscriptions.call(method, params, socket, id)
        return told === undefined ? '' : success(id, told)
      }
      return success(id, await this.#service.call(method, params))
    } catch (error) {
      return failure(id, error)
    }
  }
}

function readCall(request: unknown): Call {
  if (typeof request !== 'object' || request === null) throw invalidRequest('expected an object')
  const { id = -1, method, params = {} } = request as { id?: Json; method?: unknown; params?: unknown }
  if (typeof method !== 'string') throw invalidRequest('method: expected text')
  if (typeof params !== 'object' || params === null || Array.isArray(params))
    throw invalidRequest('params: expected named parameters')
  return { id, method, params: new Params(params as Record<string, unknown>) }
}

function success(id: Json, result: Json | RawJson): string {
  const text = result instanceof RawJson ? result.text : JSON.stringify(result)
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${text}}`
}

function failure(id: Json, error: unknown): string {
  const { code, message, data } = error instanceof RpcError ? error : internalError('the request could not be answered')
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code, message, data } })
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > REQUEST_BYTES_MAX) throw invalidRequest(`request over ${REQUEST_BYTES_MAX} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
