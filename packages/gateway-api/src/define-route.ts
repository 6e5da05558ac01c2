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

interface Parts<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> extends Common {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly response: R
  readonly audit?: Audit
  readonly transfer?: Transfer
}

function define<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  method: 'GET' | 'POST',
  isAct: boolean,
  { path, listeners = AUTHORITIES, access, summary, params, query, body, response, audit, transfer }: Parts<P, Q, B, R>,
): RouteDefinition<P, Q, B, R> {
  return {
    method,
    path,
    listeners,
    access,
    summary,
    params: params ?? (none as unknown as P),
    query: query ?? (none as unknown as Q),
    body: body ?? (none as unknown as B),
    response,
    isAct,
    audit: audit ?? null,
    transfer: transfer ?? 'json',
  }
}

/** A `GET`. */
export function read<R extends TSchema, P extends TSchema = None, Q extends TSchema = None>(
  route: Omit<Parts<P, Q, None, R>, 'body'>,
): RouteDefinition<P, Q, None, R> {
  return define('GET', false, route)
}

/** A `POST` that becomes a transaction: it answers with its row in the outbox. */
export function act<P extends TSchema = None, B extends TSchema = None>(
  route: Omit<Parts<P, None, B, typeof outboxRow>, 'query' | 'response' | 'transfer'>,
): RouteDefinition<P, None, B, typeof outboxRow> {
  return define('POST', true, { ...route, response: outboxRow })
}

/** A `POST` that changes nothing on a ledger. */
export function call<R extends TSchema, P extends TSchema = None, B extends TSchema = None>(
  route: Omit<Parts<P, None, B, R>, 'query'>,
): RouteDefinition<P, None, B, R> {
  return define('POST', false, route)
}
