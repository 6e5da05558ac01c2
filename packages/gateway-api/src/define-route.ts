import { Type } from 'typebox'
import type { TSchema } from 'typebox'
import { AUTHORITIES } from './role.ts'
import type { Authority } from './role.ts'
import type { Access, Audit, Bilingual, RouteDefinition, Transfer } from './route.ts'
import { outboxRow } from './schemas/outbox.ts'

// An empty object schema: a route without this part refuses any field in it.
const none = Type.Object({}, { additionalProperties: false })
type None = typeof none

interface Common {
  readonly path: string
  readonly listeners?: readonly Authority[]
  readonly access: Access
  readonly summary: Bilingual
}

export interface Read<P extends TSchema, Q extends TSchema, R extends TSchema> extends Common {
  readonly params?: P
  readonly query?: Q
  readonly response: R
  readonly audit?: Audit
  readonly transfer?: Transfer
}

/** A `GET`. */
export function read<R extends TSchema, P extends TSchema = None, Q extends TSchema = None>(
  route: Read<P, Q, R>,
): RouteDefinition<P, Q, None, R> {
  return {
    method: 'GET',
    path: route.path,
    listeners: route.listeners ?? AUTHORITIES,
    access: route.access,
    summary: route.summary,
    params: route.params ?? (none as unknown as P),
    query: route.query ?? (none as unknown as Q),
    body: none,
    response: route.response,
    isAct: false,
    audit: route.audit ?? null,
    transfer: route.transfer ?? 'json',
  }
}

export interface Act<P extends TSchema, B extends TSchema> extends Common {
  readonly params?: P
  readonly body?: B
}

/** A `POST` that becomes a transaction: it answers with its row in the outbox. */
export function act<P extends TSchema = None, B extends TSchema = None>(
  route: Act<P, B>,
): RouteDefinition<P, None, B, typeof outboxRow> {
  return {
    method: 'POST',
    path: route.path,
    listeners: route.listeners ?? AUTHORITIES,
    access: route.access,
    summary: route.summary,
    params: route.params ?? (none as unknown as P),
    query: none,
    body: route.body ?? (none as unknown as B),
    response: outboxRow,
    isAct: true,
    audit: null,
    transfer: 'json',
  }
}

export interface Call<P extends TSchema, B extends TSchema, R extends TSchema> extends Common {
  readonly params?: P
  readonly body?: B
  readonly response: R
  readonly audit?: Audit
  readonly transfer?: Transfer
}

/** A `POST` that changes nothing on a ledger. */
export function call<R extends TSchema, P extends TSchema = None, B extends TSchema = None>(
  route: Call<P, B, R>,
): RouteDefinition<P, None, B, R> {
  return {
    method: 'POST',
    path: route.path,
    listeners: route.listeners ?? AUTHORITIES,
    access: route.access,
    summary: route.summary,
    params: route.params ?? (none as unknown as P),
    query: none,
    body: route.body ?? (none as unknown as B),
    response: route.response,
    isAct: false,
    audit: route.audit ?? null,
    transfer: route.transfer ?? 'json',
  }
}
