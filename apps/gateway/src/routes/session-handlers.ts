import type { Session } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import { cookieOptions, loginCookie, sessionCookie } from '../plugins/sessions.ts'
import { isOf } from '../session/oidc-client.ts'
import type { Identity } from '../session/oidc-client.ts'
import type { OpenSession, Person } from '../session/person.ts'
import { rolesOnLedger } from '../session/ledger-roles.ts'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'

const SSE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  // It ends with its connection: no frame around each event.
  connection: 'close',
} as const

/** The session of a request that the gate has let through. */
export function signedIn({ session }: { readonly session: OpenSession | null }): OpenSession {
  if (session === null) throw new GatewayError('SESSION_MISSING')
  return session
}

/** Signing in, the own key, and the event stream. */
export function sessionHandlers(listener: Listener): Handlers {
  const { config, sessions, oidc, keys, showings, live } = listener
  const options = cookieOptions(config.publicUrl)
  return {
    login: async ({ query, reply }) => {
      const { url, attempt } = await oidc.begin(query.returnTo ?? '/')
      const token = await sessions.beginLogin(attempt)
      void reply.setCookie(loginCookie(config.authority), token, { ...options, path: '/auth' })
      void reply.redirect(url, 302)
      return undefined
    },
    loginCallback: (call) => completeLogin(listener, call).catch((error: unknown) => showRefusal(call, error)),
    logout: async ({ request, reply, session }) => {
      if (session !== null) {
        await keys.lock(session)
        showings.forget(session)
      }
      const token = request.cookies[sessionCookie(config.authority)]
      if (token !== undefined) await sessions.end(token)
      void reply.clearCookie(sessionCookie(config.authority), options)
      return {}
    },
    getSession: ({ session }) => sessionView(listener, session),
    live: (call) => {
      if (live.isFull) throw new GatewayError('RATE_LIMITED')
      const { reply } = call
      reply.hijack()
      reply.raw.removeHeader('transfer-encoding')
      reply.raw.writeHead(200, { ...SSE_HEADERS, 'x-content-type-options': 'nosniff' })
      live.add(reply.raw, signedIn(call).person.id)
      return Promise.resolve(undefined)
    },
  }
}

/** Back from the identity provider: the attempt is taken once, and the ledger says which of the roles count. */
async function completeLogin(listener: Listener, { request, reply }: Call<'loginCallback'>): Promise<undefined> {
  const { config, sessions, oidc, zone, accounts } = listener
  const options = cookieOptions(config.publicUrl)
  const token = request.cookies[loginCookie(config.authority)]
  const attempt = token === undefined ? null : await sessions.takeLogin(token)
  void reply.clearCookie(loginCookie(config.authority), { ...options, path: '/auth' })
  if (attempt === null) throw new GatewayError('LOGIN_FAILED', { reason: 'ATTEMPT_UNKNOWN' })
  const identity = await oidc.complete(request.url.split('?')[1] ?? '', attempt)
  if (!isOf(identity, config.authority)) throw new GatewayError('AUTHORITY_MISMATCH', { authority: config.authority })
  const person = await concerned(listener, identity)
  const claimed = identity.roles.filter((role) => role !== 'PARTY' || person.party !== undefined)
  const roles = await rolesOnLedger(zone, person, claimed)
  if (roles.length === 0) throw new GatewayError('ROLE_MISSING', { authority: config.authority })
  const opened = await sessions.create(person, roles)
  try {
    await accounts.requireUnlocked(person.id)
  } catch (error) {
    await sessions.end(opened)
    throw error
  }
  void reply.setCookie(sessionCookie(config.authority), opened, options)
  void reply.redirect(attempt.returnTo, 302)
  return undefined
}

/** Of a person concerned the place in the index goes with the session; what it was made of does not. */
async function concerned({ personIndex }: Listener, { person, roles, party }: Identity): Promise<Person> {
  if (party === null || !roles.includes('PARTY')) return person
  return { ...person, party: { indexKey: await personIndex.keyOf(party) } }
}

/** A person reads words on the sign-in page; a program gets the problem. */
function showRefusal({ request, reply }: Call<'loginCallback'>, error: unknown): undefined {
  const isRead = request.headers.accept?.includes('text/html') === true
  if (!isRead || !(error instanceof GatewayError)) throw error
  void reply.redirect(`/sign-in?refused=${error.code}`, 302)
  return undefined
}

/** The place in the index stays at the gateway. */
function shownPerson({ id, name, organisation, officer, licence }: Person): NonNullable<Session['person']> {
  return { id, name, organisation, officer, licence, organisationName: null }
}

async function sessionView(listener: Listener, session: OpenSession | null): Promise<Session> {
  const { config, clock, keys, isDemonstration } = listener
  return {
    person: session === null ? null : shownPerson(session.person),
    roles: [...(session?.roles ?? [])],
    csrfToken: session?.csrfToken ?? null,
    authority: config.authority,
    authorityName: { zh: config.zh, en: config.en },
    chainId: config.zone.chainId,
    today: await clock.today(),
    nowMs: clock.nowMs(),
    locale: 'zh-CN',
    signer:
      session === null ? { isUnlocked: false, unlockedUntilMs: null, algorithm: null } : await keys.state(session),
    expiresAtMs: session?.expiresAtMs ?? null,
    isDemonstration,
  }
}
