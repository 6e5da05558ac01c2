import { readFileSync } from 'node:fs'
import { pureCrypto } from '@xiezhi/crypto'
import { utf8Encode } from '@xiezhi/codec'
import { ACT_WAIT_SECONDS_MAX } from '@xiezhi/gateway-api'
import { verifyBundle } from '@xiezhi/verifier'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { finished, startTestGateway } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { AGENT, CASE_NUMBER, CASE_REF, enterLawyerAndCase, FIRM, LICENCE, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

let alliance: Alliance
let door: TestGateway
let clerk: SignedIn

beforeAll(async () => {
  alliance = await startAlliance()
  await enterLawyerAndCase(alliance)
  door = await startTestGateway(alliance, LICENCE)
  clerk = await door.signIn('court', 'clerk-1')
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

describe('signing in', () => {
  test('gives the roles that provider and ledger both know, and a token for the page', async () => {
    const session = await clerk.client.call('getSession')
    expect(session).toMatchObject({
      roles: ['COURT_CLERK', 'COURT_FILING'],
      authority: 'court',
      today,
      person: { officer: 'clerk-1', organisation: 'court-0105' },
    })
    expect(session.csrfToken).toMatch(/^[\w-]{43}$/)
  })

  test('a wrong password and an account of the other authority do not', async () => {
    await expect(door.signIn('court', 'clerk-1', 'wrong')).rejects.toThrow(/401/)
    await expect(door.signIn('justice', 'clerk-1')).rejects.toThrow(/AUTHORITY_MISMATCH/)
  })

  test('many do so in one moment', async () => {
    const colleagues = await Promise.all(Array.from({ length: 24 }, () => door.signIn('court', 'clerk-1')))
    const sessions = await Promise.all(colleagues.map(({ client }) => client.call('getSession')))
    expect(new Set(sessions.map(({ csrfToken }) => csrfToken)).size).toBe(24)
  }, 120_000)

  test('a code is good once, and only for the browser that asked for it', async () => {
    const answer = await clerk.fetch(`${door.urls.court}/auth/callback?code=invented&state=invented`)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'LOGIN_FAILED' })
  })
})

describe('a case', () => {
  test('is found by its number and shows agents and powers of attorney', async () => {
    await until(async () => ((await clerk.client.call('listCases')).items.length > 0 ? true : undefined))
    const { caseId } = await clerk.client.call('findCase', { body: { caseNumber: '(2026)京0105民初1号' } })
    expect(caseId).toBe(CASE_REF)
    const view = await clerk.client.call('getCase', { params: { caseId: CASE_REF } })
    expect(view).toMatchObject({ caseNumber: CASE_NUMBER, state: 'OPEN', agents: 1 })
    expect(view.agentList[0]).toMatchObject({
      agentId: AGENT,
      licence: LICENCE,
      admission: 'PENDING',
      letterFirmUscc: FIRM,
    })
  })

  test('that does not exist is not found', async () => {
    await expect(clerk.client.call('getCase', { params: { caseId: 'f'.repeat(32) } })).rejects.toMatchObject({
      code: 'CASE_UNKNOWN',
      status: 404,
    })
  })
})

describe('a verification', () => {
  let id: string

  test('goes from the clerk to a proved answer with every check, its rule and its statute', async () => {
    const input = { params: { caseId: CASE_REF }, body: { licence: LICENCE } }
    const row = await clerk.client.call('verifyLawyer', input, { idempotencyKey: 'first-question' })
    id = row.id
    const same = await clerk.client.call('verifyLawyer', input, { idempotencyKey: 'first-question' })
    expect(same.id).toBe(id)

    const done = await finished(clerk, id)
    expect(done.state).toBe('answered')
    expect(done.steps.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['recorded', 'signed', 'submitted', 'included', 'answered']),
    )
    const view = await clerk.client.call('getVerification', { params: { id } })
    expect(view).toMatchObject({ caseId: CASE_REF, licence: LICENCE, state: 'answered', isDisputed: false })
    expect(['PASS', 'WARN']).toContain(view.verdict)
    expect(view.proof?.key).toBe(`query/receipt/${view.dispatchId ?? ''}`)
    expect(view.bureau?.checks.length).toBeGreaterThan(3)
    for (const check of view.bureau?.checks ?? []) {
      expect(check.what.zh).not.toBe('')
      expect(check.what.en).not.toBe('')
    }
    expect(view.court?.checks.length).toBeGreaterThan(0)
    const agent = (await clerk.client.call('getCase', { params: { caseId: CASE_REF } })).agentList[0]
    expect(agent?.latestVerification).toBe(view.court?.verificationId)
  })

  test('is answered at its end to whoever prefers to wait; its repetition gives the same row', async () => {
    const input = { params: { caseId: CASE_REF }, body: { licence: LICENCE } }
    const options = { idempotencyKey: 'held-question', waitSeconds: ACT_WAIT_SECONDS_MAX }
    const row = await clerk.client.call('verifyLawyer', input, options)
    expect(row).toMatchObject({ state: 'answered', isFinal: true, result: { proof: {} } })
    expect(await clerk.client.call('getOutboxRow', { params: { id: row.id } })).toEqual(row)
    expect(await clerk.client.call('verifyLawyer', input, options)).toEqual(row)
  })

  test('the same key for another question is refused', async () => {
    const input = { params: { caseId: CASE_REF }, body: { licence: '11101201010654321', letterFirmUscc: FIRM } }
    await expect(clerk.client.call('verifyLawyer', input, { idempotencyKey: 'first-question' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      status: 409,
    })
  })

  test.each(['court', 'opposing', 'public'] as const)(
    'its %s bundle holds against the anchors of the authority',
    async (profile) => {
      const bundle = await clerk.fetch(clerk.client.url('getBundle', { params: { id }, query: { profile } }))
      const { file } = await clerk.client.call('getTrust')
      const bytes = new Uint8Array(await bundle.arrayBuffer())
      const result = verifyBundle(pureCrypto, bytes, utf8Encode(file))
      expect(result).toMatchObject({ result: 'valid' })
    },
  )

  test('each of its records has a proof for the browser', async () => {
    const { records } = await clerk.client.call('getVerification', { params: { id } })
    expect(records.length).toBe(4)
    for (const { key } of records) {
      const proof = await clerk.client.call('getRecordProof', { params: { key } })
      expect(proof).toMatchObject({ key, chainId: 'xz-court-1' })
      expect(proof.record).not.toBeNull()
    }
  })

  test('of a licence that nobody holds is answered with a bar', async () => {
    const input = { params: { caseId: CASE_REF }, body: { licence: '11101201010654321', letterFirmUscc: FIRM } }
    const row = await clerk.client.call('verifyLawyer', input)
    await finished(clerk, row.id)
    const view = await clerk.client.call('getVerification', { params: { id: row.id } })
    expect(view).toMatchObject({ verdict: 'BLOCK', court: null })
    const list = await clerk.client.call('listVerifications', { query: { limit: 1 } })
    expect(list.items[0]?.licence).toBe('11101201010654321')
    expect(list.next).not.toBeNull()
  })
})

describe('a letter of another firm', () => {
  test('is another agent: the answer is shown and joined to nobody in the case', async () => {
    const before = (await clerk.client.call('getCase', { params: { caseId: CASE_REF } })).agentList
    const body = { licence: LICENCE, letterFirmUscc: '31310000MD0000024R' }
    const row = await finished(
      clerk,
      (await clerk.client.call('verifyLawyer', { params: { caseId: CASE_REF }, body })).id,
    )
    expect(row.state).toBe('answered')
    const view = await clerk.client.call('getVerification', { params: { id: row.id } })
    expect(view).toMatchObject({ verdict: 'BLOCK', court: null })
    expect(JSON.stringify(row)).not.toContain('ReceiptOther')
    expect((await clerk.client.call('getCase', { params: { caseId: CASE_REF } })).agentList).toEqual(before)
  })
})

describe('a deposit', () => {
  const sm3 = `sm3:${'5e'.repeat(32)}`
  const other = `sha256:${'5f'.repeat(32)}`

  test('is made by the clerk, found by anybody who has the digest, and proved without case and person', async () => {
    const body = {
      kind: 'EVIDENCE' as const,
      digest: sm3,
      mediaType: 'application/pdf',
      sizeBytes: 9,
      collectedAtMs: Date.now() - 1_000,
      sourceSystem: 'PARTY_UPLOAD',
      platformId: null,
      interest: 'NOT_DECLARED' as const,
      factAtMs: null,
      preChainNotes: null,
      supersedes: null,
    }
    const row = await clerk.client.call('depositFile', { params: { caseId: CASE_REF }, body })
    expect((await finished(clerk, row.id)).state).toBe('included')
    const { items } = await clerk.client.call('listDeposits', { params: { caseId: CASE_REF } })
    expect(items).toMatchObject([{ digest: sm3, state: 'STANDING', caseId: CASE_REF }])
    const answer = await clerk.client.call('checkDeposit', { body: { digests: [sm3, other] } })
    expect(answer).toMatchObject({
      result: 'MATCH_ANCHORED',
      checks: [{ result: 'MATCH_ANCHORED', digest: sm3, proof: { chainId: 'xz-court-1' } }],
    })
    const shown = JSON.stringify(answer)
    expect(shown).not.toContain(CASE_REF)
    expect(shown).not.toContain('clerk-1')
  })

  test('of another digest is a mismatch where it is asked for, and no anchor where it is not', async () => {
    const { items } = await clerk.client.call('listDeposits', { params: { caseId: CASE_REF } })
    const depositId = items[0]?.depositId ?? ''
    const asked = await clerk.client.call('checkDeposit', { body: { digests: [other], depositId } })
    expect(asked).toMatchObject({ result: 'HASH_MISMATCH', checks: [{ depositId, digest: other }] })
    const answer = await clerk.client.call('checkDeposit', { body: { digests: [other] } })
    expect(answer).toMatchObject({ result: 'NO_ANCHOR', checks: [] })
  })
})

describe('doors that stay shut', () => {
  test('an act without the token of the page, from another origin, or without a key', async () => {
    const send = async (headers: Record<string, string>): Promise<unknown> => {
      const to = clerk.client.url('verifyLawyer', { params: { caseId: CASE_REF }, body: { licence: LICENCE } })
      const body = JSON.stringify({ licence: LICENCE })
      return (
        await clerk.fetch(to, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
      ).json()
    }
    const token = clerk.csrfToken ?? ''
    expect(await send({})).toMatchObject({ code: 'CSRF_INVALID' })
    expect(await send({ 'x-xiezhi-csrf': token, origin: 'http://elsewhere.invalid' })).toMatchObject({
      code: 'CSRF_INVALID',
    })
    expect(await send({ 'x-xiezhi-csrf': token })).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' })
  })

  test("one authority's user cannot enter the other's database", async () => {
    const password = readFileSync(`${door.config.listeners[0]?.folder ?? ''}/database.password`, 'utf8').trim()
    const port = door.config.postgres.kind === 'embedded' ? door.config.postgres.port : 0
    const connect = async (database: string): Promise<string> => {
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'xiezhi_court', password, database })
      try {
        await client.connect()
        await client.end()
        return 'entered'
      } catch (error) {
        return error instanceof pg.DatabaseError ? (error.code ?? '') : 'failed'
      }
    }
    expect(await connect('xiezhi_court')).toBe('entered')
    expect(await connect('xiezhi_justice')).toBe('42501')
  })
})
