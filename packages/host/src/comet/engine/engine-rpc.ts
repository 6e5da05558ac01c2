import { Agent, request } from 'node:http'
import type { Json } from '@xiezhi/codec'
import { WebSocket } from 'ws'
import { HostError } from '../../embedded/host-error.ts'
import { RpcError } from '../../embedded/rpc/rpc-error.ts'

const CALL_TIMEOUT_MS = 15_000
/** An answer of the engine; results of a full block are the largest. */
const ANSWER_BYTES_MAX = 512 * 1024 * 1024

interface Answer {
  readonly id?: number
  readonly result?: Json
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string }
}

export interface EngineCall {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
}

/** The engine's own RPC, behind a Unix socket that only its owner may open. */
export class EngineRpc {
  readonly #socketPath: string
  readonly #agent = new Agent({ keepAlive: true })

  constructor(socketPath: string) {
    this.#socketPath = socketPath
  }

  /** @throws RpcError as the engine answers; HostError HOST_ENGINE_SILENT */
  async call(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Json> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    return this.#answer(method, await this.#exchange(method, { method: 'POST', path: '/', body }))
  }

  /**
   * Calls that the engine makes one after the other, in one exchange: an answer or an RpcError for each, in their order.
   * @throws HostError HOST_ENGINE_SILENT
   */
  async callAll(calls: readonly EngineCall[]): Promise<(Json | RpcError)[]> {
    const method = calls[0]?.method ?? ''
    const body = JSON.stringify(calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call })))
    const answers = parsed(method, await this.#exchange(method, { method: 'POST', path: '/', body }))
    // To one call the engine answers without a list.
    const byId = new Map(([answers].flat() as Answer[]).map((answer) => [answer.id, answer]))
    return calls.map((call, id) => {
      const answer = byId.get(id)
      if (answer === undefined) throw new HostError('HOST_ENGINE_SILENT', { method: call.method, reason: 'no answer' })
      return outcomeOf(answer)
    })
  }

  /** The same with parameters in the notation of a URI. */
  async callUri(method: string, params: Readonly<Record<string, unknown>>): Promise<Json> {
    const search = new URLSearchParams(params as Record<string, string>)
    return this.#answer(
      method,
      await this.#exchange(method, { method: 'GET', path: `/${method}?${search.toString()}` }),
    )
  }

  openSocket(): WebSocket {
    return new WebSocket(`ws+unix:${this.#socketPath}:/websocket`)
  }

  close(): void {
    this.#agent.destroy()
  }

  #answer(method: string, text: string): Json {
    const outcome = outcomeOf(parsed(method, text) as Answer)
    if (outcome instanceof RpcError) throw outcome
    return outcome
  }

  #exchange(
    method: string,
    { body, ...line }: { readonly method: string; readonly path: string; readonly body?: string },
  ): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
        reject(new HostError('HOST_ENGINE_SILENT', { method, reason }, error))
      }
      const headers = { 'content-type': 'application/json', host: 'localhost' }
      const asked = request({ ...line, socketPath: this.#socketPath, agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = []
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > ANSWER_BYTES_MAX) response.destroy()
          chunks.push(chunk)
        })
        response.on('end', () => {
          resolve(Buffer.concat(chunks).toString('utf8'))
        })
        response.on('error', fail)
      })
      asked.setTimeout(CALL_TIMEOUT_MS, () => asked.destroy())
      asked.on('error', fail)
      asked.end(body)
    })
  }
}

function outcomeOf({ result, error }: Answer): Json | RpcError {
  return error === undefined ? (result ?? null) : new RpcError(error.code, error.message, error.data ?? '')
}

/** @throws HostError HOST_ENGINE_SILENT */
function parsed(method: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HostError('HOST_ENGINE_SILENT', { method, reason: 'the answer is no JSON' }, error)
  }
}
