import { ApiError } from './api-error.ts'
import type { ClientErrorCode } from './api-error.ts'
import { parseProjection, PROJECTION_HEADER } from './projection-state.ts'
import type { ProjectionState } from './projection-state.ts'
import { routeOf } from './routes.ts'
import type { RouteName, Routes } from './routes.ts'
import type { RouteInput, RouteOutput } from './route.ts'
import type { Problem } from './schemas/problem.ts'

/** The part of `fetch` that the client uses. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>

export interface FetchInit {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string
  readonly credentials: 'same-origin'
  readonly redirect: 'error'
}

export interface FetchAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}

export interface ClientOptions {
  readonly fetch: Fetch
  /** Empty for the own origin. */
  readonly baseUrl?: string
  /** Value of `csrfToken` in the session; asked for at each POST. */
  readonly csrfToken: () => string | null
  /** A new key for each act of the user; the same for its repetition. */
  readonly idempotencyKey: () => string
  /** Told of each answer that says how far the gateway's rows are. */
  readonly onProjection?: (state: ProjectionState) => void
  /** Sent with each call, such as a language. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface CallOptions {
  /** Repeats an act under the key of its first attempt. */
  readonly idempotencyKey?: string
  /** Of an act: `shownId` of the preview that the officer saw. */
  readonly shownId?: string
  /** Of an act: the row is asked for as it stands at its end, or after so long; at once where absent. */
  readonly waitSeconds?: number
}

type Input<N extends RouteName> = RouteInput<Routes[N]>
type Output<N extends RouteName> = RouteOutput<Routes[N]>
type Arguments<N extends RouteName> =
  Partial<Input<N>> extends Input<N>
    ? [input?: Input<N>, options?: CallOptions]
    : [input: Input<N>, options?: CallOptions]

/** Calls a route by its name. @throws ApiError */
export interface GatewayClient {
  readonly call: <N extends RouteName>(name: N, ...args: Arguments<N>) => Promise<Output<N>>
  /** Where a route is: for links, downloads and event streams. */
  readonly url: <N extends RouteName>(name: N, ...args: Arguments<N>) => string
}

export const CSRF_HEADER = 'x-xiezhi-csrf'
export const IDEMPOTENCY_HEADER = 'idempotency-key'
/** Names the showing that an act confirms. */
export const SHOWN_HEADER = 'x-xiezhi-shown'
/** RFC 7240, section 4.3: `wait=<seconds>`. */
export const PREFER_HEADER = 'prefer'
/** The gateway holds an answer back no longer, whatever is preferred. */
export const ACT_WAIT_SECONDS_MAX = 10
/** What a page prefers: an act between two zones has ended by then, and one that has not is shown on its way. */
export const ACT_WAIT_SECONDS = 3

interface Parts {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

export function createClient(options: ClientOptions): GatewayClient {
  const baseUrl = options.baseUrl ?? ''
  return {
    url: (name, ...[input]) => baseUrl + pathOf(name, (input ?? {}) as Parts),
    call: async (name, ...[input, callOptions]) => {
      const parts = (input ?? {}) as Parts
      const answer = await send(options, baseUrl + pathOf(name, parts), initOf(options, name, parts, callOptions ?? {}))
      return (await bodyOf(answer)) as Output<typeof name>
    },
  }
}

function initOf(options: ClientOptions, name: RouteName, parts: Parts, callOptions: CallOptions): FetchInit {
  const { method, isAct } = routeOf(name)
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
  const common = { method, headers, credentials: 'same-origin', redirect: 'error' } as const
  if (method === 'GET') return common
  headers['content-type'] = 'application/json'
  headers[CSRF_HEADER] = options.csrfToken() ?? ''
  if (isAct) headers[IDEMPOTENCY_HEADER] = callOptions.idempotencyKey ?? options.idempotencyKey()
  if (isAct && callOptions.shownId !== undefined) headers[SHOWN_HEADER] = callOptions.shownId
  if (isAct && callOptions.waitSeconds !== undefined) headers[PREFER_HEADER] = `wait=${callOptions.waitSeconds}`
  return { ...common, body: JSON.stringify(parts.body ?? {}) }
}

/** Path and query of a call. */
function pathOf(name: RouteName, { params = {}, query = {} }: Parts): string {
  const path = routeOf(name).path.replace(/:([A-Za-z]+)/g, (_, field: string) =>
    encodeURIComponent(textOf(params[field])),
  )
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(textOf(value))}`)
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

/** Parameters are texts, numbers and flags; the route's schema says which. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '')
}

async function send({ fetch, onProjection }: ClientOptions, url: string, init: FetchInit): Promise<FetchAnswer> {
  try {
    const answer = await fetch(url, init)
    const state = parseProjection(answer.headers.get(PROJECTION_HEADER))
    if (state !== null) onProjection?.(state)
    return answer
  } catch (error) {
    throw clientError('OFFLINE', 0, {}, error)
  }
}

async function bodyOf(answer: FetchAnswer): Promise<unknown> {
  const { status } = answer
  const text = await answer.text()
  const body = parse(text, status)
  if (status >= 200 && status < 300) return body
  if (!isProblem(body)) throw clientError('ANSWER_MALFORMED', status, { expected: 'problem' })
  throw new ApiError(body.code, status, body.facts, body)
}

function parse(text: string, status: number): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    throw clientError('ANSWER_MALFORMED', status, { expected: 'JSON' }, error)
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' && 'facts' in body
}

function clientError(
  code: ClientErrorCode,
  status: number,
  facts: Readonly<Record<string, unknown>>,
  cause?: unknown,
): ApiError {
  return new ApiError(code, status, facts, null, cause)
}
