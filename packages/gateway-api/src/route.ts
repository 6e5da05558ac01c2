import type { Static, TSchema } from 'typebox'
import type { Authority, Role } from './role.ts'

export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** What kind of subject the answer of an audited read is about. */
export type AuditSubject = 'lawyer' | 'case' | 'verification' | 'record' | 'register' | 'order' | 'entry' | 'own'

export interface Audit {
  readonly subject: AuditSubject
  /** Parameter of the path, query or body that names the subject; absent: the list as a whole. */
  readonly param?: string
  /** Parameter that names the case for which it is read: without one, or without a part in it, it is refused. */
  readonly caseParam?: string
  /** Why the role may read it. */
  readonly purpose: string
}

/**
 * `public`: without a session. `session`: any signed-in person of the listener. A list: persons who have one of the roles.
 */
export type Access = 'public' | 'session' | readonly Role[]

/** How the answer travels: most are JSON; an event stream and plain text have no response schema that is checked. */
export type Transfer = 'json' | 'events' | 'text' | 'redirect' | 'file'

export interface RouteDefinition<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
> {
  readonly method: 'GET' | 'POST'
  /** Fastify's form: `/api/v1/cases/:caseId`. */
  readonly path: string
  readonly listeners: readonly Authority[]
  readonly access: Access
  readonly summary: Bilingual
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly response: R
  /** An act: takes `Idempotency-Key` and answers 202 with a row of the outbox. */
  readonly isAct: boolean
  /** A read of personal or case data: written to the audit table before the answer. Null: nothing of the kind is read. */
  readonly audit: Audit | null
  readonly transfer: Transfer
}

/** What a caller gives to a route; parts that a route does not have are absent. */
export type RouteInput<D> =
  D extends RouteDefinition<infer P, infer Q, infer B> ? Part<'params', P> & Part<'query', Q> & Part<'body', B> : never

type Part<N extends string, S extends TSchema> = keyof Static<S> extends never
  ? { readonly [name in N]?: undefined }
  : Partial<Static<S>> extends Static<S>
    ? { readonly [name in N]?: Static<S> }
    : { readonly [name in N]: Static<S> }

export type RouteOutput<D> = D extends RouteDefinition<TSchema, TSchema, TSchema, infer R> ? Static<R> : never
