import { useQuery } from '@tanstack/react-query'
import type { keepPreviousData, UseQueryResult } from '@tanstack/react-query'
import { createClient } from '@xiezhi/gateway-api'
import type { GatewayClient, RouteInput, RouteName, RouteOutput, Routes } from '@xiezhi/gateway-api'
import { isPassing } from './problem.ts'
import { noteProjection } from './projection.ts'

const RETRY_MS = 5_000
let csrfToken: string | null = null

/** The session's token; it goes with every POST. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token
}

/** 128 random bits: a new key for each act of the person, the same for its repetition. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const client: GatewayClient = createClient({
  fetch: (url, init) => fetch(url, init),
  csrfToken: () => csrfToken,
  idempotencyKey: newIdempotencyKey,
  onProjection: noteProjection,
})

type Input<N extends RouteName> = RouteInput<Routes[N]>

export interface RouteOptions {
  readonly isEnabled?: boolean
  /** Asked anew at this interval, besides the events that the gateway sends. */
  readonly everyMs?: number
  /** What is shown while another input is asked about. */
  readonly whileAsking?: typeof keepPreviousData
}

/** Key under which the answer of a route is kept; its first part is the route's name. */
export function routeKey(name: RouteName, input: unknown = {}): readonly unknown[] {
  return [name, input]
}

/** The answer of a route, kept fresh. While the gateway cannot be reached it is asked again by itself. */
export function useRoute<N extends RouteName>(
  name: N,
  input: Input<N>,
  { isEnabled = true, everyMs, whileAsking }: RouteOptions = {},
): UseQueryResult<RouteOutput<Routes[N]>> {
  return useQuery({
    queryKey: routeKey(name, input),
    queryFn: () => (client.call as (name: N, input: Input<N>) => Promise<RouteOutput<Routes[N]>>)(name, input),
    enabled: isEnabled,
    ...(whileAsking === undefined ? {} : { placeholderData: whileAsking }),
    refetchInterval: ({ state }) => (isPassing(state.error) ? RETRY_MS : (everyMs ?? false)),
  })
}
