import { chmodSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { decodeRequest } from './requests.ts'
import type { AbciRequest, CheckTxRequest } from './requests.ts'
import { frame, FrameReader } from './frames.ts'
import { responses } from './responses.ts'

/** Requests of one connection that wait; above it nothing more is read from the socket. */
export const WAITING_REQUESTS_MAX = 512
/** Bytes of them; one request alone may be larger. */
export const WAITING_BYTES_MAX = 16 * 1024 * 1024
/** Transactions whose signatures are checked together. */
export const CHECKS_TOGETHER_MAX = 128

/** Flushes are answered where they arrive, checks in groups. */
export type OtherRequest = Exclude<AbciRequest, CheckTxRequest | { readonly kind: 'flush' }>

export interface AbciHandler {
  /** One answer each, in order. */
  checkTxs(requests: readonly CheckTxRequest[]): Promise<readonly Uint8Array[]>
  /** @throws what ends the conversation: the engine stops at an exception */
  handle(request: OtherRequest): Uint8Array | Promise<Uint8Array>
}

export interface AbciServerEvents {
  /** The engine has gone, or is about to: it cannot go on without any of its connections. */
  onLost(): void
  /** The application cannot go on. */
  onFault(error: unknown): void
}

/** Answers an engine over a Unix socket, each connection's requests in their order. */
export class AbciServer {
  readonly #server: Server
  readonly #connections = new Set<Connection>()
  readonly path: string

  private constructor(path: string, handler: AbciHandler, events: AbciServerEvents) {
    this.path = path
    this.#server = createServer((socket) => {
      const connection = new Connection(socket, handler, (error) => {
        events.onFault(error)
      })
      this.#connections.add(connection)
      socket.once('close', () => {
        this.#connections.delete(connection)
        events.onLost()
      })
    })
  }

  /** The socket is for its owner only. A socket that a dead process left behind is replaced. */
  static async listen(path: string, handler: AbciHandler, events: AbciServerEvents): Promise<AbciServer> {
    const abci = new AbciServer(path, handler, events)
    rmSync(path, { force: true })
    await new Promise<void>((resolve, reject) => {
      abci.#server.once('error', reject)
      abci.#server.listen(path, resolve)
    })
    chmodSync(path, 0o600)
    return abci
  }

  get connections(): number {
    return this.#connections.size
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.end()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }
}

interface Waiting {
  readonly request: AbciRequest
  readonly bytes: number
}

class Connection {
  readonly #socket: Socket
  readonly #handler: AbciHandler
  readonly #onFault: (error: unknown) => void
  readonly #frames = new FrameReader()
  readonly #waiting: Waiting[] = []
  #waitingBytes = 0
  #out: Uint8Array[] = []
  #isAnswering = false

  constructor(socket: Socket, handler: AbciHandler, onFault: (error: unknown) => void) {
    this.#socket = socket
    this.#handler = handler
    this.#onFault = onFault
    socket.on('error', () => socket.destroy())
    // Not as a Buffer, whose slices would hold on to the whole chunk.
    socket.on('data', (chunk) => this.#take(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)))
  }

  end(): void {
    this.#socket.destroy()
  }

  #take(chunk: Uint8Array): void {
    try {
      for (const message of this.#frames.push(chunk)) {
        this.#waiting.push({ request: decodeRequest(message), bytes: message.length })
        this.#waitingBytes += message.length
      }
    } catch (error) {
      this.#fail(error)
      return
    }
    if (!this.#hasRoom()) this.#socket.pause()
    if (!this.#isAnswering) void this.#answerAll()
  }

  async #answerAll(): Promise<void> {
    this.#isAnswering = true
    try {
      while (this.#waiting.length > 0) {
        const checks = this.#takeChecks()
        if (checks.length > 0) this.#out.push(...(await this.#handler.checkTxs(checks)))
        else await this.#answerNext()
        if (this.#hasRoom()) this.#socket.resume()
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#isAnswering = false
  }

  #hasRoom(): boolean {
    return this.#waiting.length <= WAITING_REQUESTS_MAX && this.#waitingBytes <= WAITING_BYTES_MAX
  }

  /** Those at the head of the queue. */
  #takeChecks(): CheckTxRequest[] {
    const end = this.#waiting.findIndex(({ request }) => request.kind !== 'checkTx')
    const count = Math.min(end < 0 ? this.#waiting.length : end, CHECKS_TOGETHER_MAX)
    return this.#takeWaiting(count) as CheckTxRequest[]
  }

  #takeWaiting(count: number): AbciRequest[] {
    return this.#waiting.splice(0, count).map(({ request, bytes }) => {
      this.#waitingBytes -= bytes
      return request
    })
  }

  async #answerNext(): Promise<void> {
    const [request] = this.#takeWaiting(1)
    if (request === undefined || request.kind === 'checkTx') return
    if (request.kind === 'flush') {
      this.#out.push(responses.flush())
      this.#write()
      return
    }
    const answer = this.#handler.handle(request)
    this.#out.push(answer instanceof Uint8Array ? answer : await answer)
  }

  #write(): void {
    const out = this.#out.map(frame)
    this.#out = []
    if (!this.#socket.destroyed) this.#socket.write(Buffer.concat(out))
  }

  #fail(error: unknown): void {
    this.#waiting.length = 0
    this.#waitingBytes = 0
    this.#out.push(responses.exception(error instanceof Error ? error.message : String(error)))
    this.#write()
    this.#socket.end()
    this.#onFault(error)
  }
}
