import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { WebSocket } from 'ws'
import type { StoredBlock } from '../chain-rows.ts'
import type { EmbeddedHost } from '../embedded-host.ts'
import { notificationsOf } from './block-events.ts'
import { parseEventQuery } from './event-query.ts'
import type { EventQuery } from './event-query.ts'
import type { Params } from './params.ts'
import { internalError, methodNotFound } from './rpc-error.ts'

export const SUBSCRIPTIONS_PER_SOCKET_MAX = 100
/** A reader that lets more than this pile up is cut off: it reconnects and reads what it missed. */
export const SOCKET_BACKLOG_BYTES_MAX = 16 * 1024 * 1024

interface Subscription {
  readonly query: EventQuery
  readonly id: Json
}

/** WebSocket subscriptions of all connections, told of each block after it is on disk. */
export class Subscriptions {
  readonly #bySocket = new Map<WebSocket, Map<string, Subscription>>()
  readonly #host: EmbeddedHost
  readonly #crypto: Crypto
  readonly #unsubscribe: () => void

  constructor(host: EmbeddedHost, crypto: Crypto) {
    this.#host = host
    this.#crypto = crypto
    this.#unsubscribe = host.onBlock((block) => this.#tell(block))
  }

  takes(method: string): boolean {
    return method === 'subscribe' || method === 'unsubscribe' || method === 'unsubscribe_all'
  }

  /** @throws RpcError */
  call(method: string, params: Params, socket: WebSocket, id: Json): Json {
    const own = this.#bySocket.get(socket) ?? new Map<string, Subscription>()
    this.#bySocket.set(socket, own)
    switch (method) {
      case 'subscribe': {
        const query = parseEventQuery(params.text('query'))
        if (own.has(query.text)) throw internalError('already subscribed')
        if (own.size >= SUBSCRIPTIONS_PER_SOCKET_MAX)
          throw internalError(`at most ${SUBSCRIPTIONS_PER_SOCKET_MAX} subscriptions a connection`)
        own.set(query.text, { query, id })
        return {}
      }
      case 'unsubscribe':
        if (!own.delete(params.text('query'))) throw internalError('subscription not found')
        return {}
      case 'unsubscribe_all':
        own.clear()
        return {}
      default:
        throw methodNotFound(method)
    }
  }

  drop(socket: WebSocket): void {
    this.#bySocket.delete(socket)
  }

  close(): void {
    this.#unsubscribe()
    this.#bySocket.clear()
  }

  #tell(block: StoredBlock): void {
    if (this.#bySocket.size === 0) return
    const before = this.#host.block(Number(block.header.height) - 1)
    const notifications = notificationsOf(this.#crypto, block, before?.commit ?? null)
    for (const [socket, own] of this.#bySocket) {
      for (const { query, id } of own.values()) {
        for (const { index, data } of notifications) {
          if (!query.matches(index)) continue
          const result = { query: query.text, data: data(), events: Object.fromEntries(index) as Json }
          socket.send(JSON.stringify({ jsonrpc: '2.0', id, result }))
        }
      }
      if (socket.bufferedAmount > SOCKET_BACKLOG_BYTES_MAX) socket.terminate()
    }
  }
}
