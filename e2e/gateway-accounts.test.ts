import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { bundledLaw, termEnd } from '@xiezhi/law'
import { parseAuditPackage } from '@xiezhi/evidence'
import { ApiError, CSRF_HEADER } from '@xiezhi/gateway-api'
import type { AccountLock, Role } from '@xiezhi/gateway-api'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSPHRASE } from '../apps/gateway/src/signing/demonstration-keystores.ts'
import { csrfOf } from '../apps/gateway/src/session/secrets.ts'
import type { RunningListener } from '../apps/gateway/src/start-listener.ts'
import { openVault } from '../apps/gateway/src/vault/open-vault.ts'
import { deleteDuePackages, runTextClocks } from '../apps/gateway/src/vault/text-clocks.ts'
import { found, tracesOf } from '../apps/cli/src/scan/traces.ts'
import { startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { rowsOf } from './testing/database-dump.ts'
import { startTestGateway } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { CASE_REF, enterLawyerAndCase, LICENCE, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

/** `PX-T26-5.withoutCase`. */
const ALLOWED = 20
const VOLUME_KEY = 'PX-T26-5.AGENT_VERIFICATION'
/** Enacted for these tests. */
const VOLUME_ALLOWED = 3
const REASON = '误用脚本，已谈话（虚构）'

let alliance: Alliance
let door: TestGateway

beforeAll(async () => {
  alliance = await startAlliance()
  await enterLawyerAndCase(alliance)
  door = await startTestGateway(alliance, LICENCE)
  await caseIsThere(await door.signIn('court', 'judge-1'))
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

function caseIsThere(who: SignedIn): Promise<unknown> {
  return until(async () => (await who.client.call('listCases')).items.length > 0)
}

/** Invented, of nobody. */
const licenceOf = (n: number): string => `19999${String(n).padStart(12, '0')}`

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'OK',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  )
}

const look = (who: SignedIn, licence: string, caseId?: string): Promise<string> =>
  codeOf(who.client.call('lookUpLawyer', { body: { licence, ...(caseId === undefined ? {} : { caseId }) } }))

async function rows(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const { config } = door
  const [own] = config.listeners
  const port = config.postgres.kind === 'embedded' ? config.postgres.port : 0
  const password = readFileSync(join(own?.folder ?? '', 'database.password'), 'utf8').trim()
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'xiezhi_court', password, database: 'xiezhi_court' })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows
  } finally {
    await client.end()
  }
}

async function lockOf(auditor: SignedIn, person: string): Promise<AccountLock> {
  const { items } = await auditor.client.call('listAccountLocks')
  const found = items.find((one) => one.person.id === person && one.state !== 'RELEASED')
  if (found === undefined) throw new Error(`no lock of ${person}`)
  return found
}

function court(): RunningListener {
  const found = door.gateway.listeners.find(({ listener }) => listener.config.authority === 'court')
  if (found === undefined) throw new Error('no court')
  return found
}

/** A session that no sign-in gives: of a person whom the identity provider does not know, or who is locked. */
async function posted(person: string, role: Role, path: string, body: object): Promise<string> {
  const who = { id: person, name: person, organisation: null, officer: null, licence: null }
  const token = await court().listener.sessions.create(who, [role])
  const { statusCode, body: answer } = await court().app.inject({
    method: 'POST',
    url: path,
    cookies: { xz_court: token },
    headers: { [CSRF_HEADER]: csrfOf(token) },
    payload: body,
  })
  return statusCode < 400 ? 'OK' : (JSON.parse(answer) as { code: string }).code
}

describe('look-ups without a case', () => {
  let clerk: SignedIn
  let elsewhere: SignedIn
  let judge: SignedIn
  let auditor: SignedIn
  let operator: SignedIn
  let lock: AccountLock

  beforeAll(async () => {
    clerk = await door.signIn('court', 'clerk-1')
    elsewhere = await door.signIn('court', 'clerk-1')
    judge = await door.signIn('court', 'judge-1')
    auditor = await door.signIn('court', 'court-auditor')
    operator = await door.signIn('court', 'court-operator')
  })

  test('are refused with their code and counted; the first beyond the limit locks the account', async () => {
    await clerk.client.call('unlockSigner', { body: { passphrase: DEMONSTRATION_PASSPHRASE } })
    for (let n = 0; n < ALLOWED; n++) expect(await look(clerk, licenceOf(n)), String(n)).toBe('CASE_REQUIRED')
    expect(await rows('SELECT 1 FROM account_lock')).toEqual([])
    expect(await look(clerk, licenceOf(ALLOWED))).toBe('ACCOUNT_LOCKED')
    expect(await rows('SELECT person, kind, counted FROM account_lock')).toEqual([
      { person: 'clerk-1', kind: 'WITHOUT_CASE', counted: ALLOWED + 1 },
    ])
  })

  test('end every session of the person, and nobody else’s', async () => {
    expect(await look(clerk, LICENCE, CASE_REF)).toBe('SESSION_MISSING')
    expect(await codeOf(elsewhere.client.call('listCases'))).toBe('SESSION_MISSING')
    expect((await elsewhere.plain.call('getSession')).person).toBeNull()
    expect(await look(judge, LICENCE, CASE_REF)).toBe('OK')
    expect(await rows(`SELECT 1 FROM session WHERE person ->> 'id' = 'clerk-1'`)).toEqual([])
  })

  test('signing in again is refused, with words on the page for a person; it is noted', async () => {
    await expect(door.signIn('court', 'clerk-1')).rejects.toThrow(/\/auth\/callback with 423: .*ACCOUNT_LOCKED/)
    const page = await signInAsBrowser('clerk-1')
    expect([page.status, page.headers.get('location')]).toEqual([302, '/sign-in?refused=ACCOUNT_LOCKED'])
    lock = await lockOf(auditor, 'clerk-1')
    expect(lock.refusedSignIns).toBe(2)
    const events = await rows('SELECT kind, person FROM account_event WHERE kind <> $1 ORDER BY id', [
      'PACKAGE_RECORDED',
    ])
    expect(events.map(({ kind }) => kind)).toEqual(['LOCKED', 'SIGN_IN_REFUSED', 'SIGN_IN_REFUSED'])
  })

  test('a restart changes nothing of it', async () => {
    await door.restart()
    await expect(door.signIn('court', 'clerk-1')).rejects.toThrow('ACCOUNT_LOCKED')
    expect(await lockOf(auditor, 'clerk-1')).toMatchObject({ id: lock.id, state: 'LOCKED', refusedSignIns: 3 })
  })

  test('an alarm is the auditor’s, with its due time, and no clerk’s or judge’s', async () => {
    const alarm = { id: `account:${lock.id}`, kind: 'ACCOUNT_LOCKED_WITHOUT_CASE', owner: 'AUDITOR', state: 'OPEN' }
    const { items } = await auditor.client.call('listAlarms')
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ ...alarm, subject: lock.id })]))
    expect(lock.dueAtMs - lock.lockedAtMs).toBe(24 * 3_600_000)
    expect(JSON.stringify(await judge.client.call('listAlarms'))).not.toContain(lock.id)
  })

  test('the log is packed with pseudonyms only, and the ledger holds its digest and nothing else', async () => {
    const text = await packageOf(auditor, lock.id)
    const { header, rows: logged, digest } = parseAuditPackage(nodeCrypto, new TextEncoder().encode(text))
    expect(header).toMatchObject({ packageId: lock.id, kind: 'WITHOUT_CASE', limit: ALLOWED, count: ALLOWED + 1 })
    expect(logged.filter(({ refusal }) => refusal === 'CASE_REQUIRED')).toHaveLength(ALLOWED + 1)
    expect(new Set(logged.map(({ subject }) => subject)).size).toBe(ALLOWED + 1)
    for (const plain of ['clerk', 'court-0105', licenceOf(0).slice(0, 9)]) expect(text).not.toContain(plain)
    const recorded = await until(
      async () => (await alliance.court.client.query('query/auditPackage', { packageId: lock.id })) ?? undefined,
    )
    expect(recorded).toMatchObject({ packageId: lock.id, digest, officer: 'gateway' })
    expect(Object.keys(recorded as object)).toHaveLength(5)
    const { package: shown } = await until(async () => {
      const seen = await lockOf(auditor, 'clerk-1')
      return seen.package.recordedAtMs !== null && seen
    })
    expect(shown).toMatchObject({ digest, rows: logged.length, bytes: Buffer.byteLength(text) })
    const proof = await auditor.client.call('getRecordProof', { params: { key: shown.recordKey ?? '' } })
    expect(proof.record).toEqual(recorded)
  })

  test('nobody but an auditor gets the package, and neither a clerk nor the locked person unlocks', async () => {
    const params = { lockId: lock.id }
    expect(await codeOf(operator.client.call('getAuditPackage', { params }))).toBe('ROLE_MISSING')
    expect(await codeOf(judge.client.call('proposeUnlock', { params, body: { reason: REASON } }))).toBe('ROLE_MISSING')
    const path = `/api/v1/account-locks/${lock.id}`
    const reason = { reason: REASON }
    expect(await posted('clerk-1', 'AUDITOR', `${path}/unlock-proposal`, reason)).toBe('OWN_ACCOUNT')
    expect(await posted('clerk-1', 'AUDITOR', `${path}/unlock-approval`, {})).toBe('OWN_ACCOUNT')
    expect(await codeOf(auditor.client.call('approveUnlock', { params }))).toBe('NOT_IN_FORCE')
    const unknown = { lockId: '00'.repeat(16) }
    expect(await codeOf(auditor.client.call('approveUnlock', { params: unknown }))).toBe('SUBJECT_UNKNOWN')
    expect(await codeOf(auditor.client.call('proposeUnlock', { params, body: { reason: '是' } }))).toBe('INPUT_INVALID')
    expect(await lockOf(auditor, 'clerk-1')).toMatchObject({ state: 'LOCKED', proposed: null, approved: null })
    await rows(`DELETE FROM session WHERE person ->> 'id' = 'clerk-1'`)
  })

  test('two persons unlock it, one of them an auditor; the reason is kept', async () => {
    const params = { lockId: lock.id }
    const path = `/api/v1/account-locks/${lock.id}`
    await operator.client.call('proposeUnlock', { params, body: { reason: REASON } })
    expect(await codeOf(operator.client.call('approveUnlock', { params }))).toBe('SAME_PERSON')
    expect(await posted('operator-2', 'OPERATOR', `${path}/unlock-approval`, {})).toBe('AUDITOR_MISSING')
    await expect(door.signIn('court', 'clerk-1')).rejects.toThrow('ACCOUNT_LOCKED')
    const released = await auditor.client.call('approveUnlock', { params })
    expect(released).toMatchObject({
      state: 'RELEASED',
      proposed: { person: 'court-operator', role: 'OPERATOR', reason: REASON },
      approved: { person: 'court-auditor', role: 'AUDITOR' },
    })
    expect(await codeOf(auditor.client.call('approveUnlock', { params }))).toBe('NOT_IN_FORCE')
    expect(JSON.stringify((await auditor.client.call('listAlarms')).items)).not.toContain(lock.id)
    expect(await packageOf(auditor, lock.id)).toContain(lock.package.digest)
  })

  test('then counting begins anew', async () => {
    const back = await door.signIn('court', 'clerk-1')
    expect(await look(back, LICENCE, CASE_REF)).toBe('OK')
    for (let n = 0; n < ALLOWED; n++) expect(await look(back, licenceOf(n))).toBe('CASE_REQUIRED')
    await door.restart()
    expect(await look(back, licenceOf(ALLOWED))).toBe('ACCOUNT_LOCKED')
    expect(await lockOf(auditor, 'clerk-1')).toMatchObject({ kind: 'WITHOUT_CASE', count: ALLOWED + 1 })
  })
})

describe('what an unlocked account leaves behind', () => {
  const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
  let auditor: SignedIn

  const released = async (): Promise<AccountLock> => {
    const { items } = await auditor.client.call('listAccountLocks', { query: { state: 'RELEASED' } })
    const [lock] = items
    if (lock === undefined) throw new RangeError('none')
    return lock
  }

  beforeAll(async () => {
    auditor = await door.signIn('court', 'court-auditor')
  })

  test('the reason lies in the vault, and in no table in any form', async () => {
    expect((await released()).proposed).toMatchObject({ reason: REASON, reasonState: 'held' })
    expect(found(await rowsOf(court().listener.db), tracesOf(REASON))).toEqual([])
  })

  test('the reason goes after its term, with a certificate', async () => {
    const { config, db, clock } = court().listener
    const { vault } = await openVault(config, db, clock)
    const last = termEnd(bundledLaw, 'PX-X-53.unlock', today)
    await runTextClocks(db, vault, bundledLaw)
    expect(await vault.deleteDue(last)).toEqual({ fields: 0, persons: 0 })
    expect(await vault.deleteDue(nextDay(last))).toEqual({ fields: 1, persons: 1 })
    expect(vault.erasures().map(({ statement }) => statement)).toMatchObject([{ n: 1, reason: 'PURPOSE_MET' }])
    expect(await released()).toMatchObject({
      state: 'RELEASED',
      proposed: { person: 'court-operator', reason: null, reasonState: 'erased' },
    })
  })

  test('the packed log goes after its term, not its digest, and not that of an account that is locked', async () => {
    const { db } = court().listener
    const last = termEnd(bundledLaw, 'PX-X-53.auditPackage', today)
    const { id, package: log } = await released()
    expect(await deleteDuePackages(db, bundledLaw, last)).toBe(0)
    expect(await deleteDuePackages(db, bundledLaw, nextDay(last))).toBe(1)
    expect(await deleteDuePackages(db, bundledLaw, nextDay(last))).toBe(0)
    expect((await released()).package).toEqual({ ...log, bytes: null })
    expect(await codeOf(auditor.client.call('getAuditPackage', { params: { lockId: id } }))).toBe('PACKAGE_ERASED')
    const open = await lockOf(auditor, 'clerk-1')
    expect((await packageOf(auditor, open.id)).length).toBe(open.package.bytes)
  })
})

describe('look-ups for cases', () => {
  test('of another court are refused, counted like those without a case, and show nothing', async () => {
    const stranger = await door.signIn('court', 'clerk-9')
    expect(await look(stranger, LICENCE, CASE_REF)).toBe('CASE_NOT_OWN')
    expect(await look(stranger, LICENCE, 'ff'.repeat(16))).toBe('CASE_UNKNOWN')
    expect(await codeOf(stranger.client.call('getCase', { params: { caseId: CASE_REF } }))).toBe('CASE_NOT_OWN')
    const asked = { params: { caseId: CASE_REF }, body: { licence: LICENCE } }
    await stranger.plain.call('unlockSigner', { body: { passphrase: DEMONSTRATION_PASSPHRASE } })
    expect(await codeOf(stranger.client.call('verifyLawyer', asked))).toBe('CASE_NOT_OWN')
    expect(await codeOf(stranger.plain.call('verifyLawyer', asked))).toBe('CASE_NOT_OWN')
    expect(await rows(`SELECT 1 FROM outbox WHERE person = 'clerk-9'`)).toEqual([])
    const counted = await rows(`SELECT refusal FROM audit_read WHERE person = 'clerk-9' AND refused ORDER BY id`)
    expect(counted.map(({ refusal }) => refusal)).toEqual([
      'CASE_NOT_OWN',
      'CASE_UNKNOWN',
      'CASE_NOT_OWN',
      'CASE_NOT_OWN',
    ])
    for (let n = counted.length; n < ALLOWED; n++) expect(await look(stranger, LICENCE, CASE_REF)).toBe('CASE_NOT_OWN')
    expect(await look(stranger, LICENCE, CASE_REF)).toBe('ACCOUNT_LOCKED')
  })

  test('of the own court show the agent of that case, and nothing of a stranger', async () => {
    const judge = await door.signIn('court', 'judge-1')
    const ask = (licence: string) => judge.client.call('lookUpLawyer', { body: { licence, caseId: CASE_REF } })
    expect((await ask(LICENCE)).agents).toMatchObject([{ role: 'AGENT', enteredOn: today }])
    expect((await ask(licenceOf(1))).agents).toEqual([])
  })

  test('a number enacted on the ledger is the limit; the same subject again is one look-up', async () => {
    await alliance.court.act(
      {
        type: 'governance/SetParameter',
        value: {
          key: VOLUME_KEY,
          value: VOLUME_ALLOWED,
          unit: 'look-up',
          effectiveFrom: today,
          migration: 'LAW_REQUIRES_NEW',
          source: '示例规定（虚构）',
        },
      },
      'root-1',
      'root-2',
    )
    await rows(`DELETE FROM audit_read WHERE person = 'judge-1'`)
    await door.restart()
    const judge = await door.signIn('court', 'judge-1')
    await caseIsThere(judge)
    // The numbers are read from the ledger soon after the start.
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    for (let n = 0; n < VOLUME_ALLOWED; n++)
      for (let again = 0; again < 3; again++) expect(await look(judge, licenceOf(n), CASE_REF)).toBe('OK')
    expect(await look(judge, licenceOf(VOLUME_ALLOWED), CASE_REF)).toBe('ACCOUNT_LOCKED')
    const auditor = await door.signIn('court', 'court-auditor')
    expect(await lockOf(auditor, 'judge-1')).toMatchObject({
      kind: 'VOLUME',
      purpose: 'AGENT_VERIFICATION',
      parameter: VOLUME_KEY,
      limit: VOLUME_ALLOWED,
      count: VOLUME_ALLOWED + 1,
    })
  })

  test('no line of the log names a person or a licence', () => {
    const text = door.logs.join('\n')
    expect(text).toContain('ACCOUNT_LOCKED')
    for (const plain of ['clerk-1', 'judge-1', licenceOf(0).slice(0, 9), LICENCE, REASON])
      expect(text).not.toContain(plain)
  })
})

/** Goes the whole way with the header of a browser, up to the answer of the gateway. */
async function signInAsBrowser(person: string): Promise<Response> {
  const jar = new Map<string, string>()
  const accept = 'text/html'
  const send = async (to: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept, cookie, ...(init.headers as Record<string, string>) }
    const answer = await fetch(to, { ...init, headers, redirect: 'manual' })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  const page = await send((await send(`${door.urls.court}/auth/login`)).headers.get('location') ?? '')
  const form = new URL(page.headers.get('location') ?? '', page.url).href
  const action = /action="([^"]+)"/.exec(await (await send(form)).text())?.[1] ?? ''
  let answer = await send(new URL(action, form).href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name: person, password: 'invented-for-tests' }).toString(),
  })
  while (!answer.url.startsWith(door.urls.court)) answer = await send(locationOf(answer))
  return answer
}

function locationOf(answer: Response): string {
  return new URL(answer.headers.get('location') ?? '', answer.url).href
}

async function packageOf(auditor: SignedIn, lockId: string): Promise<string> {
  const answer = await auditor.fetch(auditor.client.url('getAuditPackage', { params: { lockId } }))
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
    200,
    `attachment; filename="audit-${lockId.slice(0, 12)}.json"`,
  ])
  return answer.text()
}
