import { CSRF_HEADER, IDEMPOTENCY_HEADER, mayUse, routeOf, SHOWN_HEADER } from '@xiezhi/gateway-api'
import type { Authority, Role, RouteName } from '@xiezhi/gateway-api'
import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../gateway-error.ts'
import type { CaseParts } from '../accounts/case-parts.ts'
import type { AuditLog } from '../session/audit-log.ts'
import type { OpenSession } from '../session/person.ts'
import { isSame } from '../session/secrets.ts'
import type { SessionStore } from '../session/session-store.ts'

export interface SessionGate {
  readonly authority: Authority
  readonly origin: string
  readonly sessions: SessionStore
  readonly audit: AuditLog
  readonly parts: CaseParts
}

/** A transaction id. */
const SHOWN = /^[0-9a-f]{64}$/
const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,80}$/

/** Ports of one host share cookies: each authority has its own name. */
export function sessionCookie(authority: Authority): string {
  return `xz_${authority}`
}

export function loginCookie(authority: Authority): string {
  return `xz_${authority}_login`
}

export function cookieOptions(origin: string): {
  readonly httpOnly: true
  readonly sameSite: 'lax'
  readonly path: '/'
  readonly secure: boolean
} {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: origin.startsWith('https:') }
}

export async function sessionOf(
  { authority, sessions }: Pick<SessionGate, 'authority' | 'sessions'>,
  request: FastifyRequest,
): Promise<OpenSession | null> {
  const token = request.cookies[sessionCookie(authority)]
  return token === undefined || token === '' ? null : sessions.find(token)
}

/**
 * Lets a request through or refuses it: session, role, origin and token of the page. Nothing is open by default.
 * @throws GatewayError SESSION_MISSING, ROLE_MISSING, CSRF_INVALID, IDEMPOTENCY_KEY_MISSING
 */
export async function admit(
  gate: SessionGate,
  name: RouteName,
  request: FastifyRequest,
): Promise<{ readonly session: OpenSession | null; readonly idempotencyKey: string }> {
  const { access, method, isAct } = routeOf(name)
  const session = await sessionOf(gate, request)
  const shownId = isAct ? shownOf(request) : null
  if (access !== 'public' && session === null) throw new GatewayError('SESSION_MISSING')
  if (!mayUse(name, gate.authority, session?.roles ?? null)) {
    await noteRefusal(gate, name, session, request)
    throw new GatewayError('ROLE_MISSING', { route: name })
  }
  if (method === 'POST') requireOwnPage(gate, request)
  // A public question changes nothing and has no session whose token it could name.
  if (method === 'POST' && access !== 'public') requireToken(request, session)
  return {
    session: session === null ? null : { ...session, shownId },
    idempotencyKey: isAct ? keyOf(request) : '',
  }
}

function requireOwnPage({ origin }: SessionGate, request: FastifyRequest): void {
  const sent = request.headers.origin
  if (sent !== undefined && sent !== origin) throw new GatewayError('CSRF_INVALID')
}

function requireToken(request: FastifyRequest, session: OpenSession | null): void {
  const token = request.headers[CSRF_HEADER]
  if (session === null || typeof token !== 'string' || !isSame(session.csrfToken, token))
    throw new GatewayError('CSRF_INVALID')
}

function keyOf(request: FastifyRequest): string {
  const key = request.headers[IDEMPOTENCY_HEADER]
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key))
    throw new GatewayError('IDEMPOTENCY_KEY_MISSING', { header: IDEMPOTENCY_HEADER })
  return key
}

/** The showing that an act confirms; without one nothing is signed. */
function shownOf(request: FastifyRequest): string | null {
  const shown = request.headers[SHOWN_HEADER]
  return typeof shown === 'string' && SHOWN.test(shown) ? shown : null
}

async function noteRefusal(
  gate: SessionGate,
  name: RouteName,
  session: OpenSession | null,
  { url }: FastifyRequest,
): Promise<void> {
  const { audit } = routeOf(name)
  if (audit === null || session === null) return
  await gate.audit.note({
    person: session.person,
    role: session.roles[0] ?? 'NONE',
    route: name,
    purpose: audit.purpose,
    subject: null,
    page: url,
    refused: true,
    refusal: 'ROLE_MISSING',
  })
}

/**
 * Writes down a read of personal or case data, before the answer; refuses one for no case, or for a case of others.
 * @throws GatewayError AUDIT_UNAVAILABLE, ACCOUNT_LOCKED, CASE_REQUIRED, CASE_UNKNOWN, CASE_NOT_OWN
 */
export async function noteRead(
  { audit: log, parts }: SessionGate,
  name: RouteName,
  session: OpenSession | null,
  request: FastifyRequest,
): Promise<void> {
  const { audit, access } = routeOf(name)
  if (audit === null || session === null) return
  const asked = inputOf(request)
  const own = session.person.licence ?? session.person.party?.indexKey ?? null
  const named = audit.subject === 'own' ? own : audit.param === undefined ? null : asked[audit.param]
  const subject = typeof named === 'string' ? named : null
  const refusal = await refusalOf(() => requireOwnCase(parts, name, session, asked))
  await log.note({
    person: session.person,
    role: roleFor(access, session.roles),
    route: name,
    purpose: audit.purpose,
    subject,
    page: subject === null ? `${name} ${JSON.stringify(asked)}` : null,
    refused: refusal !== null,
    refusal: refusal?.code ?? null,
  })
  if (refusal !== null) throw refusal
}

type Asked = Readonly<Record<string, unknown>>

/** Whatever a request names, wherever it does. */
function inputOf({ body, query, params }: FastifyRequest): Asked {
  return { ...(body as object), ...(query as object), ...(params as object) }
}

/** @throws GatewayError CASE_REQUIRED, CASE_UNKNOWN, CASE_NOT_OWN: of a route that is for a case */
export async function requireOwnCase(
  parts: CaseParts,
  name: RouteName,
  { person }: OpenSession,
  asked: Asked,
): Promise<void> {
  const { audit } = routeOf(name)
  if (audit?.caseParam === undefined) return
  const caseId = asked[audit.caseParam]
  await parts.require(person, typeof caseId === 'string' ? caseId : null)
}

async function refusalOf(check: () => Promise<void>): Promise<GatewayError | null> {
  try {
    await check()
    return null
  } catch (error) {
    if (error instanceof GatewayError && error.code.startsWith('CASE_')) return error
    throw error
  }
}

function roleFor(access: ReturnType<typeof routeOf>['access'], roles: readonly Role[]): Role | 'NONE' {
  return (typeof access === 'string' ? roles[0] : roles.find((role) => access.includes(role))) ?? 'NONE'
}
