import type { Json } from '@xiezhi/codec'
import type { WebSocket } from 'ws'
import type { Params } from '../../embedded/rpc/params.ts'
import { internalError } from '../../embedded/rpc/rpc-error.ts'
import type { SocketMethods } from '../../embedded/rpc/rpc-server.ts'
import {
  EVENT_TYPES_MAX,
  PlainEvents,
  SOCKET_BACKLOG_BYTES_MAX,
  SUBSCRIPTIONS_PER_SOCKET_MAX,
} from '../../embedded/rpc/subscriptions.ts'
import type { CommittedBlock } from '../abci-application.ts'
import type { CometHost } from '../comet-host.ts'

/** Handed on to the engine, over a connection of its own for each client. */
const ENGINE: readonly string[] = ['subscribe', 'unsubscribe', 'unsubscribe_all']

interface Subscription {
  readonly id: Json
  readonly types: ReadonlySet<string> | undefined
}

/** Our `subscribe_events` from committed blocks; CometBFT's subscriptions by CometBFT. */
export class CometSubscriptions implements SocketMethods {
  readonly #host: CometHost
  readonly #bySocket = new Map<WebSocket, Map<string, Subscription>>()
  readonly #tunnels = new Map<WebSocket, WebSocket>()
  readonly #stop: () => void

  constructor(host: CometHost) {
    this.#host = host
    this.#stop = host.onBlock((block) => {
      if (this.#bySocket.size > 0) setImmediate(() => this.#tell(block))
    })
  }

  takes(method: string): boolean {
    return method === 'subscribe_events' || ENGINE.includes(method)
  }

  call(method: string, params: Params, socket: WebSocket, id: Json): Json | undefined {
    if (method !== 'subscribe_events') {
      this.#handOn(socket, JSON.stringify({ jsonrpc: '2.0', id, method, params: params.values }))
      return undefined
    }
    const types = params.textList('types', EVENT_TYPES_MAX)
    const key = types === undefined ? '' : JSON.stringify([...types].sort())
    const own = this.#bySocket.get(socket) ?? new Map<string, Subscription>()
    if (own.has(key)) throw internalError('already subscribed')
    if (own.size >= SUBSCRIPTIONS_PER_SOCKET_MAX)
      throw internalError(`at most ${SUBSCRIPTIONS_PER_SOCKET_MAX} subscriptions a connection`)
    own.set(key, { id, types: types === undefined ? undefined : new Set(types) })
    this.#bySocket.set(socket, own)
    return {}
  }

  drop(socket: WebSocket): void {
    this.#bySocket.delete(socket)
    this.#tunnels.get(socket)?.terminate()
    this.#tunnels.delete(socket)
  }

  close(): void {
    this.#stop()
    for (const socket of [...this.#tunnels.keys()]) this.drop(socket)
    this.#bySocket.clear()
  }

  /** A client whose tunnel breaks is cut off: it reconnects and reads what it missed. */
  #handOn(socket: WebSocket, text: string): void {
    let tunnel = this.#tunnels.get(socket)
    if (tunnel === undefined) {
      tunnel = this.#host.engine.openSocket()
      this.#tunnels.set(socket, tunnel)
      tunnel.on('message', (data) => {
        socket.send((data as Buffer).toString('utf8'))
        if (socket.bufferedAmount > SOCKET_BACKLOG_BYTES_MAX) socket.terminate()
      })
      tunnel.on('error', () => socket.close(1011, 'the engine does not answer'))
      tunnel.on('close', () => socket.close(1011, 'the engine has ended'))
    }
    if (tunnel.readyState === tunnel.OPEN) tunnel.send(text)
    else tunnel.once('open', () => this.#tunnels.get(socket)?.send(text))
  }

  #tell(block: CommittedBlock): void {
    const plain = new PlainEvents(block, block.height)
    for (const [socket, own] of this.#bySocket) {
      for (const [key, { id, types }] of own) {
        const text = plain.text(key, types)
        if (text !== undefined) socket.send(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${text}}`)
      }
      if (socket.bufferedAmount > SOCKET_BACKLOG_BYTES_MAX) socket.terminate()
    }
  }
}
