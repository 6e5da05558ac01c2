import type { Json } from '@xiezhi/codec'
import type { OutboxRow, OutboxState, Verdict, VerificationSummary, VerificationView } from '@xiezhi/gateway-api'
import type { Gathered } from '@xiezhi/sdk'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Asker, OutboxStore } from '../outbox/outbox-store.ts'
import type { JsonRecord } from '../projection/tables.ts'
import { checkView, meaningOf, reasonView } from './reasons.ts'
import type { Check, Reason } from './reasons.ts'
import { wordsFor } from './words.ts'

/** From best to worst. */
const ORDER: readonly Verdict[] = ['PASS', 'WARN', 'ALERT', 'PERSON_DECIDES', 'BLOCK']

interface Question {
  readonly licenceNo: string
  readonly asOf: string
  readonly caseRef: string | null
  readonly use: 'FILING' | 'FILE_ACCESS' | 'HEARING' | 'SETTLEMENT'
  readonly letterFirmUscc: string
}

interface RequestRecord {
  readonly dispatchId: string
  readonly organisation: string
  readonly officer: string
  readonly question: Question
  readonly deadlineMs: number
  readonly askedAtMs: number
}

interface Finding {
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
  readonly checks: readonly Check[]
  readonly tasks: readonly (Reason & { readonly role: string; readonly kind: string })[]
  readonly facts: Json
  readonly disputed: boolean
  readonly parameterVersion: string
}

interface ReceiptRecord {
  readonly question: Question
  readonly result: {
    readonly refusal: string | null
    readonly finding: Finding | null
    readonly policyId: string | null
    readonly policyVersion: number | null
    readonly decidedAtMs: number
    readonly height: number
  }
  readonly assurance: VerificationView['assurance']
  readonly freshUntilMs: number | null
  readonly receivedAtMs: number
}

interface DispatchRecord {
  readonly deadlineMs: number
  readonly outcome: { readonly kind: string; readonly atMs: number } | null
  readonly ladder: readonly { readonly rung: string; readonly atMs: number }[]
}

export interface VerificationRecord {
  readonly verificationId: string
  readonly caseRef: string
  readonly agentId: string
  readonly use: Question['use']
  readonly onDate: string
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
  readonly checks: readonly Check[]
  readonly source: 'RECEIPT' | 'OFFLINE_FALLBACK' | 'NONE'
  readonly receiptId: string | null
  readonly freshUntilMs: number | null
  readonly madeAtMs: number
}

interface OnLedger {
  readonly id: string
  readonly request: RequestRecord | undefined
  readonly dispatch: DispatchRecord | undefined
  readonly receipt: ReceiptRecord | undefined
  readonly court: VerificationRecord | undefined
}

/** Everything that is known about one question. */
interface Parts extends OnLedger {
  readonly row: OutboxRow | undefined
}

type Found = { readonly id: string } & { readonly [K in Exclude<keyof OnLedger, 'id'>]: OnLedger[K] | null }

export class VerificationViews {
  readonly #db: Database
  readonly #outbox: OutboxStore
  readonly #onLedger: Gathered<string, OnLedger>

  constructor(db: Database, outbox: OutboxStore) {
    this.#db = db
    this.#outbox = outbox
    this.#onLedger = gathered((ids) => onLedger(db, ids))
  }

  /** By the id of the outbox row, of the dispatch, or of the verification on the ledger. @throws GatewayError VERIFICATION_UNKNOWN */
  async view(id: string): Promise<VerificationView> {
    const own = await this.#outbox.shown(id)
    const dispatchId = own === undefined ? await this.#dispatchOf(id) : (own.dispatchId ?? id)
    const known = await this.#onLedger.load(dispatchId)
    const row = own?.row ?? (await this.#outbox.byDispatch([dispatchId])).get(dispatchId)
    if (own === undefined && known.request === undefined) throw new GatewayError('VERIFICATION_UNKNOWN')
    return viewOf({ ...known, id, row }, own?.officer, own?.facts ?? {})
  }

  /**
   * The dispatch whose evidence is asked for; null for a question that is known and has none: not sent yet, or answered
   * on paper. @throws GatewayError VERIFICATION_UNKNOWN
   */
  async dispatchId(id: string): Promise<string | null> {
    const own = await this.#outbox.shown(id)
    if (own?.row.act === 'verifyLawyer') return own.dispatchId
    const { rows } = await sql<{ dispatch_id: string | null }>`
      SELECT receipt_id AS dispatch_id FROM projection.verification WHERE verification_id = ${id}
      UNION ALL SELECT dispatch_id FROM projection.request WHERE dispatch_id = ${id}`.execute(this.#db)
    const [found] = rows
    if (found === undefined) throw new GatewayError('VERIFICATION_UNKNOWN')
    return found.dispatch_id
  }

  /** In the order of the ids. */
  async summaries(dispatchIds: readonly string[]): Promise<VerificationSummary[]> {
    const [known, rows] = await Promise.all([
      Promise.all(dispatchIds.map((id) => this.#onLedger.load(id))),
      this.#outbox.byDispatch(dispatchIds),
    ])
    return known.map((one) => summaryOf({ ...one, row: rows.get(one.id) }))
  }

  async #dispatchOf(id: string): Promise<string> {
    const found = await this.#db
      .selectFrom('projection.verification')
      .select('receipt_id')
      .where('verification_id', '=', id)
      .executeTakeFirst()
    return found?.receipt_id ?? id
  }
}

/** What the ledger has about each question, in the order of the ids. */
async function onLedger(db: Database, ids: readonly string[]): Promise<OnLedger[]> {
  const { rows } = await sql<Found>`
    SELECT i.id, q.record AS request, d.record AS dispatch, r.record AS receipt,
      (SELECT v.record FROM projection.verification v WHERE v.receipt_id = i.id ORDER BY v.made_at_ms DESC LIMIT 1) AS court
    FROM unnest(${[...ids]}::text[]) AS i(id)
    LEFT JOIN projection.request q ON q.dispatch_id = i.id
    LEFT JOIN projection.dispatch d ON d.dispatch_id = i.id
    LEFT JOIN projection.receipt r ON r.dispatch_id = i.id`.execute(db)
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = found.get(id)
    return {
      id,
      request: row?.request ?? undefined,
      dispatch: row?.dispatch ?? undefined,
      receipt: row?.receipt ?? undefined,
      court: row?.court ?? undefined,
    }
  })
}

/** Of a question that another program sent, from what the ledger holds. */
function stateOf({ row, receipt, dispatch }: Parts): OutboxState {
  if (row !== undefined) return row.state
  if (receipt !== undefined) return 'answered'
  if (dispatch?.outcome != null) return 'failed'
  return dispatch?.ladder.some(({ rung }) => rung === 'delivered') === true ? 'relayed' : 'included'
}

function verdictOf({ receipt, court }: Parts): Verdict | null {
  const answered = receipt?.result.finding?.verdict ?? null
  if (court === undefined || answered === null) return court?.verdict ?? answered
  return ORDER.indexOf(court.verdict) > ORDER.indexOf(answered) ? court.verdict : answered
}

type Asked = Pick<VerificationSummary, 'caseId' | 'licence' | 'asOf' | 'use'> & {
  readonly letterFirmUscc: string | null
}

/** As the ledger has it; before it has, as the officer asked. */
function askedOf({ request, receipt, row }: Parts, facts: JsonRecord): Asked {
  const question = request?.question ?? receipt?.question
  if (question !== undefined) {
    const { caseRef, licenceNo, asOf, use, letterFirmUscc } = question
    return { caseId: caseRef, licence: licenceNo, asOf, use, letterFirmUscc }
  }
  const { licence = '', asOf = '', use = null } = facts as Partial<Asked>
  return { caseId: row?.subject.id ?? null, licence, asOf, use, letterFirmUscc: null }
}

function timesOf({
  row,
  request,
  receipt,
  court,
}: Parts): Pick<VerificationSummary, 'askedAtMs' | 'answeredAtMs' | 'freshUntilMs'> {
  return {
    askedAtMs: request?.askedAtMs ?? row?.createdAtMs ?? null,
    answeredAtMs: receipt?.receivedAtMs ?? null,
    freshUntilMs: court?.freshUntilMs ?? receipt?.freshUntilMs ?? null,
  }
}

function summaryOf(parts: Parts, facts: JsonRecord = {}): VerificationSummary {
  const { caseId, licence, asOf, use } = askedOf(parts, facts)
  return {
    id: parts.id,
    state: stateOf(parts),
    caseId,
    licence,
    asOf,
    use,
    verdict: verdictOf(parts),
    isDisputed: parts.receipt?.result.finding?.disputed ?? false,
    ...timesOf(parts),
  }
}

function viewOf(parts: Parts, officer: Asker | undefined, facts: JsonRecord): VerificationView {
  const { request, receipt, dispatch, court, row } = parts
  const summary = summaryOf(parts, facts)
  const refusal = receipt?.result.refusal ?? null
  return {
    ...summary,
    requestedBy: askerOf(request ?? officer),
    letterFirmUscc: askedOf(parts, facts).letterFirmUscc,
    dispatchId: request?.dispatchId ?? null,
    meaning: summary.verdict === null ? null : meaningOf(summary.verdict),
    policyRefusal: refusal === null ? null : { code: refusal, text: wordsFor('refusal', refusal) },
    refusal: row?.refusal ?? null,
    bureau: bureauOf(receipt),
    court: courtOf(court),
    assurance: receipt?.assurance ?? null,
    ...wayOf(dispatch),
    steps: row?.steps ?? [],
    records: recordsOf(parts),
    proof: proofOf(row),
    creditReport: { state: 'none', digest: null, dueAtMs: null, retrievedAtMs: null },
  }
}

function askerOf(asker: Asker | undefined): Asker {
  return { organisation: asker?.organisation ?? '', officer: asker?.officer ?? '' }
}

function wayOf(dispatch: DispatchRecord | undefined): Pick<VerificationView, 'deadlineMs' | 'outcome' | 'ladder'> {
  if (dispatch === undefined) return { deadlineMs: null, outcome: null, ladder: [] }
  const { deadlineMs, outcome, ladder } = dispatch
  return { deadlineMs, outcome, ladder: ladder.map(({ rung, atMs }) => ({ rung, atMs })) }
}

function bureauOf(receipt: ReceiptRecord | undefined): VerificationView['bureau'] {
  const finding = receipt?.result.finding ?? null
  if (receipt === undefined || finding === null) return null
  const { result } = receipt
  const { facts } = finding
  return {
    verdict: finding.verdict,
    checks: finding.checks.map((check) => checkView(check, facts)),
    reasons: finding.reasons.map((reason) => reasonView(reason, facts)),
    tasks: finding.tasks.map(({ role, kind, code, rule }) => ({
      role,
      kind,
      code,
      rule,
      text: reasonView({ code, rule }, facts).text,
    })),
    facts,
    decidedAtMs: result.decidedAtMs,
    height: result.height,
    policyId: result.policyId,
    policyVersion: result.policyVersion,
    parameterVersion: finding.parameterVersion,
  }
}

function courtOf(court: VerificationRecord | undefined): VerificationView['court'] {
  if (court === undefined) return null
  return {
    verificationId: court.verificationId,
    verdict: court.verdict,
    checks: court.checks.map((check) => checkView(check)),
    reasons: court.reasons.map((reason) => reasonView(reason)),
    madeAtMs: court.madeAtMs,
    source: court.source,
  }
}

function recordsOf({ request, receipt, court }: Parts): VerificationView['records'] {
  const id = request?.dispatchId
  return [
    ...(id === undefined ? [] : [{ key: `query/request/${id}`, what: { zh: '查询请求', en: 'the question' } }]),
    ...(id === undefined
      ? []
      : [{ key: `query/dispatch/${id}`, what: { zh: '送达进程', en: 'how it was delivered' } }]),
    ...(id === undefined || receipt === undefined
      ? []
      : [{ key: `query/receipt/${id}`, what: { zh: '核验回执', en: 'the receipt of the answer' } }]),
    ...(court === undefined
      ? []
      : [
          {
            key: `case/verification/${court.verificationId}`,
            what: { zh: '法院核验结论', en: "the court's verification" },
          },
        ]),
  ]
}

function proofOf(row: OutboxRow | undefined): VerificationView['proof'] {
  const proof = (row?.result as JsonRecord | null)?.['proof']
  return proof === undefined || proof === null ? null : (proof as unknown as VerificationView['proof'])
}
