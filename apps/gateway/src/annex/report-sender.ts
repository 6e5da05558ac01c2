import { existsSync, readFileSync, rmSync } from 'node:fs'
import { array, base64UrlDecode, decodeCanonical, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { waitingMs } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { VaultError } from '@xiezhi/vault'
import type { AnnexContent, AnnexExchange, Disclosure, Vault } from '@xiezhi/vault'
import type { AnnexConfig, ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import { annexDigest } from './annex-digest.ts'
import type { Answered } from './annex-digest.ts'
import { REPORT_FIELDS } from './report-fields.ts'

/** As long as the other side waits. */
export const WAITING_PARAMETER = 'PX-R18-24.annex'
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

interface Inquiry {
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
export class ReportSender {
  readonly #options: SenderOptions
  /** Everything before it has been looked at by this process; a ledger's time never goes back. */
  #fromMs = 0

  constructor(options: SenderOptions) {
    this.#options = options
  }

  /** Takes reports of the file into the vault, each once, and removes the file. */
  async takeFile(): Promise<void> {
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

  /** Posts the annexes of answers that have none yet, and pushes what is due. Gives whether there is more. */
  async work(): Promise<boolean> {
    const { db, exchange, log } = this.#options
    const inquiries = await db
      .selectFrom('projection.inquiry as i')
      .leftJoin('annex_posted as a', 'a.dispatch_id', 'i.dispatch_id')
      .select(['i.dispatch_id', 'i.at_ms', 'i.record'])
      .where('a.dispatch_id', 'is', null)
      .where('i.at_ms', '>=', this.#fromMs)
      .orderBy('i.at_ms')
      .limit(BATCH)
      .execute()
    for (const { dispatch_id, record } of inquiries) {
      const outcome = await this.#post(dispatch_id, record as unknown as Inquiry)
      await db
        .insertInto('annex_posted')
        .values({ dispatch_id, outcome, at_ms: Date.now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    this.#fromMs = inquiries.at(-1)?.at_ms ?? this.#fromMs
    const { failed } = await exchange.pushDue()
    for (const code of failed) log({ event: 'ANNEX_NOT_PUSHED', code })
    return inquiries.length === BATCH
  }

  async #post(dispatchId: string, { client, caseRef, refusal }: Inquiry): Promise<'POSTED' | 'NONE' | 'MISSING'> {
    const { exchange, config, annex, law, nowMs, zone } = this.#options
    // For the other authority with a case, and nobody else.
    if (caseRef === null || refusal !== null || client !== config.client) return 'NONE'
    const answer = (await zone.query('query/answer', { client, dispatchId })) as unknown as Answered | null
    const digest = answer === null ? undefined : annexDigest(answer)
    if (digest === undefined) return 'NONE'
    const kept = await this.#kept(digest)
    if (kept === undefined) return 'MISSING'
    const { subject, content } = kept
    await exchange.post({
      recipient: annex.peer.authority,
      about: {
        chainId: config.zone.chainId,
        packet: `${client}/${dispatchId}`,
        reference: dispatchId,
        purpose: ANNEX_PURPOSE,
      },
      content,
      subject,
      keepUntilMs: nowMs() + waitingMs(law, WAITING_PARAMETER),
    })
    return 'POSTED'
  }

  /** The content behind a digest, made again from the vault; undefined where the vault has none or nothing that fits. */
  async #kept(
    digest: string,
  ): Promise<
    { readonly subject: string; readonly content: AnnexContent; readonly fields: readonly Disclosure[] } | undefined
  > {
    const { db, vault, exchange } = this.#options
    const row = await db
      .selectFrom('credit_report_content')
      .select('subject')
      .where('digest', '=', digest)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { subject } = row
    try {
      const read = await vault.read({ subject, record: recordOf(digest), names: [...REPORT_FIELDS, SALT_FIELD] })
      const salt = read.find(({ name }) => name === SALT_FIELD)?.value
      const fields = read.filter(({ name }) => name !== SALT_FIELD)
      const content = exchange.content(fields, typeof salt === 'string' ? salt : '')
      return content.digest === digest ? { subject, content, fields } : undefined
    } catch (error) {
      // An erased lawyer has no report any more.
      if (error instanceof VaultError && error.code === 'SUBJECT_ERASED') return undefined
      throw error
    }
  }

  /** Fields behind a digest, for the lawyer. */
  async fields(digest: string): Promise<Readonly<Record<string, Json>> | undefined> {
    const kept = await this.#kept(digest)
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
