import { Agent, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { createClient } from '@xiezhi/gateway-api'
import type { FetchAnswer, GatewayClient } from '@xiezhi/gateway-api'
import { DEMONSTRATION_PASSWORD } from '../commands/up/gateway.ts'
import { BenchError } from './bench-error.ts'
import { textOf } from './signed-http.ts'

/** As many as a browser opens to one host. */
const SOCKETS_MAX = 6
const HOPS_MAX = 10
const PASSPHRASE = /Signing passphrase: <code>([^<]+)<\/code>/
const FORM_ACTION = /action="([^"]+)"/

interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

interface Page {
  readonly url: string
  readonly text: string
}

let keys = 0

/** One session of a person: cookies, connections that stay, and the typed client. */
export class Browser {
  readonly client: GatewayClient
  readonly #url: string
  readonly #jar = new Map<string, string>()
  readonly #agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX })
  #csrfToken: string | null = null
  #passphrase = ''

  private constructor(url: string) {
    this.#url = url
    this.client = createClient({
      baseUrl: url,
      fetch: (to, { method, headers, body }) =>
        this.#fetch(to, { method, headers, ...(body === undefined ? {} : { body }) }),
      csrfToken: () => this.#csrfToken,
      idempotencyKey: () => `bench-${process.pid}-${keys++}`,
    })
  }

  /** Through the embedded provider's page, as a person signs in. @throws BenchError WORK_REFUSED */
  static async signIn(url: string, person: string): Promise<Browser> {
    const { browser, code } = await Browser.attempt(url, person)
    if (code !== 'OK') throw new BenchError('WORK_REFUSED', { expected: 'a session', person, code })
    return browser
  }

  /** The same; `code` is `OK`, or that of the gateway's refusal. */
  static async attempt(url: string, person: string): Promise<{ readonly browser: Browser; readonly code: string }> {
    const browser = new Browser(url)
    const page = await browser.#follow(`${url}/auth/login`)
    browser.#passphrase = PASSPHRASE.exec(page.text)?.[1] ?? ''
    const action = FORM_ACTION.exec(page.text)?.[1] ?? ''
    const last = await browser.#follow(new URL(action, page.url).href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ name: person, password: DEMONSTRATION_PASSWORD }).toString(),
    })
    browser.#csrfToken = (await browser.client.call('getSession')).csrfToken
    const code = browser.#csrfToken === null ? (/"code":"([A-Z_]+)"/.exec(last.text)?.[1] ?? 'SESSION_MISSING') : 'OK'
    return { browser, code }
  }

  /** Opens the officer's key for this session, with the passphrase that the sign-in page states. */
  async unlock(): Promise<void> {
    await this.client.call('unlockSigner', { body: { passphrase: this.#passphrase } })
  }

  /** An event stream on a connection of its own; `take` gets the data of each event. Returns its end. */
  async stream(take: (data: string) => void): Promise<() => void> {
    const url = this.client.url('live')
    const { incoming, close } = await new Promise<{ incoming: IncomingMessage; close: () => void }>(
      (resolve, reject) => {
        const outgoing = request(url, { agent: false, headers: this.#cookies() }, (answer) => {
          resolve({ incoming: answer, close: () => void outgoing.destroy() })
        })
        outgoing.on('error', reject)
        outgoing.end()
      },
    )
    if (incoming.statusCode !== 200) throw new BenchError('WORK_REFUSED', { status: incoming.statusCode ?? 0 })
    let rest = ''
    incoming.setEncoding('utf8')
    incoming.on('error', () => undefined)
    incoming.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.startsWith('data: ')) take(line.slice('data: '.length))
    })
    return close
  }

  close(): void {
    this.#agent.destroy()
  }

  #cookies(): Record<string, string> {
    return this.#jar.size === 0 ? {} : { cookie: [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ') }
  }

  async #follow(to: string, sent: Sent = {}): Promise<Page> {
    let url = to
    let answer = await this.#fetch(url, sent)
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < HOPS_MAX; hops++) {
      url = new URL(answer.headers.get('location') ?? '', url).href
      answer = await this.#fetch(url, {})
    }
    return { url, text: await answer.text() }
  }

  #fetch(url: string, { method = 'GET', headers = {}, body }: Sent): Promise<FetchAnswer> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const options = { agent: this.#agent, method, headers: { ...headers, ...length, ...this.#cookies() } }
      const outgoing = request(url, options, (incoming) => {
        this.#keepCookies(incoming.headers['set-cookie'] ?? [])
        textOf(incoming).then((text) => {
          resolve({
            status: incoming.statusCode ?? 0,
            headers: { get: (name) => String(incoming.headers[name] ?? '') },
            text: () => Promise.resolve(text),
          })
        }, reject)
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  /** Ports of one host share cookies, in a browser too. */
  #keepCookies(sets: readonly string[]): void {
    for (const set of sets) {
      const [pair = ''] = set.split(';')
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
      if (value === '' || /expires=thu, 01 jan 1970/i.test(set)) this.#jar.delete(name)
      else this.#jar.set(name, value)
    }
  }
}
