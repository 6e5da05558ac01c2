import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { WebSocket } from 'ws'
import type { StoredBlock } from '../chain-rows.ts'
import type { EmbeddedHost } from '../embedded-host.ts'
import { eventsOf, notificationsOf } from './block-events.ts'
import { parseEventQuery } from './event-query.ts'
import type { EventQuery } from './event-query.ts'
import { plainEvent } from './own-methods.ts'
import type { Params } from './params.ts'
import { internalError, methodNotFound } from './rpc-error.ts'

export const SUBSCRIPTIONS_PER_SOCKET_MAX = 100
/** Event types that one subscription may name. */
export const EVENT_TYPES_MAX = 64
/** A reader that lets more than this pile up is cut off: it reconnects and reads what it missed. */
export const SOCKET_BACKLOG_BYTES_MAX = 16 * 1024 * 1024

type Subscription =
  | { readonly kind: 'query'; readonly id: Json; readonly query: EventQuery }
  | {
      readonly kind: 'events'
      readonly id: Json
      readonly key: string
      readonly types: ReadonlySet<string> | undefined
    }

const METHODS: readonly string[] = ['subscribe', 'unsubscribe', 'unsubscribe_all', 'subscribe_events']

/** WebSocket subscriptions of all connections, told of each block after it is on disk and its submitters have their answers. */
export class Subscriptions {
  readonly #bySocket = new Map<WebSocket, Map<string, Subscription>>()
  readonly #host: EmbeddedHost
  readonly #crypto: Crypto
  readonly #unsubscribe: () => void
  #isOpen = true

  constructor(host: EmbeddedHost, crypto: Crypto) {
    this.#host = host
    this.#crypto = crypto
    this.#unsubscribe = host.onBlock((block) => {
      if (this.#bySocket.size > 0) setImmediate(() => this.#tell(block))
    })
  }

  takes(method: string): boolean {
    return METHODS.includes(method)
  }

  /** @throws RpcError */
  call(method: string, params: Params, socket: WebSocket, id: Json): Json {
    const own = this.#bySocket.get(socket) ?? new Map<string, Subscription>()
    this.#bySocket.set(socket, own)
    switch (method) {
      case 'subscribe': {
        const query = parseEventQuery(params.text('query'))
        return add(own, query.text, { kind: 'query', id, query })
      }
      case 'subscribe_events': {
        // Own: `{height, events: [{type, data}]}` of each block that has an event of these types; of every block without types.
        const types = params.textList('types', EVENT_TYPES_MAX)
        const key = `events ${types === undefined ? '' : JSON.stringify([...types].sort())}`
        return add(own, key, { kind: 'events', id, key, types: types === undefined ? undefined : new Set(types) })
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
    this.#isOpen = false
    this.#unsubscribe()
    this.#bySocket.clear()
  }

  #tell(block: StoredBlock): void {
    if (!this.#isOpen) return
    const height = Number(block.header.height)
    const notifications = notificationsOf(this.#crypto, block, () => this.#host.block(height - 1)?.commit ?? null)
    const plain = new PlainEvents(block, height)
    for (const [socket, own] of this.#bySocket) {
      for (const subscription of own.values()) {
        const id = JSON.stringify(subscription.id)
        if (subscription.kind === 'events') {
          const text = plain.text(subscription.key, subscription.types)
          if (text !== undefined) socket.send(`{"jsonrpc":"2.0","id":${id},"result":${text}}`)
          continue
        }
        const { query } = subscription
        for (const told of notifications.filter((one) => one.isFor(query)))
          socket.send(`{"jsonrpc":"2.0","id":${id},"result":{"query":${JSON.stringify(query.text)},${told.text()}}}`)
      }
      if (socket.bufferedAmount > SOCKET_BACKLOG_BYTES_MAX) socket.terminate()
    }
  }
}

/** @throws RpcError */
function add(own: Map<string, Subscription>, key: string, subscription: Subscription): Json {
  if (own.has(key)) throw internalError('already subscribed')
  if (own.size >= SUBSCRIPTIONS_PER_SOCKET_MAX)
    throw internalError(`at most ${SUBSCRIPTIONS_PER_SOCKET_MAX} subscriptions a connection`)
  own.set(key, subscription)
  return {}
}

/** The events of one block as text, made once for all who asked for the same types. */
export class PlainEvents {
  readonly #block: Pick<StoredBlock, 'events' | 'results'>
  readonly #height: number
  readonly #texts = new Map<string, string | undefined>()

  constructor(block: Pick<StoredBlock, 'events' | 'results'>, height: number) {
    this.#block = block
    this.#height = height
  }

  /** Undefined where none of the types occurs. */
  text(key: string, types: ReadonlySet<string> | undefined): string | undefined {
    if (this.#texts.has(key)) return this.#texts.get(key)
    const all = eventsOf(this.#block)
    const events = types === undefined ? all : all.filter(({ type }) => types.has(type))
    const isTold = types === undefined || events.length > 0
    const text = isTold ? JSON.stringify({ height: this.#height, events: events.map(plainEvent) }) : undefined
    this.#texts.set(key, text)
    return text
  }
}
