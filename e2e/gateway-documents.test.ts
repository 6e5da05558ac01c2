import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatDigest, pureCrypto } from '@xiezhi/crypto'
import { earlierRevisions } from '@xiezhi/documents/check'
import { sampleDocuments } from '@xiezhi/documents/testing'
import type { DocumentAnswer } from '@xiezhi/gateway-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { INSTITUTIONS_CLIENT, startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { startTestGateway } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { CASE_NUMBER, CASE_REF, digest, enterLawyerAndCase, LICENCE, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

const DAY_MS = 86_400_000
const KIND = 'QUERY_NOTICE'
/** The gateway gives number and address itself. */
const FIELDS = without(sampleDocuments[KIND], 'documentId', 'checkAt')
const PERSON = FIELDS.subjects[0]?.name ?? ''
const ID_NUMBER = FIELDS.subjects[0]?.idNumber ?? ''

let alliance: Alliance
let door: TestGateway
let enforcer: SignedIn
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xiezhi-gateway-documents-'))
  alliance = await startAlliance({ institutions: true })
  await enterLawyerAndCase(alliance)
  await alliance.court.act({ type: 'enforcement/Open', value: OPENED }, 'enforcer-1')
  door = await startTestGateway(alliance, LICENCE)
  enforcer = await door.signIn('court', 'enforcer-1')
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
  rmSync(folder, { recursive: true })
}, 60_000)

function dayBefore(days: number): string {
  return new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10)
}

const OPENED = {
  caseRef: CASE_REF,
  basisDigest: digest('01'),
  effectiveOn: dayBefore(60),
  performanceEndsOn: dayBefore(50),
  appliedOn: today,
  claim: { principalCents: 100_000_000, general: null, currency: 'CNY' },
}

interface Made {
  readonly documentId: string
  readonly digest: string
  readonly verificationCode: string
  readonly pdf: Uint8Array
}

function without<T extends object, K extends keyof T>(fields: T, ...names: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name as K))) as Omit<T, K>
}

const sm3Of = (bytes: Uint8Array): string => formatDigest({ algorithm: 'sm3', bytes: pureCrypto.sm3(bytes) })
const digestsOf = (bytes: Uint8Array): string[] => [
  sm3Of(bytes),
  formatDigest({ algorithm: 'sha256', bytes: pureCrypto.sha256(bytes) }),
]

function make(fields: Readonly<Record<string, unknown>> = FIELDS, by = enforcer): Promise<Omit<Made, 'pdf'>> {
  return by.client.call('renderDocument', { params: { caseId: CASE_REF }, body: { kind: KIND, fields } })
}

async function fileOf(documentId: string, by = enforcer): Promise<Response> {
  return by.fetch(by.client.url('getDocument', { params: { caseId: CASE_REF, documentId } }))
}

async function made(scope: string): Promise<Made> {
  const document = await make({ ...FIELDS, scope: [scope] })
  return { ...document, pdf: new Uint8Array(await (await fileOf(document.documentId)).arrayBuffer()) }
}

let instruments = 0

/** Issues an instrument whose document it is, straight on the ledger; gives its id. */
async function issue(documentDigest: string, supersedes?: string): Promise<string> {
  const instrumentId = (++instruments).toString(16).padStart(32, 'd')
  const deadlineMs = Date.now() + DAY_MS / 2
  const effect = {
    action: 'QUERY',
    asset: null,
    subject: digest('0a'),
    limitCents: null,
    currency: 'CNY',
    months: null,
    whole: false,
    measureId: null,
  }
  const relation = supersedes === undefined ? null : { kind: 'SUPERSEDES', orderId: supersedes }
  const order = { client: INSTITUTIONS_CLIENT, institution: 'bank', effect, annexDigest: null, relation }
  const value = {
    instrumentId,
    kind: KIND,
    caseRef: CASE_REF,
    documentDigest,
    emergency: false,
    validFrom: today,
    validTo: null,
    timeoutSeconds: Math.ceil(deadlineMs / 1_000),
    deadlineMs,
    orders: [order],
  }
  await alliance.court.act({ type: 'order/Issue', value }, 'enforcer-1')
  return instrumentId
}

async function orderOf(instrumentId: string): Promise<string> {
  const found = await alliance.court.client.query('order/instrument', { instrumentId })
  return (found as unknown as { orders: { orderId: string }[] }).orders[0]?.orderId ?? ''
}

/** Asked without a session, as anybody would. */
async function ask(body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  const to = `${door.urls.court}/public/v1/documents/checks`
  return fetch(to, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function check(body: object): Promise<DocumentAnswer> {
  return (await (await ask(body)).json()) as DocumentAnswer
}

function stateOf(bytes: Uint8Array, state: string): Promise<DocumentAnswer> {
  return until(async () => {
    const answer = await check({ digests: digestsOf(bytes) })
    return answer.instruments.some((one) => one.state === state) ? answer : undefined
  })
}

describe('a document', () => {
  test('is made for its case, and is the same file whenever it is read', async () => {
    const { documentId, digest: made, verificationCode } = await make()
    expect(verificationCode).toMatch(/^(.{4}-){4}.$/)
    const answer = await fileOf(documentId)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(sm3Of(new Uint8Array(await answer.arrayBuffer()))).toBe(made)
    expect(sm3Of(new Uint8Array(await (await fileOf(documentId)).arrayBuffer()))).toBe(made)
  })

  test('lacks no mandatory field, and is of a kind that exists', async () => {
    await expect(make(without(FIELDS, 'seal'))).rejects.toMatchObject({
      code: 'DOCUMENT_INVALID',
      facts: { reason: 'FIELD_MISSING', path: '/seal' },
    })
    const foreign = { params: { caseId: CASE_REF }, body: { kind: 'JUDGMENT', fields: FIELDS } }
    await expect(enforcer.client.call('renderDocument', foreign)).rejects.toMatchObject({
      code: 'DOCUMENT_INVALID',
      facts: { reason: 'KIND_UNKNOWN' },
    })
  })

  test('is nobody’s who has no part in the case', async () => {
    const { documentId } = await make()
    const stranger = await door.signIn('court', 'clerk-9')
    await expect(make(FIELDS, stranger)).rejects.toMatchObject({ code: 'CASE_NOT_OWN' })
    expect(await (await fileOf(documentId, stranger)).json()).toMatchObject({ code: 'CASE_NOT_OWN' })
    const auditor = await door.signIn('court', 'court-auditor')
    await expect(make(FIELDS, auditor)).rejects.toMatchObject({ code: 'ROLE_MISSING' })
    expect(await (await fileOf('f'.repeat(32))).json()).toMatchObject({ code: 'SUBJECT_UNKNOWN' })
  })
})

describe('whoever holds the file', () => {
  let document: Made
  let instrumentId = ''
  beforeAll(async () => {
    document = await made('存款')
  })

  test('learns that it is not issued before it is', async () => {
    expect(await check({ digests: digestsOf(document.pdf) })).toEqual({ code: null, instruments: [] })
  })

  test('learns that it is an instrument in force, with its proof, and nothing of persons', async () => {
    instrumentId = await issue(document.digest)
    const answer = await stateOf(document.pdf, 'IN_FORCE')
    expect(answer.instruments).toMatchObject([
      { instrumentId, digest: document.digest, kind: KIND, revocation: null, orders: 1, superseded: 0 },
    ])
    expect(answer.instruments[0]?.proof).toMatchObject({
      key: `order/instrument/${instrumentId}`,
      chainId: 'xz-court-1',
      record: { documentDigest: document.digest, state: 'IN_FORCE' },
    })
    const told = JSON.stringify(answer)
    for (const secret of [PERSON, ID_NUMBER, CASE_NUMBER, FIELDS.caseNumber]) expect(told).not.toContain(secret)
  })

  test('of which one byte is another learns nothing', async () => {
    for (const at of [0, Math.floor(document.pdf.length / 2), document.pdf.length - 1]) {
      const changed = document.pdf.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect((await check({ digests: digestsOf(changed) })).instruments).toEqual([])
    }
  })

  test('of which somebody added to finds the intact revision inside', async () => {
    const whole = withRevision(document.pdf)
    expect(readsAsPdf(whole)).toBe(true)
    expect((await check({ digests: digestsOf(whole) })).instruments).toEqual([])
    const revisions = earlierRevisions(whole)
    expect(revisions).toContain(document.pdf.length)
    const digests = revisions.flatMap((length) => digestsOf(whole.subarray(0, length)))
    expect((await check({ digests })).instruments).toMatchObject([{ instrumentId, digest: document.digest }])
  })

  test('learns that a later instrument took its place', async () => {
    const later = await made('股权')
    await issue(later.digest, await orderOf(instrumentId))
    const answer = await stateOf(document.pdf, 'SUPERSEDED')
    expect(answer.instruments).toMatchObject([{ orders: 1, superseded: 1 }])
    expect((await stateOf(later.pdf, 'IN_FORCE')).instruments).toHaveLength(1)
  })

  test('learns that it was revoked, and why', async () => {
    const value = { instrumentId, reason: 'SET_ASIDE' }
    await alliance.court.act({ type: 'order/Revoke', value }, 'judge-1')
    const answer = await stateOf(document.pdf, 'REVOKED')
    expect(answer.instruments).toMatchObject([{ revocation: { reason: 'SET_ASIDE' } }])
  })
})

describe('whoever holds the paper', () => {
  test('checks it by the code', async () => {
    const document = await made('车辆')
    const { verificationCode } = document
    const before = await check({ verificationCode })
    expect(before.code).toMatchObject({ isKnown: true, digest: document.digest, title: { zh: '协助查询财产通知书' } })
    expect(before.instruments).toEqual([])
    await issue(document.digest)
    await stateOf(document.pdf, 'IN_FORCE')
    expect((await check({ verificationCode })).instruments).toMatchObject([{ state: 'IN_FORCE' }])
  })

  test('a code that was mistyped is refused, and one that nobody gave is unknown', async () => {
    const wrong = await ask({ verificationCode: '0000-0000-0000-0000-0' })
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toMatchObject({ code: 'INPUT_INVALID', facts: { path: '/verificationCode' } })
    expect(await check({ verificationCode: '0000-0000-0000-0000-Z' })).toEqual({
      code: { isKnown: false, digest: null, title: null },
      instruments: [],
    })
  })

  test('asks by one of the two', async () => {
    const both = { verificationCode: '0000-0000-0000-0000-Z', digests: [digest('0b')] }
    for (const body of [{}, both, { digests: [] }, { digests: ['sm3:00'] }])
      expect(await (await ask(body)).json()).toMatchObject({ code: 'INPUT_INVALID' })
  })
})

test('what documents say is in no log, and in no plain column', async () => {
  const log = door.logs.join('\n')
  for (const secret of [PERSON, ID_NUMBER]) expect(log).not.toContain(secret)
  const { rows } = await documentRows()
  expect(rows.length).toBeGreaterThan(3)
  for (const secret of [PERSON, ID_NUMBER]) expect(JSON.stringify(rows)).not.toContain(secret)
})

async function documentRows(): Promise<{ readonly rows: readonly unknown[] }> {
  const court = door.gateway.listeners.find(({ listener }) => listener.config.authority === 'court')
  return { rows: (await court?.listener.db.selectFrom('document').selectAll().execute()) ?? [] }
}

/** An incremental update (ISO 32000-1, 7.5.6) that gives the file another title. */
function withRevision(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1')
  const start = /startxref\n(\d+)\n%%EOF/.exec(text)?.[1] ?? ''
  const [, size = '', root = ''] = /\/Size (\d+)[\s\S]*\/Root (\d+ 0 R)/.exec(text.slice(Number(start))) ?? []
  const at = pdf.length
  const object = `${size} 0 obj\n<< /Title (changed) >>\nendobj\n`
  const table = `xref\n${size} 1\n${String(at).padStart(10, '0')} 00000 n \n`
  const end = `trailer\n<< /Size ${Number(size) + 1} /Root ${root} /Info ${size} 0 R /Prev ${start} >>\nstartxref\n${at + object.length}\n%%EOF\n`
  return new Uint8Array(Buffer.concat([pdf, Buffer.from(object + table + end, 'latin1')]))
}

const hasPoppler = spawnSync('pdfinfo', ['-v']).status === 0
if (!hasPoppler) console.log('not run: reading a PDF that was added to with poppler (pdfinfo is not installed)')
/** Another program takes it for the later revision. */
function readsAsPdf(pdf: Uint8Array): boolean {
  if (!hasPoppler) return true
  const file = join(folder, 'revised.pdf')
  writeFileSync(file, pdf)
  const { stdout, stderr } = spawnSync('pdfinfo', [file], { encoding: 'utf8' })
  return stderr === '' && /Title:\s+changed/.test(stdout)
}
