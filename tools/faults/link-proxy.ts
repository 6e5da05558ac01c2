import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a link does to what passes it. */
export interface LinkState {
  readonly cut: boolean
  /** Added to each way. */
  readonly latencyMs: number
  /** Of each connection and way; undefined: as fast as it goes. */
  readonly bytesPerSecond?: number
}

const SOUND: LinkState = { cut: false, latencyMs: 0 }

/** A TCP link between two processes on loopback that can be cut, delayed and throttled while it is used. */
export class LinkProxy {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #state = SOUND

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
  }

  static async to(targetPort: number): Promise<LinkProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const proxy = new LinkProxy(server)
    server.on('connection', (socket) => {
      proxy.#join(socket, targetPort)
    })
    return proxy
  }

  /** A cut ends the connections that stand; others are then refused until the link is sound again. */
  set(change: Partial<LinkState>): void {
    this.#state = { ...SOUND, ...change }
    if (this.#state.cut) this.#drop()
  }

  async close(): Promise<void> {
    this.#drop()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #drop(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  #join(near: Socket, targetPort: number): void {
    if (this.#state.cut) {
      near.destroy()
      return
    }
    const far = connect(targetPort, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from)
      from.on('error', () => to.destroy())
      from.once('close', () => {
        this.#sockets.delete(from)
        to.destroy()
      })
      void this.#carry(from, to)
    }
  }

  /** One chunk after the other, so that order stays whatever the delay. */
  async #carry(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        const { latencyMs, bytesPerSecond } = this.#state
        const waitMs = latencyMs + (bytesPerSecond === undefined ? 0 : (chunk.length / bytesPerSecond) * 1_000)
        if (waitMs > 0) await sleep(waitMs)
        if (to.destroyed) return
        to.write(chunk)
      }
      to.end()
    } catch {
      // The other end has gone, or the link was cut.
      to.destroy()
    }
  }
}
