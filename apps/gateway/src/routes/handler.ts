import type { RouteInput, RouteName, RouteOutput, Routes } from '@xiezhi/gateway-api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenSession } from '../session/person.ts'

type Part<N extends RouteName, P extends string> =
  RouteInput<Routes[N]> extends Readonly<Partial<Record<P, infer V>>> ? NonNullable<V> : never

/** One request, checked against its schema and let through by its access rule. */
export interface Call<N extends RouteName> {
  readonly params: Part<N, 'params'>
  readonly query: Part<N, 'query'>
  readonly body: Part<N, 'body'>
  /** Null on public routes only. */
  readonly session: OpenSession | null
  /** Of acts; empty on other routes. */
  readonly idempotencyKey: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** `undefined`: the reply has been sent. */
export type Handler<N extends RouteName> = (call: Call<N>) => Promise<RouteOutput<Routes[N]> | undefined>

/** What answers the routes; one that nothing answers is said to be not available here. */
export type Handlers = { readonly [N in RouteName]?: Handler<N> }
