import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { VerificationView } from '@xiezhi/gateway-api'
import { annexContent, newDisclosure } from '@xiezhi/vault'
import pg from 'pg'
import { startAlliance } from './alliance.ts'
import type { Alliance, AllianceKind as Authority } from './alliance.ts'
import { ANNEX_IDS, OTHER, reportFile, startTestGateway } from './gateway.ts'
import type { SignedIn, TestGateway } from './gateway.ts'
import { CASE_REF, enterLawyerAndCase, LAWYER_ID, LICENCE } from './lawyer-case.ts'
import { until, untilFound } from './until.ts'

/** Invented; looked for wherever it must not be. */
export const CANARY = '虚构律师金丝雀'
const CARRY = fileURLToPath(new URL('../../scripts/annex-carry.sh', import.meta.url))
const COURT_SERVICES = [
  { organisation: 'court-0105', officer: 'gateway' },
  { organisation: 'court-0106', officer: 'gateway-9' },
] as const

type ReportState = VerificationView['creditReport']['state']

interface Report {
  readonly digest: string
  readonly salt: string
  readonly disclosures: string[]
  readonly lawyerId: string
}

/** Two gateways with a zone, a database and a folder each; whatever passes between them is a file. One pair in a process. */
export class AnnexDropPair {
  readonly suites: Readonly<Record<Authority, SuiteId>>
  /** Names of all parcels that were carried. */
  readonly carried = new Set<string>()
  isCarrying = true
  readonly #doors = new Map<Authority, TestGateway>()
  #alliance: Alliance | undefined
  #clerk: SignedIn | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(suites: Readonly<Record<Authority, SuiteId>>) {
    this.suites = suites
  }

  async start(): Promise<void> {
    const alliance = (this.#alliance = await startAlliance({ askers: ['court-0105', 'court-0106'] }))
    await enterLawyerAndCase(alliance)
    const annex = (authority: Authority): object => this.#annexOf(authority)
    for (const only of ['court', 'justice'] as const)
      this.#doors.set(only, await startTestGateway(alliance, LICENCE, { name: `gateway-${only}`, only, annex }))
    this.#timer = setInterval(() => {
      this.#carry()
    }, 500)
    const clerk = (this.#clerk = await this.doorOf('court').signIn('court', 'clerk-1'))
    await untilFound(
      () => clerk.client.call('listCases'),
      ({ items }) => items.length > 0,
    )
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    for (const door of this.#doors.values()) await door.close()
    await this.#alliance?.close()
  }

  get alliance(): Alliance {
    return started(this.#alliance)
  }

  get clerk(): SignedIn {
    return started(this.#clerk)
  }

  doorOf(authority: Authority): TestGateway {
    return started(this.#doors.get(authority))
  }

  /** The folder of an authority's only listener. */
  folderOf(authority: Authority): string {
    return join(this.alliance.folder, `gateway-${authority}`, authority)
  }

  /** Where the other authority's gateway looks for the card of this one. */
  cardOf(authority: Authority): string {
    return join(this.alliance.folder, `${authority}-card.json`)
  }

  dropOf(authority: Authority): { outgoing: string; incoming: string } {
    const folder = join(this.alliance.folder, 'carried', authority)
    return { outgoing: join(folder, 'outgoing'), incoming: join(folder, 'incoming') }
  }

  #annexOf(authority: Authority): object {
    const other = OTHER[authority]
    return {
      suite: this.suites[authority],
      peer: {
        authority: ANNEX_IDS[other],
        cardFile: this.cardOf(other),
        carrier: { kind: 'file-drop', ...this.dropOf(authority) },
      },
      ...(authority === 'court' ? { services: COURT_SERVICES } : {}),
    }
  }

  #carry(): void {
    if (!this.isCarrying) return
    for (const from of ['court', 'justice'] as const) {
      const [outgoing, incoming] = [this.dropOf(from).outgoing, this.dropOf(OTHER[from]).incoming]
      for (const name of existsSync(outgoing) ? readdirSync(outgoing) : []) this.carried.add(name)
      execFileSync('sh', [CARRY, outgoing, incoming])
    }
  }

  reportOf(generatedAtMs: number): Report {
    const algorithms = suite(nodeCrypto, this.suites.justice)
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
  async anchor(minutesAhead: number, isKept: boolean): Promise<Report> {
    const generatedAtMs = Date.now() - 3_600_000 + minutesAhead * 60_000
    const report = this.reportOf(generatedAtMs)
    const value = {
      licenceNo: LICENCE,
      reportDigest: report.digest,
      generatedAtMs,
      validUntilMs: generatedAtMs + 86_400_000,
    }
    await this.alliance.justice.act({ type: 'lawyer/AnchorCreditReport', value }, 'bureau-1')
    if (isKept) writeFileSync(reportFile(this.alliance), JSON.stringify({ reports: [report] }), { mode: 0o600 })
    return report
  }

  async reaches(id: string, state: ReportState): Promise<VerificationView> {
    return untilFound(
      () => this.clerk.client.call('getVerification', { params: { id } }),
      (view) => view.creditReport.state === state && view,
    )
  }

  async verify(state: ReportState): Promise<VerificationView> {
    const input = { params: { caseId: CASE_REF }, body: { licence: LICENCE } }
    const { id } = await this.clerk.client.call('verifyLawyer', input)
    return this.reaches(id, state)
  }

  /** What the court's ledger has of the report that a dispatch pointed at, once it has anything. */
  async retrieval(dispatchId: string | null): Promise<unknown> {
    const { client } = this.alliance.court
    return until(async () => (await client.query('query/retrieval', { dispatchId })) ?? undefined)
  }

  /** Straight from the database of the court. */
  async query(sql: string, values: unknown[]): Promise<Record<string, unknown>[]> {
    const { postgres } = this.doorOf('court').config
    const port = postgres.kind === 'embedded' ? postgres.port : 0
    const password = readFileSync(join(this.folderOf('court'), 'database.password'), 'utf8').trim()
    const name = 'xiezhi_court'
    const client = new pg.Client({ host: '127.0.0.1', port, user: name, password, database: name })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql, values)).rows
    } finally {
      await client.end()
    }
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('not started')
  return part
}
