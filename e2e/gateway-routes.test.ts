import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ApiError } from '@xiezhi/gateway-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSPHRASE } from '../apps/gateway/src/signing/demonstration-keystores.ts'
import { startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { finished, startTestGateway } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { CASE_REF, digest, enterLawyerAndCase, LICENCE } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0
if (!hasPoppler) console.log('not run: reading the report of the gateway back (pdftotext is not installed)')

let alliance: Alliance
let door: TestGateway
let clerk: SignedIn
let bureau: SignedIn
let lawyer: SignedIn
let operator: SignedIn

beforeAll(async () => {
  alliance = await startAlliance()
  await enterLawyerAndCase(alliance)
  door = await startTestGateway(alliance, LICENCE)
  clerk = await door.signIn('court', 'clerk-1')
  bureau = await door.signIn('justice', 'bureau-1')
  lawyer = await door.signIn('justice', 'lawyer-2')
  operator = await door.signIn('court', 'court-operator')
  await until(async () => (await clerk.client.call('listCases')).items.length > 0)
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

/** `OK`, or the code and status of the refusal. */
async function answerOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'OK'
  } catch (error) {
    return error instanceof ApiError ? `${error.code} ${String(error.status)}` : String(error)
  }
}

describe('law functions', () => {
  const asked = { wording: '全权代理', specialPowers: [], acts: ['SETTLE'] }

  test('are listed, shown with the words of their fields, and evaluated with statutes', async () => {
    const { items } = await clerk.client.call('listLawFunctions')
    expect(items.map(({ name }) => name)).toContain('lawyer.powerCheck')
    const view = await clerk.client.call('getLawFunction', { params: { name: 'lawyer.powerCheck' } })
    expect(view.labels['wording']).toEqual({ zh: '授权文字', en: 'Wording' })
    const answer = await clerk.client.call('evaluateLawFunction', {
      params: { name: 'lawyer.powerCheck' },
      body: { input: asked },
    })
    expect(answer.output).toMatchObject({ verdict: 'BLOCK', missingPowers: ['SETTLE'] })
    expect(answer.reasons[0]?.statute.zh).toContain('《民事诉讼法》')
    const { items: rows } = await clerk.client.call('listLawParameters')
    expect(rows.map(({ key }) => key)).toContain('P-18-07')
    expect((await clerk.client.call('listLawParameters', { query: { area: 'nowhere' } })).items).toEqual([])
  })

  test('that do not exist, facts that do not fit, and a field that no route has are refused', async () => {
    const evaluated = (name: string, body: { input: unknown; at?: string }): Promise<string> =>
      answerOf(clerk.client.call('evaluateLawFunction', { params: { name }, body }))
    expect(await evaluated('lawyer.height', { input: {} })).toBe('SUBJECT_UNKNOWN 404')
    expect(await answerOf(clerk.client.call('getLawFunction', { params: { name: 'lawyer.height' } }))).toBe(
      'SUBJECT_UNKNOWN 404',
    )
    expect(await evaluated('lawyer.powerCheck', { input: { ...asked, acts: ['DANCE'] } })).toBe('LAW_REFUSED 400')
    expect(await evaluated('lawyer.powerCheck', { input: asked, at: '2026-02-30x' })).toBe('INPUT_INVALID 400')
  })

  test('are for whoever is signed in', async () => {
    expect((await fetch(`${door.urls.court}/api/v1/law/functions`)).status).toBe(401)
  })
})

describe('what will be signed', () => {
  test('is refused for an act that does not exist, for a read, and for a body that the act does not take', async () => {
    const shown = (act: string, body: unknown): Promise<string> =>
      answerOf(clerk.plain.call('previewAct', { body: { act, params: { caseId: CASE_REF }, body } }))
    expect(await shown('danceAct', {})).toBe('INPUT_INVALID 400')
    expect(await shown('getCase', {})).toBe('INPUT_INVALID 400')
    expect(await shown('verifyLawyer', { licence: '123' })).toBe('INPUT_INVALID 400')
    expect(await shown('orderSource', {})).toBe('ROLE_MISSING 403')
    expect((await clerk.plain.call('listOutbox')).items).toEqual([])
  })

  test('reads a number in a path as the route does: the answer to an order is shown, signed and judged by the ledger', async () => {
    const answers = [{ kind: 'SOURCE' as const, digest: digest('5d') }]
    const depositId = 'd7'.repeat(16)
    const preview = (order: string): Promise<{ shownId: string }> =>
      clerk.plain.call('previewAct', {
        body: { act: 'answerSourceOrder', params: { depositId, order }, body: { answers } },
      })
    for (const order of ['0', 'x', '1.5']) expect(await answerOf(preview(order))).toBe('INPUT_INVALID 400')
    await clerk.plain.call('unlockSigner', { body: { passphrase: DEMONSTRATION_PASSPHRASE } })
    const { shownId } = await preview('1')
    const input = { params: { depositId, order: 1 }, body: { answers } }
    const row = await finished(clerk, (await clerk.plain.call('answerSourceOrder', input, { shownId })).id)
    expect(row).toMatchObject({ state: 'refused', refusal: { codespace: 'deposit', name: 'DepositUnknown' } })
  })
})

describe('an objection', () => {
  let objectionId = ''

  test('is raised by the lawyer, seen with its grounds by the deciding organ, and in no other list', async () => {
    const row = await lawyer.client.call('raiseObjection', { body: { grounds: '登记有误（虚构）' } })
    expect((await finished(lawyer, row.id)).state).toBe('included')
    const [own] = await until(async () => {
      const { items } = await lawyer.client.call('listMyObjections')
      return items.length > 0 && items
    })
    expect(own).toMatchObject({ state: 'OPEN', grounds: '登记有误（虚构）' })
    objectionId = own?.objectionId ?? ''
    const { items } = await bureau.client.call('listObjections', { query: { state: 'OPEN' } })
    expect(items.map((one) => one.objectionId)).toEqual([objectionId])
    expect((await bureau.client.call('listObjections', { query: { state: 'UPHELD' } })).items).toEqual([])
  })

  test('without grounds, by an officer, or decided by the lawyer is refused; nothing changes', async () => {
    expect(await answerOf(lawyer.plain.call('raiseObjection', { body: { grounds: '' } }))).toBe('INPUT_INVALID 400')
    expect(await answerOf(bureau.plain.call('raiseObjection', { body: { grounds: 'x' } }))).toBe('ROLE_MISSING 403')
    const decision = { params: { objectionId }, body: { upheld: true, decisionDigest: digest('0d') } }
    expect(await answerOf(lawyer.plain.call('decideObjection', decision))).toBe('ROLE_MISSING 403')
    expect(await answerOf(lawyer.plain.call('listObjections'))).toBe('ROLE_MISSING 403')
    expect((await bureau.client.call('listObjections', { query: { state: 'OPEN' } })).items).toHaveLength(1)
  })

  test('a second one while it is open is refused by the ledger, in its own code', async () => {
    const row = await lawyer.client
      .call('raiseObjection', { body: { grounds: '再次提出（虚构）' } })
      .then(({ id }) => finished(lawyer, id))
    expect(row).toMatchObject({ state: 'refused', refusal: { codespace: 'lawyer', name: 'ObjectionOpen' } })
  })
})

describe('deadlines', () => {
  test('are a page of the court; a cursor that is none and another office are refused', async () => {
    const { items } = await clerk.client.call('listDeadlines')
    for (const { kind, text } of items) expect([kind, text.zh]).not.toContain('')
    expect(await answerOf(clerk.client.call('listDeadlines', { query: { limit: 9_999 } }))).toBe('INPUT_INVALID 400')
    expect(await answerOf(operator.client.call('listDeadlines'))).toBe('ROLE_MISSING 403')
  })
})

describe('live events', () => {
  test('tell a person of the own act, by topic and id only', async () => {
    const ended = new AbortController()
    const answer = await clerk.fetch(clerk.client.url('live'), { signal: ended.signal })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const seen: string[] = []
    const reading = (async () => {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>)
        seen.push(Buffer.from(chunk).toString())
    })().catch(() => undefined)
    const row = await clerk.client.call('verifyLawyer', { params: { caseId: CASE_REF }, body: { licence: LICENCE } })
    await until(() => Promise.resolve(seen.join('').includes(row.id)))
    expect((await finished(clerk, row.id)).state).toBe('answered')
    ended.abort()
    await reading
    const events = seen
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)) as Record<string, unknown>)
    for (const event of events) expect(Object.keys(event).sort()).toEqual(['height', 'id', 'topic'])
    expect(seen.join('')).not.toContain(LICENCE)
  })

  test('are for whoever is signed in', async () => {
    expect((await fetch(`${door.urls.court}/api/v1/live`)).status).toBe(401)
  })
})

describe('the printable report', () => {
  test('of a verification is a PDF that says what the bundle proves, and who may see it', async () => {
    const { items } = await clerk.client.call('listVerifications')
    const id = items[0]?.id ?? ''
    const answer = await clerk.fetch(clerk.client.url('getReport', { params: { id }, query: { profile: 'opposing' } }))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="report-opposing-[0-9a-f]{12}\.pdf"$/,
    )
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    if (hasPoppler) {
      const file = join(alliance.folder, 'report.pdf')
      writeFileSync(file, bytes)
      const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout
      for (const line of ['核验结论: 有效', LICENCE, 'Result: valid', 'Anchors from: tests'])
        expect(text).toContain(line)
    }
  })

  test('is refused for what does not exist, for another form of it, and for another office', async () => {
    const asked = async (who: SignedIn, id: string, query = '', file = 'report'): Promise<string> => {
      const sent = await who.fetch(`${door.urls.court}/api/v1/verifications/${id}/${file}${query}`)
      return `${((await sent.json()) as { code: string }).code} ${String(sent.status)}`
    }
    for (const id of ['no-such-verification', `${'ab'.repeat(32)}-1`, 'ab'.repeat(16)])
      for (const file of ['report', 'bundle', 'credit-report'])
        expect(await asked(clerk, id, '', file), id).toBe('VERIFICATION_UNKNOWN 404')
    expect(await asked(clerk, 'no-such-verification', '?profile=secret')).toBe('INPUT_INVALID 400')
    expect(await asked(operator, 'no-such-verification')).toBe('ROLE_MISSING 403')
  })
})

describe('a file', () => {
  const body = JSON.stringify({ digests: [digest('5c')] })
  const send = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${door.urls.court}/public/v1/deposits/checks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })

  test('is checked by anybody, without a session and its token', async () => {
    const answer = await send({})
    expect([answer.status, await answer.json()]).toMatchObject([200, { result: 'NO_ANCHOR', checks: [] }])
  })

  test('is not checked for the page of another origin', async () => {
    const answer = await send({ origin: 'http://elsewhere.invalid' })
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'CSRF_INVALID' }])
  })
})
