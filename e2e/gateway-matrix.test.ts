import { CSRF_HEADER, IDEMPOTENCY_HEADER, mayUse, ROLES, ROUTE_NAMES, routeOf } from '@xiezhi/gateway-api'
import type { Role, RouteName } from '@xiezhi/gateway-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csrfOf } from '../apps/gateway/src/session/secrets.ts'
import type { RunningListener } from '../apps/gateway/src/start-listener.ts'
import { startAlliance } from './testing/alliance.ts'
import type { Alliance, AllianceKind as Authority } from './testing/alliance.ts'
import { startTestGateway } from './testing/gateway.ts'
import type { TestGateway } from './testing/gateway.ts'
import { LICENCE } from './testing/lawyer-case.ts'

const AUTHORITIES = ['court', 'justice'] as const
const WHO = [null, ...ROLES] as const
/** Answers that say "not you"; anything else came from behind the door. */
const SHUT: readonly string[] = ['SESSION_MISSING', 'ROLE_MISSING', 'ROUTE_UNKNOWN']

let alliance: Alliance
let door: TestGateway
const tokens = new Map<string, string>()

beforeAll(async () => {
  alliance = await startAlliance()
  door = await startTestGateway(alliance, LICENCE)
  for (const authority of AUTHORITIES)
    for (const role of ROLES) tokens.set(`${authority} ${role}`, await sessionWith(authority, role))
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

function running(authority: Authority): RunningListener {
  const found = door.gateway.listeners.find(({ listener }) => listener.config.authority === authority)
  if (found === undefined) throw new Error(`no listener of ${authority}`)
  return found
}

/** A session with exactly one role: persons of the alliance have several. */
function sessionWith(authority: Authority, role: Role): Promise<string> {
  // A party is known by its key of the index alone; this one is of nobody.
  const party = role === 'PARTY' ? { party: { indexKey: '0'.repeat(64) } } : {}
  const person = { id: `one-${role}`, name: role, organisation: null, officer: null, licence: null, ...party }
  return running(authority).listener.sessions.create(person, [role])
}

async function answerOf(authority: Authority, name: RouteName, role: Role | null): Promise<string> {
  const { method, path } = routeOf(name)
  const token = role === null ? undefined : tokens.get(`${authority} ${role}`)
  const { statusCode, body } = await running(authority).app.inject({
    method,
    // No parameter of a route has this form: what is let in is refused behind the door, and nothing happens.
    url: path.replace(/:[A-Za-z]+/g, '~'),
    ...(token === undefined ? {} : { cookies: { [`xz_${authority}`]: token } }),
    headers: {
      ...(token === undefined ? {} : { [CSRF_HEADER]: csrfOf(token) }),
      [IDEMPOTENCY_HEADER]: `matrix-${name}-${role ?? 'nobody'}`,
    },
    ...(method === 'POST' ? { payload: { unknownField: true } } : {}),
  })
  if (statusCode < 400) return 'OPEN'
  const { code } = JSON.parse(body) as { code: string }
  return SHUT.includes(code) ? code : 'OPEN'
}

function expected(authority: Authority, name: RouteName, role: Role | null): string {
  const { listeners, access } = routeOf(name)
  if (!listeners.includes(authority)) return 'ROUTE_UNKNOWN'
  if (mayUse(name, authority, role === null ? null : [role])) return 'OPEN'
  return role === null && access !== 'public' ? 'SESSION_MISSING' : 'ROLE_MISSING'
}

describe.each(AUTHORITIES)('%s: every role and nobody', (authority) => {
  // A stream does not end by itself; signing out ends the session that the others use.
  const tried = ROUTE_NAMES.filter((name) => routeOf(name).transfer !== 'events' && name !== 'logout')

  test.each(tried)('%s', async (name) => {
    const seen = await Promise.all(WHO.map(async (role) => [role, await answerOf(authority, name, role)]))
    expect(seen).toEqual(WHO.map((role) => [role, expected(authority, name, role)]))
  })

  test('live and logout are for whoever is signed in', async () => {
    for (const name of ['live', 'logout'] as const) {
      expect(routeOf(name).access).toBe('session')
      expect(await answerOf(authority, name, null)).toBe('SESSION_MISSING')
    }
  })
})

test('a refused read of personal data is counted, with the role and without a subject', async () => {
  expect(await answerOf('court', 'getCase', 'OPERATOR')).toBe('ROLE_MISSING')
  const volumes = await running('court').listener.audit.volumes('0001-01-01', '9999-12-31')
  const row = volumes.find(({ route, role }) => route === 'getCase' && role === 'OPERATOR')
  expect(row?.refused).toBeGreaterThan(0)
  expect(row?.reads).toBe(0)
})
