import { existsSync, readFileSync, rmSync } from 'node:fs'
import { array, base64UrlDecode, decodeCanonical, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { waitingEndMs } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { VaultError } from '@xiezhi/vault'
import type { AnnexContent, AnnexExchange, Disclosure, Vault } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { AnnexConfig, ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import { annexDigest } from './annex-digest.ts'
import type { Answered } from './annex-digest.ts'
import type { AnnexKind } from './annex-kind.ts'
import { WAITING_PARAMETER } from './carriers.ts'
import { postAnnexes } from './posted-annexes.ts'
import type { Leaving } from './posted-annexes.ts'
import { REPORT_FIELDS } from './report-fields.ts'

export const ANNEX_PURPOSE = 'CREDIT_REPORT'
const SALT_FIELD = 'annexSalt'
const BATCH = 50
const REPORTS_MAX = 100_000

const text = string({ bytesMin: 1, bytesMax: 1024 * 1024 })
const fileSchema = object({
  reports: array(
    object({
      lawyerId: text,
      digest: text,
      salt: text,
      disclosures: array(text, { min: 1, max: REPORT_FIELDS.length }),
    }),
    { max: REPORTS_MAX },
  ),
})
type NewReport = ReturnType<typeof fileSchema.parse>['reports'][number]

interface KeptReport {
  readonly subject: string
  readonly content: AnnexContent
  readonly fields: readonly Disclosure[]
}

interface Inquiry {
  readonly dispatchId: string
  readonly client: string
  readonly caseRef: string | null
  readonly refusal: string | null
}

export interface SenderOptions {
  readonly db: Database
  readonly vault: Vault
  readonly exchange: AnnexExchange
  readonly config: ListenerConfig
  readonly annex: AnnexConfig
  readonly law: LawBook
  readonly nowMs: () => number
  readonly zone: ZoneLink
  readonly log: Log
}

/** The bureau: keeps credit reports in its vault, and posts one with each answer that a court has got for a case. */
export class ReportSender implements AnnexKind {
  readonly topics = ['inquiry']
  readonly #options: SenderOptions
  /** Everything before it has been looked at by this process; a ledger's time never goes back. */
  #fromMs = 0

  constructor(options: SenderOptions) {
    this.#options = options
  }

  /** Takes reports of the file into the vault, each once, and removes the file. */
  async prepare(): Promise<void> {
    const { db, annex } = this.#options
    if (annex.reportFile === null || !existsSync(annex.reportFile)) return
    const { reports } = fileSchema.parse(JSON.parse(readFileSync(annex.reportFile, 'utf8')))
    for (const report of reports) await this.#take(report)
    await db.deleteFrom('annex_posted').where('outcome', '=', 'MISSING').execute()
    this.#fromMs = 0
    rmSync(annex.reportFile)
  }

  async #take({ lawyerId, digest, salt, disclosures }: NewReport): Promise<void> {
    const { db, vault, exchange, log } = this.#options
    const known = await db
      .selectFrom('credit_report_content')
      .select(['digest', 'subject'])
      .where('lawyer_id', '=', lawyerId)
      .execute()
    if (known.some((one) => one.digest === digest)) return
    const fields = disclosures.map(disclosed)
    const isReport =
      fields.length === REPORT_FIELDS.length && fields.every(({ name }, at) => name === REPORT_FIELDS[at])
    const content = exchange.content(
      disclosures.map((one) => ({ text: one })),
      salt,
    )
    if (!isReport || content.digest !== digest) {
      log({ event: 'CREDIT_REPORT_REFUSED', digest })
      return
    }
    const subject = known[0]?.subject ?? (await vault.newSubject())
    await vault.adopt({ subject, record: recordOf(digest), clock: 'register' }, fields)
    await vault.put({ subject, record: recordOf(digest), clock: 'register', fields: { [SALT_FIELD]: salt } })
    const row = { digest, lawyer_id: lawyerId, subject, made_at_ms: Date.now() }
    await db.insertInto('credit_report_content').values(row).execute()
  }

  /** Posts the annexes of answers that have none yet. Gives whether there is more. */
  async work(): Promise<boolean> {
    const { db } = this.#options
    const inquiries = await db
      .selectFrom('projection.inquiry as i')
      .leftJoin('annex_posted as a', 'a.dispatch_id', 'i.dispatch_id')
      .select(['i.dispatch_id', 'i.at_ms', 'i.record'])
      .where('a.dispatch_id', 'is', null)
      .where('i.at_ms', '>=', this.#fromMs)
      .orderBy('i.at_ms')
      .limit(BATCH)
      .execute()
    await this.#postAll(
      inquiries.map(({ dispatch_id: dispatchId, record }) => ({ ...(record as unknown as Inquiry), dispatchId })),
    )
    this.#fromMs = inquiries.at(-1)?.at_ms ?? this.#fromMs
    return inquiries.length === BATCH
  }

  async #postAll(inquiries: readonly Inquiry[]): Promise<void> {
    const { db, exchange, config, annex, law, nowMs } = this.#options
    const digests = await this.#digests(inquiries)
    const kept = await this.#kept([...new Set(digests.values())])
    const keepUntilMs = waitingEndMs(law, WAITING_PARAMETER, nowMs())
    await postAnnexes(
      { db, exchange, recipient: annex.peer.authority, keepUntilMs },
      { chainId: config.zone.chainId, client: config.client, purpose: ANNEX_PURPOSE },
      inquiries.map(({ dispatchId }): Leaving => {
        const digest = digests.get(dispatchId)
        return { reference: dispatchId, annex: digest === undefined ? undefined : (kept.get(digest) ?? 'missing') }
      }),
    )
  }

  /** Of the reports that the ledger committed to in its answers: for the other authority with a case, and nobody else. */
  async #digests(inquiries: readonly Inquiry[]): Promise<ReadonlyMap<string, string>> {
    const { config, zone } = this.#options
    const own = inquiries.filter(
      ({ client, caseRef, refusal }) => caseRef !== null && refusal === null && client === config.client,
    )
    const found = await Promise.all(
      own.map(async ({ client, dispatchId }) => {
        const answer = (await zone.query('query/answer', { client, dispatchId })) as unknown as Answered | null
        return [dispatchId, answer === null ? undefined : annexDigest(answer)] as const
      }),
    )
    return new Map(found.flatMap(([dispatchId, digest]) => (digest === undefined ? [] : [[dispatchId, digest]])))
  }

  /** Contents by their digests, made again from the vault; what the vault has not, or what does not fit, is left out. */
  async #kept(digests: readonly string[]): Promise<ReadonlyMap<string, KeptReport>> {
    const { db, vault, exchange } = this.#options
    const rows = await db
      .selectFrom('credit_report_content')
      .select(['digest', 'subject'])
      .where('digest', '=', sql<string>`any(${[...digests]}::text[])`)
      .execute()
    const names = [...REPORT_FIELDS, SALT_FIELD]
    const read = await vault.readMany(rows.map(({ digest, subject }) => ({ subject, record: recordOf(digest), names })))
    const kept = new Map<string, KeptReport>()
    rows.forEach(({ digest, subject }, at) => {
      const one = read[at]
      // An erased lawyer has no report any more.
      if (one instanceof VaultError && one.code === 'SUBJECT_ERASED') return
      if (one === undefined || one instanceof VaultError) throw one ?? new VaultError('SUBJECT_UNKNOWN')
      const salt = one.find(({ name }) => name === SALT_FIELD)?.value
      const fields = one.filter(({ name }) => name !== SALT_FIELD)
      const content = exchange.content(fields, typeof salt === 'string' ? salt : '')
      if (content.digest === digest) kept.set(digest, { subject, content, fields })
    })
    return kept
  }

  /** Fields behind a digest, for the lawyer. */
  async fields(digest: string): Promise<Readonly<Record<string, Json>> | undefined> {
    const kept = (await this.#kept([digest])).get(digest)
    return kept === undefined ? undefined : Object.fromEntries(kept.fields.map(({ name, value }) => [name, value]))
  }
}

function recordOf(digest: string): string {
  return `credit-report/${digest}`
}

function disclosed(encoded: string): Pick<Disclosure, 'salt' | 'name' | 'value'> {
  const [salt, name, value = null] = decodeCanonical(base64UrlDecode(encoded)) as readonly Json[]
  return { salt: typeof salt === 'string' ? salt : '', name: typeof name === 'string' ? name : '', value }
}
