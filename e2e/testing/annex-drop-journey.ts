import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Authority, VerificationView } from '@xiezhi/gateway-api'
import { annexContent, newDisclosure } from '@xiezhi/vault'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { annexKeys, readCard } from '../../apps/gateway/src/annex/annex-keys.ts'
import { sealEnvelope } from '../../packages/vault/src/annex/envelope.ts'
import { CHAIN_IDS, CLIENT, startAlliance } from './alliance.ts'
import type { Alliance } from './alliance.ts'
import { ANNEX_IDS, reportFile, startTestGateway } from './gateway.ts'
import type { SignedIn, TestGateway } from './gateway.ts'
import { CASE_REF, digest, enterLawyerAndCase, FIRM, LAWYER_ID, LICENCE, today } from './lawyer-case.ts'
import { until } from './until.ts'

/** Invented; looked for wherever it must not be. */
const CANARY = '虚构律师金丝雀'
const CARRY = fileURLToPath(new URL('../../scripts/annex-carry.sh', import.meta.url))
const OTHER = { court: 'justice', justice: 'court' } as const
/** Two gateways with a zone, a database and a folder each; whatever passes between them is a file. One pair in a process. */
export function annexDropJourney(suites: Readonly<Record<Authority, SuiteId>>): void {
  let alliance: Alliance
  const doors = new Map<Authority, TestGateway>()
  let clerk: SignedIn
  let timer: NodeJS.Timeout | undefined
  let isRunning = true
  /** Names of all parcels that were carried. */
  const carried = new Set<string>()

  const folderOf = (authority: Authority): string => join(alliance.folder, `gateway-${authority}`)
  const cardOf = (authority: Authority): string => join(alliance.folder, `${authority}-card.json`)
  const dropOf = (authority: Authority): { outgoing: string; incoming: string } => ({
    outgoing: join(alliance.folder, 'carried', authority, 'outgoing'),
    incoming: join(alliance.folder, 'carried', authority, 'incoming'),
  })
  const doorOf = (authority: Authority): TestGateway => {
    const door = doors.get(authority)
    if (door === undefined) throw new Error('not started')
    return door
  }

  function carry(): void {
    if (!isRunning) return
    for (const from of ['court', 'justice'] as const) {
      const [outgoing, incoming] = [dropOf(from).outgoing, dropOf(OTHER[from]).incoming]
      for (const name of existsSync(outgoing) ? readdirSync(outgoing) : []) carried.add(name)
      execFileSync('sh', [CARRY, outgoing, incoming])
    }
  }

  beforeAll(async () => {
    alliance = await startAlliance({ askers: ['court-0105', 'court-0106'] })
    await enterLawyerAndCase(alliance)
    const annex = (authority: Authority): object => ({
      suite: suites[authority],
      peer: {
        authority: ANNEX_IDS[OTHER[authority]],
        cardFile: cardOf(OTHER[authority]),
        carrier: { kind: 'file-drop', ...dropOf(authority) },
      },
      ...(authority === 'court'
        ? {
            services: [
              { organisation: 'court-0105', officer: 'gateway' },
              { organisation: 'court-0106', officer: 'gateway-9' },
            ],
          }
        : {}),
    })
    for (const only of ['court', 'justice'] as const)
      doors.set(only, await startTestGateway(alliance, LICENCE, { name: `gateway-${only}`, only, annex }))
    timer = setInterval(carry, 500)
    clerk = await doorOf('court').signIn('court', 'clerk-1')
    await until(async () => ((await clerk.client.call('listCases')).items.length > 0 ? true : undefined))
  }, 240_000)
  afterAll(async () => {
    clearInterval(timer)
    for (const door of doors.values()) await door.close()
    await alliance.close()
  }, 60_000)

  function reportOf(generatedAtMs: number): { digest: string; salt: string; disclosures: string[]; lawyerId: string } {
    const algorithms = suite(nodeCrypto, suites.justice)
    const fields = {
      reportId: 'XYDROP0042',
      licenceNo: LICENCE,
      lawyerName: CANARY,
      issuer: '示例司法局（虚构）',
      generatedAtMs,
      validUntilMs: generatedAtMs + 86_400_000,
      items: [],
      disputes: [],
    }
    const disclosures = Object.entries(fields).map(([name, value]) => newDisclosure(algorithms, name, value))
    const content = annexContent(algorithms, disclosures)
    const texts = disclosures.map(({ text }) => text)
    return { lawyerId: LAWYER_ID, digest: content.digest, salt: content.salt, disclosures: texts }
  }

  /** Anchors a new report; `isKept`: the bureau's gateway gets its content. */
  async function anchor(minutesAhead: number, isKept: boolean): Promise<ReturnType<typeof reportOf>> {
    const generatedAtMs = Date.now() - 3_600_000 + minutesAhead * 60_000
    const report = reportOf(generatedAtMs)
    const value = {
      licenceNo: LICENCE,
      reportDigest: report.digest,
      generatedAtMs,
      validUntilMs: generatedAtMs + 86_400_000,
    }
    await alliance.justice.act({ type: 'lawyer/AnchorCreditReport', value }, 'bureau-1')
    if (isKept) writeFileSync(reportFile(alliance), JSON.stringify({ reports: [report] }), { mode: 0o600 })
    return report
  }

  async function reaches(id: string, state: VerificationView['creditReport']['state']): Promise<VerificationView> {
    return until(async () => {
      const view = await clerk.client.call('getVerification', { params: { id } })
      return view.creditReport.state === state ? view : undefined
    })
  }
  async function verify(state: VerificationView['creditReport']['state']): Promise<VerificationView> {
    const { id } = await clerk.client.call('verifyLawyer', { params: { caseId: CASE_REF }, body: { licence: LICENCE } })
    return reaches(id, state)
  }
  const retrieval = (dispatchId: string | null): Promise<unknown> =>
    until(async () => (await alliance.court.client.query('query/retrieval', { dispatchId })) ?? undefined)

  async function query(sql: string, values: unknown[]): Promise<Record<string, unknown>[]> {
    const { postgres } = doorOf('court').config
    const port = postgres.kind === 'embedded' ? postgres.port : 0
    const password = readFileSync(join(folderOf('court'), 'court', 'database.password'), 'utf8').trim()
    const name = 'xiezhi_court'
    const client = new pg.Client({ host: '127.0.0.1', port, user: name, password, database: name })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql, values)).rows
    } finally {
      await client.end()
    }
  }

  test('a report waits until the operators have exchanged cards, then crosses as a file and is recorded', async () => {
    const report = await anchor(1, true)
    expect(report.digest.startsWith(suites.justice === 'sm' ? 'sm3:' : 'sha256:')).toBe(true)
    const { id } = await verify('expected')
    for (const authority of ['court', 'justice'] as const) {
      const own = join(folderOf(authority), authority, 'annex-card.json')
      expect(JSON.parse(readFileSync(own, 'utf8'))).toMatchObject({ suite: suites[authority] })
      copyFileSync(own, cardOf(authority))
    }
    const view = await reaches(id, 'retrieved')
    expect(view.creditReport.digest).toBe(report.digest)
    const shown = await clerk.client.call('getCreditReport', { params: { id } })
    expect(shown).toMatchObject({ state: 'retrieved', isMatching: true, reportDigest: report.digest })
    expect(shown.generatedAtMs).toBeGreaterThan(0)
    expect(JSON.stringify(shown.sections)).toContain(CANARY)
    expect(await retrieval(view.dispatchId)).toMatchObject({ outcome: 'RETRIEVED', annexDigest: report.digest })
  }, 120_000)

  test('one that was lost on the way is pulled', async () => {
    isRunning = false
    const { digest: expected } = await anchor(2, true)
    const { id, dispatchId } = await verify('expected')
    const { outgoing } = dropOf('justice')
    const [lost = ''] = await until(() => {
      const names = readdirSync(outgoing).filter((name) => name.endsWith('.annex'))
      return Promise.resolve(names.length > 0 && names)
    })
    rmSync(join(outgoing, lost))
    isRunning = true
    await query('UPDATE vault.annex_in SET next_pull_at_ms = 1 WHERE reference = $1', [dispatchId])
    expect((await reaches(id, 'retrieved')).creditReport.digest).toBe(expected)
    expect([...carried].some((name) => name.endsWith('.pull'))).toBe(true)
  }, 120_000)

  test('one of another court of the same gateway is recorded by the service officer of that court', async () => {
    const value = {
      sourceClient: CLIENT,
      timeoutSeconds: Math.floor(Date.now() / 1000) + 600,
      deadlineMs: Date.now() + 3_600_000,
      licenceNo: LICENCE,
      asOf: today,
      purpose: 'AGENT_VERIFICATION',
      legalBasis: 'OPINIONS_ART_18',
      caseRef: 'fedcba9876543210fedcba9876543210',
      use: 'FILING',
      letterFirmUscc: FIRM,
      exception: 'NONE',
      subscribe: false,
      logCommitment: digest('ab'),
    }
    const { data } = await alliance.court.act({ type: 'query/Ask', value }, 'clerk-9')
    const { dispatchId } = data[0] as { dispatchId: string }
    expect(await retrieval(dispatchId)).toMatchObject({
      outcome: 'RETRIEVED',
      organisation: 'court-0106',
      officer: 'gateway-9',
    })
  }, 120_000)

  test('one that does not match is not taken: the page and the operator are told, the ledger is not', async () => {
    const { digest: expected } = await anchor(3, false)
    const { id, dispatchId } = await verify('expected')
    const forged = reportOf(Date.now())
    const content = annexContent(
      suite(nodeCrypto, suites.justice),
      forged.disclosures.map((text) => ({ text })),
    )
    const recipient = readCard(cardOf('court'), ANNEX_IDS.court)
    if (recipient === undefined) throw new Error('no card')
    const reference = dispatchId ?? ''
    const { signer } = annexKeys(join(folderOf('justice'), 'justice'), suites.justice)
    const envelope = sealEnvelope({
      sender: { id: ANNEX_IDS.justice, signer },
      recipient,
      about: { chainId: CHAIN_IDS.justice, packet: `${CLIENT}/${reference}`, reference, purpose: 'CREDIT_REPORT' },
      digest: expected,
      content: content.bytes,
      createdAtMs: Date.now(),
    })
    const { incoming } = dropOf('court')
    mkdirSync(incoming, { recursive: true })
    for (const bytes of [envelope, new TextEncoder().encode('{}')])
      writeFileSync(join(incoming, `${createHash('sha256').update(bytes).digest('hex')}.annex`), bytes)
    const { creditReport } = await reaches(id, 'mismatched')
    expect(creditReport.reason?.zh).toBe('收到的内容与账本上的摘要不一致，未予采用')
    expect(await alliance.court.client.query('query/retrieval', { dispatchId })).toBeNull()

    const operator = await doorOf('court').signIn('court', 'court-operator')
    const alarms = await until(async () => {
      const { annexes } = await operator.client.call('getOperations')
      return annexes?.alarms.length === 2 && annexes.alarms
    })
    expect(alarms.map(({ code }) => code).sort()).toEqual(['ANNEX_DIGEST', 'ANNEX_MALFORMED'])
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ owner: 'OPERATOR', state: 'OPEN' })
      expect(alarm.dueAtMs).toBeGreaterThan(alarm.raisedAtMs)
      rmSync(join(incoming, 'quarantine', alarm.id))
    }
    expect((await operator.client.call('getOperations')).annexes).toMatchObject({ carrier: 'file-drop', alarms: [] })
  }, 120_000)

  test('one that never comes has failed, and the ledger says so', async () => {
    const { digest: expected } = await anchor(4, false)
    const { id, dispatchId } = await verify('expected')
    await query('UPDATE vault.annex_in SET fails_at_ms = 1 WHERE reference = $1', [dispatchId])
    const { creditReport } = await reaches(id, 'failed')
    expect(creditReport.reason?.zh).toBe('期限内未收到信用报告')
    expect(await retrieval(dispatchId)).toMatchObject({ outcome: 'FAILED', annexDigest: expected })
  }, 120_000)

  test('names tell nobody anything, folders are empty, and logs hold nothing of a report', async () => {
    expect(carried.size).toBeGreaterThanOrEqual(4)
    for (const name of carried) expect(name).toMatch(/^[0-9a-f]{64}\.(annex|pull)(\.part)?$/)
    for (const authority of ['court', 'justice'] as const) {
      const { incoming } = dropOf(authority)
      await until(() => Promise.resolve(readdirSync(incoming).filter((name) => name !== 'quarantine').length === 0))
      expect(doorOf(authority).logs.join('\n')).not.toContain(CANARY)
    }
  }, 60_000)
}
