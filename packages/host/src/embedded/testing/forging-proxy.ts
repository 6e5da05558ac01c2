import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

type Result = Readonly<Record<string, unknown>>
/** Changes the result of a method on its way to the client; gives it back as it is where it has nothing to forge. */
export type Forgery = (method: string, result: Result) => Result

/** Stands between a light client and an RPC server, and forges. */
export class ForgingProxy {
  readonly #server: Server
  readonly #tunnels = new Set<Duplex>()
  /** Answers forged so far. */
  forged = 0

  private constructor(targetPort: number, forgery: Forgery) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        this.#pass(targetPort, Buffer.concat(chunks).toString('utf8'), forgery).then(
          (text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
          () => response.writeHead(502).end(),
        )
      })
    })
    this.#server.on('upgrade', (request, socket) => this.#tunnel(targetPort, request, socket))
  }

  /** WebSockets go through as they are: the client only opens one, to learn of events. */
  #tunnel(targetPort: number, request: IncomingMessage, socket: Duplex): void {
    const target = connect(targetPort, '127.0.0.1')
    this.#tunnels.add(socket)
    const headers = request.rawHeaders.flatMap((text, at) =>
      at % 2 === 0 ? [`${text}: ${request.rawHeaders[at + 1]}`] : [],
    )
    target.write([`GET ${request.url} HTTP/1.1`, ...headers, '', ''].join('\r\n'))
    target.pipe(socket).pipe(target)
    target.on('error', () => socket.destroy())
    socket.on('error', () => target.destroy())
  }

  static async listen(targetPort: number, forgery: Forgery): Promise<ForgingProxy> {
    const proxy = new ForgingProxy(targetPort, forgery)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    for (const socket of this.#tunnels) socket.destroy()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #pass(targetPort: number, body: string, forgery: Forgery): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${targetPort}`, { method: 'POST', body })
    const answer = (await response.json()) as { result?: Result }
    const { method } = JSON.parse(body) as { method: string }
    if (answer.result === undefined) return JSON.stringify(answer)
    const result = forgery(method, answer.result)
    if (result !== answer.result) this.forged++
    return JSON.stringify({ ...answer, result })
  }
}
