import { Buffer } from 'node:buffer'
import { canonicalText } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { depositState } from '@xiezhi/contracts'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { OwnCertificateFile, OwnCertificateView } from '@xiezhi/gateway-api'
import { SdkError } from '@xiezhi/sdk'
import { sql } from 'kysely'
import { randomId } from '../acts/random-id.ts'
import { CHECK_PAGE, renderedDocument } from '../documents/made-documents.ts'
import { masked } from '../enforcement/masked.ts'
import { GatewayError } from '../gateway-error.ts'
import { reasonOf } from '../log.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { organisationNames } from '../zone/organisation-names.ts'
import type { Entry } from './entries.ts'
import { CERTIFICATE_COLLECT_DAYS } from './last-views.ts'
import { keyOf } from './own-key.ts'
import { receiptTermMs } from './receipt-term.ts'
import type { CreditStore, KeptCertificate } from './store.ts'
import { creditWords } from './words.ts'

const KIND = 'DELETION_CERTIFICATE'
const SHOWN_MAX = 100
const RECEIPTS_MAX = 200
/** Deposits that are followed from one that was replaced. */
const REPLACED_MAX = 64
const DAY_MS = 86_400_000
/** The gateway's clock may be ahead of the ledger's by so much. */
const SKEW_MS = 5_000
const NO_EVENT: Readonly<Record<string, string>> = {
  EARLY_DELETED: '本院决定提前删除',
  WITHDRAWN: '本院撤销原决定',
  LIFTED: '本院决定解除',
  REPAIRED: '准予信用修复',
}
const ENDED: Readonly<Record<string, string>> = {
  DELETED: '删除',
  EARLY_DELETED: '提前删除',
  WITHDRAWN: '撤销',
  LIFTED: '解除',
  REPAIRED: '修复并删除',
}
const ID_KINDS: readonly string[] = ['RESIDENT_ID', 'USCC', 'PASSPORT']

interface EndedRecord {
  readonly digest: string
  readonly end: string
  readonly event: string | null
  readonly deleteBy: string | null
  readonly endedAtMs: number
}
interface Row {
  readonly entry_id: string
  readonly record: Entry
  readonly ended: EndedRecord
  readonly case_number: string | null
}
type Deposited = Pick<depositState.Deposit, 'state' | 'supersededBy'>
interface Receipt {
  readonly subscriber: string
  readonly withdrawn_at_ms: number
  readonly confirmed_at_ms: number | null
}

/**
 * Certificates of deletion. They are printed while the vault still has the entry, for the person who is named in it, in that
 * person's session. The digest goes to the ledger; the paper stays with the person.
 */
export class DeletionCertificates {
  readonly #listener: Listener
  readonly #store: CreditStore

  constructor(listener: Listener, store: CreditStore) {
    this.#listener = listener
    this.#store = store
  }

  /** Entries about the person that are gone, as long as a certificate can be printed. */
  async list(session: OpenSession): Promise<OwnCertificateView[]> {
    const rows = await this.#rows(keyOf(session), null)
    const lateBefore = await this.#lateBefore()
    return Promise.all(
      rows.map(async ({ entry_id: entryId, record, ended }) => {
        const receipts = await this.#receipts(entryId)
        return {
          entryId,
          list: record.list,
          listText: creditWords('list', record.list),
          endText: creditWords('end', ended.end),
          endedOn: civilDateOf(ended.endedAtMs),
          receipts: receipts.map((one) => receiptView(one, lateBefore)),
          isFinal: receipts.every(isConfirmed),
          keptUntil: civilDateOf(ended.endedAtMs + CERTIFICATE_COLLECT_DAYS * DAY_MS),
        }
      }),
    )
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, DOCUMENT_INVALID, CERTIFICATE_NOT_DEPOSITED: then nothing is handed out */
  async make(session: OpenSession, entryId: string): Promise<OwnCertificateFile> {
    const indexKey = keyOf(session)
    const [row] = await this.#rows(indexKey, entryId)
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'entry' })
    const { clock, db } = this.#listener
    const receipts = await this.#receipts(entryId)
    const { fields, replaces } = await this.#certificate(row, indexKey, receipts)
    const { pdf, digest, verificationCode } = await renderedDocument(KIND, fields)
    const { documentId } = fields
    await this.#deposit(row.record.organisation, { depositId: documentId, digest, sizeBytes: pdf.length }, replaces)
    await db
      .insertInto('credit_certificate')
      .values({ document_id: documentId, digest, verification_code: verificationCode, made_at_ms: clock.nowMs() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const isFinal = receipts.every(isConfirmed)
    if (isFinal) await this.#noteCollected(entryId, indexKey)
    return { documentId, digest, verificationCode, isFinal, pdfBase64: Buffer.from(pdf).toString('base64') }
  }

  /** The same as were kept while nothing has changed: whoever fetches the paper twice has one paper. */
  async #certificate(row: Row, indexKey: string, receipts: readonly Receipt[]): Promise<KeptCertificate> {
    const subject = subjectOf(row.record, indexKey)
    const content = await this.#content(row, subject, receipts)
    const kept = await this.#store.certificate(row.entry_id, subject)
    if (
      kept !== null &&
      canonicalText({ ...kept.fields, documentId: '' }) === canonicalText({ ...content, documentId: '' })
    )
      return kept
    const certificate = {
      fields: { ...content, documentId: randomId() },
      replaces: kept === null ? null : await this.#lastDeposited(kept),
    }
    await this.#store.keepCertificate(row.entry_id, subject, certificate)
    return certificate
  }

  /** What was kept may never have reached the ledger: then whatever it was to replace still stands. */
  async #lastDeposited({ fields: { documentId }, replaces }: KeptCertificate): Promise<string | null> {
    return (await this.#depositOf(documentId)) === null ? replaces : documentId
  }

  async #depositOf(depositId: string): Promise<Deposited | null> {
    const found = await this.#listener.zone.query('deposit/deposit', { depositId })
    return (found as unknown as { readonly deposit: Deposited } | null)?.deposit ?? null
  }

  /**
   * The deposit to be replaced: the one that stands at the end of those that replaced each other, for two windows of a person
   * may have asked at once. Null: none stands, or it was withdrawn.
   */
  async #standing(from: string | null, own: string): Promise<string | null> {
    let id = from
    for (let n = 0; id !== null && id !== own && n < REPLACED_MAX; n += 1) {
      const found: Deposited | null = await this.#depositOf(id)
      if (found?.state === 'STANDING') return id
      id = found?.supersededBy ?? null
    }
    return null
  }

  async #content(
    { entry_id: entryId, record, ended, case_number: caseNumber }: Row,
    subject: string,
    receipts: readonly Receipt[],
  ): Promise<Readonly<Record<string, Json>>> {
    const { zone, clock, config } = this.#listener
    const { decisionDigest, organisation, list, decidedOn, publishedAtMs } = record
    const [annexes, names, endDigest, today, lateBefore] = await Promise.all([
      this.#store.annexes([subject]),
      organisationNames(zone, [organisation, ...receipts.map(({ subscriber }) => subscriber)]),
      this.#endDecision(entryId),
      clock.today(),
      this.#lateBefore(),
    ])
    const person = annexes.get(subject)?.value?.person
    if (person === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'entry' })
    const decisions = await this.#store.decisions([decisionDigest, ...(endDigest === null ? [] : [endDigest])])
    const numberOf = (digest: string | null): string | null => decisions.get(digest ?? '')?.value?.decisionNo ?? null
    const court = names(organisation).zh
    const { certificateType, certificateNumber, name } = person
    return {
      checkAt: `${config.publicUrl}${CHECK_PAGE}`,
      court,
      seal: court,
      signedOn: today,
      subject: {
        name,
        idKind: ID_KINDS.includes(certificateType) ? certificateType : 'OTHER',
        idNumber: masked(certificateNumber) ?? '****',
      },
      list: creditWords('list', list).zh,
      caseNumber,
      decisionNumber: numberOf(decisionDigest),
      decidedOn,
      publishedOn: publishedAtMs === null ? null : civilDateOf(publishedAtMs),
      ground: groundOf(ended),
      endDecisionNumber: numberOf(endDigest),
      endedOn: civilDateOf(ended.endedAtMs),
      end: ENDED[ended.end] ?? '删除',
      deleteBy: ended.deleteBy,
      entryDigest: ended.digest,
      sharing: sharingWords(receipts),
      receipts: receipts.map((one) => ({
        subscriber: names(one.subscriber).zh,
        toldOn: civilDateOf(one.withdrawn_at_ms),
        receipt: receiptWords(one, lateBefore),
      })),
    }
  }

  /** A receipt is late where the subscriber was told by then. */
  async #lateBefore(): Promise<number> {
    return this.#listener.clock.nowMs() - (await receiptTermMs(this.#listener))
  }

  /** The gateway's own key, for it says nothing that the ledger does not say. @throws GatewayError CERTIFICATE_NOT_DEPOSITED */
  async #deposit(
    organisation: string,
    file: { readonly depositId: string; readonly digest: string; readonly sizeBytes: number },
    replaces: string | null,
  ): Promise<void> {
    const { services, zone, clock } = this.#listener
    const key = (await services.all()).find(({ holder }) => holder.organisation === organisation)
    if (key === undefined) throw new GatewayError('CERTIFICATE_NOT_DEPOSITED', { reason: 'SERVICE_KEY_CLOSED' })
    const value = {
      ...file,
      kind: 'CERTIFICATE',
      mediaType: 'application/pdf',
      platformId: null,
      interest: 'NONE',
      // An instant of the entry would lead from the deposit to the entry.
      factAtMs: null,
      foreignAnchor: null,
      supersedes: await this.#standing(replaces, file.depositId),
      caseRef: null,
      collectedAtMs: clock.nowMs() - SKEW_MS,
      sourceSystem: 'CREDIT_GATEWAY',
      preChainNotes: null,
    }
    try {
      const bytes = key.sign(zone.zone.chainId, [{ type: 'deposit/DepositFile', value }])
      await (await zone.client()).submit(bytes, { events: false })
    } catch (error) {
      if (error instanceof SdkError && error.facts['name'] === 'DepositExists') return
      throw new GatewayError('CERTIFICATE_NOT_DEPOSITED', { reason: reasonOf(error) }, error)
    }
  }

  async #rows(indexKey: string, entryId: string | null): Promise<readonly Row[]> {
    const { rows } = await sql<Row>`
      SELECT v.entry_id, v.record, e.record AS ended, c.case_number FROM credit_last_view v
      JOIN projection.credit_ended e ON e.entry_id = v.entry_id
      JOIN credit_subject s ON s.entry_id = v.entry_id AND s.erased_at_ms IS NULL
      LEFT JOIN projection.court_case c ON c.case_ref = v.record->>'caseRef'
      WHERE v.index_keys @> ARRAY[${indexKey}]::text[] AND v.record->'servedOn' <> 'null'::jsonb
        AND (${entryId}::text IS NULL OR v.entry_id = ${entryId})
      ORDER BY e.ended_at_ms DESC, v.entry_id LIMIT ${SHOWN_MAX}`.execute(this.#listener.db)
    return rows
  }

  async #receipts(entryId: string): Promise<readonly Receipt[]> {
    return this.#listener.db
      .selectFrom('projection.credit_withdrawal')
      .select(['subscriber', 'withdrawn_at_ms', 'confirmed_at_ms'])
      .where('entry_id', '=', entryId)
      .orderBy('subscriber')
      .limit(RECEIPTS_MAX)
      .execute()
  }

  /** Of the decision that ended an entry; null: an event of the law did. */
  async #endDecision(entryId: string): Promise<string | null> {
    const { rows } = await sql<{ readonly digest: string | null }>`
      SELECT record->'instrument'->>'digest' AS digest FROM projection.agreement_step
      WHERE subject = ${entryId} ORDER BY n DESC LIMIT 1`.execute(this.#listener.db)
    return rows[0]?.digest ?? null
  }

  async #noteCollected(entryId: string, indexKey: string): Promise<void> {
    await sql`
      UPDATE credit_last_view SET collected = array_append(collected, ${indexKey})
      WHERE entry_id = ${entryId} AND NOT ${indexKey} = any(collected)`.execute(this.#listener.db)
  }
}

function receiptWords(receipt: Receipt, lateBefore: number): string {
  const { confirmed_at_ms: at } = receipt
  if (at !== null) return `${civilDateOf(at)}确认已删除`
  return isLate(receipt, lateBefore) ? '逾期未回执' : '尚未回执'
}

function receiptView(receipt: Receipt, lateBefore: number): OwnCertificateView['receipts'][number] {
  const { subscriber, withdrawn_at_ms: toldAtMs, confirmed_at_ms: confirmedAtMs } = receipt
  return { subscriber, toldAtMs, confirmedAtMs, isLate: isLate(receipt, lateBefore) }
}

function isLate({ withdrawn_at_ms: toldAtMs, confirmed_at_ms: confirmedAtMs }: Receipt, lateBefore: number): boolean {
  return confirmedAtMs === null && toldAtMs <= lateBefore
}

function groundOf({ event, end }: EndedRecord): string {
  return event === null ? (NO_EVENT[end] ?? '本院决定') : creditWords('event', event).zh
}

function sharingWords(receipts: readonly Receipt[]): string {
  if (receipts.length === 0) return '该信息未向任何单位共享。'
  const confirmed = receipts.filter(isConfirmed).length
  return `已通知${String(receipts.length)}个单位删除，其中${String(confirmed)}个已回执确认删除。`
}

function isConfirmed({ confirmed_at_ms: at }: Receipt): boolean {
  return at !== null
}

function subjectOf({ indexKey, subject, coSubjects }: Entry, own: string): string {
  if (indexKey === own) return subject
  return coSubjects.find((one) => one.indexKey === own)?.subject ?? subject
}
