import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  CSRF_HEADER,
  formatProjection,
  IDEMPOTENCY_HEADER,
  mayUse,
  problem,
  PROJECTION_HEADER,
  ROUTE_NAMES,
  routeOf,
  SHOWN_HEADER,
} from '@xiezhi/gateway-api'
import type { Authority, OutboxState, ProjectionState, Role, RouteName } from '@xiezhi/gateway-api'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { ANSWERS, newRow, Refused, SHOWN_ID } from './answers.ts'
import type { Answer, Answers, Call, GatewayState } from './answers.ts'
import { evidenceFile } from './evidence.ts'

const dist = fileURLToPath(new URL('../../dist-web/', import.meta.url))
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}

/**
 * Speaks the gateway's schema over HTTP: routes, roles and headers as declared, every question and every answer checked
 * against its schema, so that a sample that the schema does not allow fails the test instead of the page.
 */
export class TestGateway {
  readonly state: GatewayState
  /** Names of the routes in the order in which they were called. */
  readonly calls: RouteName[] = []
  /** Samples or requests that broke the schema; each is a fault of the test or of the page. */
  readonly faults: string[] = []
  /** Routes that are asked and not answered, as when the gateway is slow. */
  readonly holdBack = new Set<RouteName>()
  /** What every answer says of the rows that it comes from. */
  projection: ProjectionState = { phase: 'CURRENT', height: 1, zoneHeight: 1 }
  /** Handed out in place of the recorded bundle. */
  bundle: Uint8Array | null = null
  readonly #answers: Answers
  readonly #server: Server
  readonly #streams = new Set<ServerResponse>()
  #isDown = false

  private constructor(authority: Authority, answers: Answers) {
    this.state = { authority, roles: [], isUnlocked: false, outbox: [] }
    this.#answers = { ...ANSWERS, ...answers }
    this.#server = createServer((request, response) => void this.#handle(request, response))
  }

  static async start(authority: Authority, roles: readonly Role[], answers: Answers = {}): Promise<TestGateway> {
    const gateway = new TestGateway(authority, answers)
    gateway.state.roles = roles
    await new Promise<void>((resolve) => gateway.#server.listen(0, '127.0.0.1', resolve))
    return gateway
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Another answer from now on. */
  answer<N extends RouteName>(name: N, answer: Answer<N>): void {
    Object.assign(this.#answers, { [name]: answer })
  }

  /** Moves the latest act on and tells the pages. */
  advance(...states: readonly OutboxState[]): void {
    const row = this.state.outbox.at(-1)
    if (row === undefined) throw new Error('no act has arrived')
    for (const state of states) row.steps.push({ state, atMs: Date.now() })
    const last = states.at(-1) ?? row.state
    this.state.outbox[this.state.outbox.length - 1] = {
      ...row,
      state: last,
      isFinal: last === 'answered' || last === 'included',
    }
    this.emit('outbox')
  }

  /** The ledger takes the latest act not, and the pages are told. */
  refuse(codespace: string, name: string): void {
    const row = this.state.outbox.at(-1)
    if (row === undefined) throw new Error('no act has arrived')
    const refusal = { codespace, code: 2, name, facts: {} }
    this.state.outbox[this.state.outbox.length - 1] = { ...row, state: 'refused', isFinal: true, refusal }
    this.emit('outbox')
  }

  emit(topic: string): void {
    for (const stream of this.#streams) stream.write(`data: ${JSON.stringify({ topic, id: '1', height: 1 })}\n\n`)
  }

  /** Every connection is cut and none is answered, as when the process is gone. */
  goDown(): void {
    this.#isDown = true
    this.#server.closeAllConnections()
    this.#streams.clear()
  }

  comeBack(): void {
    this.#isDown = false
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#isDown) {
      request.socket.destroy()
      return
    }
    const url = new URL(request.url ?? '/', this.url)
    const found = routeFor(request.method ?? '', url.pathname)
    if (found === null || found.name === 'login') {
      sendFile(url.pathname, response)
      return
    }
    try {
      await this.#route(
        found.name,
        { params: found.params, query: Object.fromEntries(url.searchParams) },
        request,
        response,
      )
    } catch (error) {
      if (!(error instanceof Refused)) this.faults.push(`${found.name}: ${String(error)}`)
      const { status, code, facts } = error instanceof Refused ? error : new Refused(500, 'INTERNAL')
      sendProblem(response, status, code, facts)
    }
  }

  async #route(
    name: RouteName,
    { params, query }: Pick<Call, 'params' | 'query'>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    this.calls.push(name)
    response.setHeader(PROJECTION_HEADER, formatProjection(this.projection))
    const route = routeOf(name)
    const { authority, roles } = this.state
    if (!mayUse(name, authority, roles.length === 0 ? null : roles))
      throw roles.length === 0 ? new Refused(401, 'SESSION_MISSING') : new Refused(403, 'ROLE_MISSING')
    const body = request.method === 'POST' ? (JSON.parse(await textOf(request)) as unknown) : {}
    this.#check(`${name} params`, route.params, Value.Convert(route.params, { ...params }))
    this.#check(`${name} query`, route.query, Value.Convert(route.query, { ...query }))
    this.#check(`${name} body`, route.body, body)
    if (request.method === 'POST' && route.access !== 'public' && request.headers[CSRF_HEADER] !== 'csrf-of-the-test')
      throw new Refused(403, 'CSRF_INVALID')
    if (name === 'live') return this.#stream(response)
    if (name === 'getBundle') return this.#sendBundle(query['profile'] ?? 'court', response)
    if (this.holdBack.has(name)) return
    const call = { params, query, body }
    const answer = route.isAct ? this.#act(name, call, request) : this.#read(name, call)
    this.#check(`${name} response`, route.response, answer)
    response.writeHead(route.isAct ? 202 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }

  #read(name: RouteName, call: Call): unknown {
    const answer = this.#answers[name] as ((call: Call, state: GatewayState) => unknown) | undefined
    if (answer === undefined) throw new Error('no sample')
    return answer(call, this.state)
  }

  #act(name: RouteName, call: Call, request: IncomingMessage): unknown {
    if (request.headers[IDEMPOTENCY_HEADER] === undefined) throw new Error('no idempotency key')
    if (!this.state.isUnlocked) throw new Refused(423, 'SIGNER_LOCKED')
    if (request.headers[SHOWN_HEADER] !== SHOWN_ID) throw new Refused(409, 'SIGNER_NOT_SHOWN')
    const row = newRow(name, call, this.state)
    this.state.outbox.push(row)
    return row
  }

  #check(what: string, schema: TSchema, value: unknown): void {
    if (Value.Check(schema, value)) return
    const [first] = [...Value.Errors(schema, value)]
    throw new Error(`${what} is not what the schema says: ${JSON.stringify(first)}`)
  }

  #sendBundle(profile: string, response: ServerResponse): void {
    const bytes = this.bundle ?? evidenceFile(`${profile}.json`)
    response.writeHead(200, { 'content-type': 'application/json' }).end(bytes)
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write('retry: 300\n\n')
    this.#streams.add(response)
    response.on('close', () => this.#streams.delete(response))
  }
}

const placesIn = (name: RouteName): number => routeOf(name).path.split(':').length
/** A fixed path comes before one with a place for an id, as with the gateway. */
const BY_PLACES = [...ROUTE_NAMES].sort((one, other) => placesIn(one) - placesIn(other))

function routeFor(method: string, path: string): { name: RouteName; params: Record<string, string> } | null {
  for (const name of BY_PLACES) {
    const route = routeOf(name)
    if (route.method !== method) continue
    const pattern = new RegExp(`^${route.path.replace(/:([A-Za-z]+)/g, '(?<$1>[^/]+)')}$`)
    const groups = pattern.exec(path)
    if (groups === null) continue
    const entries = Object.entries(groups.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)])
    return { name, params: Object.fromEntries(entries) as Record<string, string> }
  }
  return null
}

/** The static build; every other path is one of its pages. */
function sendFile(path: string, response: ServerResponse): void {
  const file = join(dist, path)
  const isAsset = path.startsWith('/assets/') && file.startsWith(dist) && existsSync(file)
  const served = isAsset ? file : join(dist, 'index.html')
  response.writeHead(200, {
    'content-type': TYPES[extname(served)] ?? 'application/octet-stream',
    // As the gateway says it: a browser then compiles each script once, not once a page.
    'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  createReadStream(served).pipe(response)
}

function sendProblem(
  response: ServerResponse,
  status: number,
  code: string,
  facts: Readonly<Record<string, unknown>>,
): void {
  const body = {
    type: `urn:xiezhi:problem:${code}`,
    title: { zh: `未能完成：${code}`, en: `Not done: ${code}` },
    status,
    code,
    facts,
    todo: { zh: '请更正后重试。', en: 'Correct it and try again.' },
  }
  if (!Value.Check(problem, body)) throw new Error('the problem is not one of the schema')
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
