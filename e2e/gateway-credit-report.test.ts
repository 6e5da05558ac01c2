import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { VerificationView } from '@xiezhi/gateway-api'
import { annexContent, newDisclosure } from '@xiezhi/vault'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { annexKeys, readCard } from '../apps/gateway/src/annex/annex-keys.ts'
import { DEMONSTRATION_PASSPHRASE } from '../apps/gateway/src/signing/demonstration-keystores.ts'
import { sealEnvelope } from '../packages/vault/src/annex/envelope.ts'
import { CHAIN_IDS, CLIENT, startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { ANNEX_IDS, reportFile, startTestGateway } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { CASE_REF, enterLawyerAndCase, LAWYER_ID, LICENCE, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

/** Invented; looked for wherever it must not be. */
const CANARIES = ['虚构律师金丝雀', 'XYCANARY0042', '金丝雀记录（虚构）'] as const
const algorithms = suite(nodeCrypto, 'intl')
/** Disclosures and salts of reports: as good as their content. */
const secrets: string[] = []

let alliance: Alliance
let door: TestGateway
let clerk: SignedIn
/** Digest of the last report. */
let anchored = ''

beforeAll(async () => {
  alliance = await startAlliance()
  await enterLawyerAndCase(alliance)
  await anchor(1, true)
  door = await startTestGateway(alliance, LICENCE)
  clerk = await door.signIn('court', 'clerk-1')
  await until(async () => ((await clerk.client.call('listCases')).items.length > 0 ? true : undefined))
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

function reportOf(generatedAtMs: number): { digest: string; salt: string; disclosures: string[]; lawyerId: string } {
  const fields = {
    reportId: CANARIES[1],
    licenceNo: LICENCE,
    lawyerName: CANARIES[0],
    issuer: '示例司法局（虚构）',
    generatedAtMs,
    validUntilMs: generatedAtMs + 86_400_000,
    items: [{ kind: 'ASSESSMENT', on: '2025-06-01', organ: '示例律师协会（虚构）', text: CANARIES[2] }],
    disputes: [],
  }
  const disclosures = Object.entries(fields).map(([name, value]) => newDisclosure(algorithms, name, value))
  const { digest, salt } = annexContent(algorithms, disclosures)
  secrets.push(salt, ...disclosures.map(({ text }) => text))
  return { lawyerId: LAWYER_ID, digest, salt, disclosures: disclosures.map(({ text }) => text) }
}

type Report = ReturnType<typeof reportOf>

/** Anchors a new report; `isKept`: the bureau's gateway gets its content. */
async function anchor(minutesAhead: number, isKept: boolean): Promise<Report> {
  const generatedAtMs = Date.now() - 3_600_000 + minutesAhead * 60_000
  const report = reportOf(generatedAtMs)
  await alliance.justice.act(
    {
      type: 'lawyer/AnchorCreditReport',
      value: {
        licenceNo: LICENCE,
        reportDigest: report.digest,
        generatedAtMs,
        validUntilMs: generatedAtMs + 86_400_000,
      },
    },
    'bureau-1',
  )
  anchored = report.digest
  if (isKept) hand(report)
  return report
}

function hand(report: Report): void {
  writeFileSync(reportFile(alliance), JSON.stringify({ reports: [report] }), { mode: 0o600 })
}

/** Asks about the lawyer, and waits for the answer and for a state of its report. */
async function verify(state: VerificationView['creditReport']['state']): Promise<VerificationView> {
  const { id } = await clerk.client.call('verifyLawyer', {
    params: { caseId: CASE_REF },
    body: { licence: LICENCE },
  })
  return reaches(id, state)
}

async function reaches(id: string, state: VerificationView['creditReport']['state']): Promise<VerificationView> {
  return until(async () => {
    const view = await clerk.client.call('getVerification', { params: { id } })
    return view.creditReport.state === state ? view : undefined
  })
}

async function retrieval(dispatchId: string): Promise<unknown> {
  return until(async () => (await alliance.court.client.query('query/retrieval', { dispatchId })) ?? undefined)
}

const reportFor = (id: string, who = clerk) => who.client.call('getCreditReport', { params: { id } })

describe('a credit report', () => {
  let view: VerificationView

  test('comes with the answer, matches the bureau’s ledger, and its retrieval is on the court’s', async () => {
    view = await verify('retrieved')
    const report = await reportFor(view.id)
    expect(report).toMatchObject({ licence: LICENCE, state: 'retrieved', isMatching: true })
    expect(report.reportDigest).toBe(view.creditReport.digest)
    const shown = report.sections.flatMap(({ rows }) => rows.map(({ value }) => value)).join('\n')
    for (const canary of CANARIES) expect(shown).toContain(canary)
    expect(await retrieval(view.dispatchId ?? '')).toMatchObject({
      outcome: 'RETRIEVED',
      annexDigest: report.reportDigest,
      organisation: 'court-0105',
      officer: 'gateway',
    })
    const { records } = await until(async () => {
      const seen = await clerk.client.call('getVerification', { params: { id: view.id } })
      return seen.records.length === 5 ? seen : undefined
    })
    expect(records.map(({ key }) => key)).toContain(`query/retrieval/${view.dispatchId ?? ''}`)
    expect(existsSync(reportFile(alliance))).toBe(false)
  })

  test('is shown to nobody of another court, and either look is in the audit table', async () => {
    const stranger = await door.signIn('court', 'clerk-9')
    const counted = async (refused: boolean): Promise<number> =>
      (
        await query(
          'court',
          `SELECT count(*)::int AS n FROM audit_read WHERE route = 'getCreditReport' AND refused = $1`,
          [refused],
        )
      )[0]?.['n'] as number
    const [reads, refusals] = [await counted(false), await counted(true)]
    await expect(reportFor(view.id, stranger)).rejects.toMatchObject({ code: 'OTHER_COURT', status: 403 })
    expect(await counted(true)).toBe(refusals + 1)
    await reportFor(view.id)
    expect(await counted(false)).toBe(reads + 2)
    const auditor = await door.signIn('court', 'court-auditor')
    await expect(reportFor(view.id, auditor)).rejects.toMatchObject({ code: 'ROLE_MISSING', status: 403 })
  })

  test('is shown to the lawyer whose it is', async () => {
    const lawyer = await door.signIn('justice', 'lawyer-1')
    const report = await lawyer.client.call('getMyCreditReport')
    expect(report).toMatchObject({ licence: LICENCE, state: 'retrieved', isMatching: true })
    expect(JSON.stringify(report.sections)).toContain(CANARIES[0])
  })
})

describe('an annex', () => {
  let waiting: VerificationView

  test('that has not come is waited for', async () => {
    const missing = await anchor(2, false)
    waiting = await verify('expected')
    expect(waiting.creditReport).toMatchObject({ digest: missing.digest, retrievedAtMs: null })
    expect(waiting.creditReport.dueAtMs).toBeGreaterThan(Date.now())
    expect(await reportFor(waiting.id)).toMatchObject({ state: 'expected', isMatching: null, sections: [] })
  })

  test('with another content, of a stranger or unasked for is not taken, and it is said why', async () => {
    const [court] = door.config.listeners
    const card = readCard(join(court?.folder ?? '', 'annex-card.json'), ANNEX_IDS.court)
    if (card === undefined) throw new Error('no card')
    const forged = reportOf(Date.now())
    const content = annexContent(
      algorithms,
      forged.disclosures.map((text) => ({ text })),
    )
    const { signer } = annexKeys(door.config.listeners[1]?.folder ?? '')
    const stranger = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7))
    const send = async (by: typeof signer, reference: string, type = 'application/vnd.xiezhi.annex+json') => {
      const body = sealEnvelope({
        sender: { id: ANNEX_IDS.justice, signer: by },
        recipient: card,
        about: { chainId: CHAIN_IDS.justice, packet: `${CLIENT}/${reference}`, reference, purpose: 'CREDIT_REPORT' },
        digest: waiting.creditReport.digest ?? '',
        content: content.bytes,
        createdAtMs: Date.now(),
      })
      const url = `${door.urls.court}/annex/v1/envelopes`
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(body) })
      return { status: answer.status, ...((await answer.json()) as { code: string }) }
    }
    const dispatchId = waiting.dispatchId ?? ''
    expect(await send(stranger, dispatchId)).toMatchObject({ status: 403, code: 'ANNEX_SIGNATURE' })
    expect(await send(signer, `${'f'.repeat(64)}-0`)).toMatchObject({ status: 409, code: 'ANNEX_UNEXPECTED' })
    expect(await send(signer, dispatchId, 'text/html')).toMatchObject({ status: 415 })
    expect((await clerk.client.call('getVerification', { params: { id: waiting.id } })).creditReport.state).toBe(
      'expected',
    )
    expect(await send(signer, dispatchId)).toMatchObject({ status: 422, code: 'ANNEX_DIGEST' })
    const { creditReport } = await reaches(waiting.id, 'mismatched')
    expect(creditReport.reason?.zh).toContain('摘要不一致')
    expect(await reportFor(waiting.id)).toMatchObject({ state: 'mismatched', isMatching: null, sections: [] })
    expect(await alliance.court.client.query('query/retrieval', { dispatchId })).toBeNull()
  })

  test('whose gateway was stopped in between arrives after the start, and is recorded once', async () => {
    const late = await anchor(3, false)
    const view = await verify('expected')
    await door.restart()
    clerk = await door.signIn('court', 'clerk-1')
    expect((await clerk.client.call('getVerification', { params: { id: view.id } })).creditReport.state).toBe(
      'expected',
    )
    hand(late)
    await reaches(view.id, 'retrieved')
    expect(await retrieval(view.dispatchId ?? '')).toMatchObject({ outcome: 'RETRIEVED', annexDigest: late.digest })
    // A process that is killed between the ledger and its own row finds the fact on the ledger.
    await until(async () => ((await recordedTx(view.dispatchId)) === null ? undefined : true))
    await query('court', 'UPDATE vault.annex_in SET recorded_tx = NULL WHERE reference = $1', [view.dispatchId])
    await until(async () => ((await recordedTx(view.dispatchId)) === 'known' ? true : undefined))
  }, 120_000)
})

describe('in time', () => {
  test('a report that was changed in the vault is not shown', async () => {
    const { id } = (await clerk.client.call('listVerifications')).items.at(-1) ?? { id: '' }
    const swap = `UPDATE vault.field SET digest = overlay(digest placing translate(right(digest, 1), '0123456789abcdef', 'f0123456789abcde') from 71) WHERE record LIKE '%' || $1 AND name = 'items'`
    const back = `UPDATE vault.field SET digest = overlay(digest placing translate(right(digest, 1), 'f0123456789abcde', '0123456789abcdef') from 71) WHERE record LIKE '%' || $1 AND name = 'items'`
    const { dispatchId } = await clerk.client.call('getVerification', { params: { id } })
    await query('court', swap, [dispatchId])
    expect(await reportFor(id)).toMatchObject({ state: 'mismatched', isMatching: false, sections: [] })
    await query('court', back, [dispatchId])
    expect(await reportFor(id)).toMatchObject({ state: 'retrieved', isMatching: true })
  })

  test('an annex that does not come has failed, and the court’s ledger says so', async () => {
    const never = await anchor(4, false)
    const view = await verify('expected')
    await query('court', 'UPDATE vault.annex_in SET fails_at_ms = 1 WHERE reference = $1', [view.dispatchId])
    const { creditReport } = await reaches(view.id, 'failed')
    expect(creditReport.reason?.zh).toBe('期限内未收到信用报告')
    expect(await retrieval(view.dispatchId ?? '')).toMatchObject({ outcome: 'FAILED', annexDigest: never.digest })
    // Too late now.
    hand(never)
    await until(() => Promise.resolve(existsSync(reportFile(alliance)) ? undefined : true))
    expect(await reportFor(view.id)).toMatchObject({ state: 'failed', isMatching: null, sections: [] })
  }, 60_000)

  test('a report is kept for a time after the case has closed, and then no more', async () => {
    // Names and openings lie there too, and are kept for terms of their own.
    const ofReports = `clock = 'annex'`
    const days = (): Promise<Record<string, unknown>[]> =>
      query('court', `SELECT DISTINCT delete_on::text AS day FROM vault.field WHERE ${ofReports}`, [])
    expect(await days()).toEqual([{ day: null }])
    await alliance.court.act({ type: 'case/CloseCase', value: { caseRef: CASE_REF, closedOn: today } }, 'judge-1')
    const kept = await until(async () => {
      const found = await days()
      // One record after the other.
      return found.some(({ day }) => day === null) ? undefined : found
    })
    expect(kept).toEqual([{ day: new Date(Date.parse(today) + 90 * 86_400_000).toISOString().slice(0, 10) }])
    await query('court', `UPDATE vault.field SET delete_on = '2020-01-01' WHERE ${ofReports}`, [])
    const { id } = (await clerk.client.call('listVerifications')).items.at(-1) ?? { id: '' }
    expect((await reportFor(id)).state).toBe('retrieved')
    await door.restart()
    clerk = await door.signIn('court', 'clerk-1')
    expect(await days()).toEqual([])
    expect(await reportFor(id)).toMatchObject({ state: 'failed', isMatching: null, sections: [] })
  }, 60_000)
})

test('nothing of a report, and no passphrase, is in a log, a database file or a ledger’s store', () => {
  const logs = door.logs.join('\n')
  const words = [...CANARIES, DEMONSTRATION_PASSPHRASE, ...secrets]
  for (const word of words) expect(logs.includes(word)).toBe(false)
  let files = 0
  let digests = 0
  for (const file of filesBelow(alliance.folder)) {
    const bytes = readFileSync(file)
    files++
    // What may be there is found: the search would find the rest.
    if (bytes.includes(anchored)) digests++
    for (const word of words) if (bytes.includes(word)) throw new Error(`${word} in ${file}`)
  }
  expect(digests).toBeGreaterThan(2)
  expect(files).toBeGreaterThan(100)
})

async function recordedTx(dispatchId: string | null): Promise<unknown> {
  const rows = await query('court', 'SELECT recorded_tx FROM vault.annex_in WHERE reference = $1', [dispatchId])
  return rows[0]?.['recorded_tx'] ?? null
}

async function query(
  authority: 'court' | 'justice',
  sql: string,
  values: unknown[],
): Promise<Record<string, unknown>[]> {
  const folder = join(alliance.folder, 'gateway', authority)
  const password = readFileSync(join(folder, 'database.password'), 'utf8').trim()
  const port = door.config.postgres.kind === 'embedded' ? door.config.postgres.port : 0
  const name = `xiezhi_${authority}`
  const client = new pg.Client({ host: '127.0.0.1', port, user: name, password, database: name })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await client.end()
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) return []
    return found.isDirectory() ? filesBelow(path) : found.isFile() ? [path] : []
  })
}
