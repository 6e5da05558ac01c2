import type { Json } from '@xiezhi/codec'
import { SdkError } from './sdk-error.ts'
import type { OpenSocket, Socket, Timer } from './socket.ts'

/** A call that has no answer after this long has failed; its transaction may still be included. */
export const CALL_TIMEOUT_MS = 30_000

/** A socket that is not open after this long has failed: somebody may take connections and never answer. */
export const CONNECT_TIMEOUT_MS = 10_000

export interface Transport {
  readonly open: OpenSocket
  readonly timer: Timer
}

interface Waiting {
  readonly resolve: (value: Json) => void
  readonly reject: (error: unknown) => void
  readonly stopTimer: () => void
}

interface Answer {
  readonly id?: number
  readonly result?: Json
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string }
}

/** JSON-RPC 2.0 over one WebSocket, many calls under way at once. */
export class JsonRpc {
  readonly #socket: Socket
  readonly #timer: Timer
  readonly #waiting = new Map<number, Waiting>()
  readonly #subscribers = new Map<number, (result: Json) => void>()
  readonly #closed: (() => void)[] = []
  #next = 1
  #open = true

  private constructor(socket: Socket, timer: Timer) {
    this.#socket = socket
    this.#timer = timer
    socket.onmessage = ({ data }) => {
      try {
        this.#take(String(data))
      } catch (error) {
        // Nothing that this node says can be relied on any more.
        if (!(error instanceof SdkError)) throw error
        this.close()
      }
    }
    socket.onclose = () => this.#end()
    socket.onerror = () => socket.close()
  }

  /** @throws SdkError CONNECTION_FAILED */
  static connect(url: string, { open, timer }: Transport): Promise<JsonRpc> {
    return new Promise((resolve, reject) => {
      const socket = open(url)
      const fail = (reason: string): void => {
        stopTimer()
        reject(new SdkError('CONNECTION_FAILED', { url, reason }))
      }
      const stopTimer = timer.after(CONNECT_TIMEOUT_MS, () => {
        fail('late')
        socket.close()
      })
      socket.onopen = () => {
        stopTimer()
        resolve(new JsonRpc(socket, timer))
      }
      socket.onerror = () => {
        fail('refused')
      }
      socket.onclose = () => {
        fail('closed')
      }
    })
  }

  onClose(run: () => void): void {
    this.#closed.push(run)
  }

  /** @throws SdkError CONNECTION_CLOSED, ANSWER_LATE, RPC_ERROR */
  call(method: string, params: Readonly<Record<string, Json>> = {}): Promise<Json> {
    return this.#send(method, params).answer
  }

  /** Calls `take` with the result of each event until the connection closes. @throws as `call` */
  async subscribe(method: string, params: Readonly<Record<string, Json>>, take: (result: Json) => void): Promise<void> {
    const { id, answer } = this.#send(method, params)
    this.#subscribers.set(id, take)
    try {
      await answer
    } catch (error) {
      this.#subscribers.delete(id)
      throw error
    }
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#timer.after(ms, resolve))
  }

  close(): void {
    this.#socket.close()
    this.#end()
  }

  #send(
    method: string,
    params: Readonly<Record<string, Json>>,
  ): { readonly id: number; readonly answer: Promise<Json> } {
    const id = this.#next++
    const answer = new Promise<Json>((resolve, reject) => {
      if (!this.#open) return reject(new SdkError('CONNECTION_CLOSED', { method }))
      const stopTimer = this.#timer.after(CALL_TIMEOUT_MS, () => {
        this.#waiting.delete(id)
        reject(new SdkError('ANSWER_LATE', { method, timeoutMs: CALL_TIMEOUT_MS }))
      })
      this.#waiting.set(id, { resolve, reject, stopTimer })
      return this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
    return { id, answer }
  }

  #take(text: string): void {
    const { id, result, error } = parseAnswer(text)
    if (id === undefined) return
    const waiting = this.#waiting.get(id)
    if (waiting === undefined) {
      if (result !== undefined) this.#subscribers.get(id)?.(result)
      return
    }
    this.#waiting.delete(id)
    waiting.stopTimer()
    if (error !== undefined)
      waiting.reject(new SdkError('RPC_ERROR', { rpcCode: error.code, reason: error.data ?? error.message }))
    else waiting.resolve(result ?? null)
  }

  #end(): void {
    if (!this.#open) return
    this.#open = false
    for (const { reject, stopTimer } of this.#waiting.values()) {
      stopTimer()
      reject(new SdkError('CONNECTION_CLOSED'))
    }
    this.#waiting.clear()
    this.#subscribers.clear()
    for (const run of this.#closed) run()
  }
}

/** @throws SdkError ANSWER_MALFORMED */
function parseAnswer(text: string): Answer {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer === 'object' && answer !== null) return answer
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new SdkError('ANSWER_MALFORMED', { expected: 'JSON-RPC' })
}
