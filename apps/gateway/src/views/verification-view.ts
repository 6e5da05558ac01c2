import type { Json } from '@xiezhi/codec'
import type { OutboxRow, OutboxState, Verdict, VerificationSummary, VerificationView } from '@xiezhi/gateway-api'
import type { Database } from '../db/database.ts'
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

/** Everything that is known about one question. */
interface Parts {
  readonly id: string
  readonly row: OutboxRow | undefined
  readonly request: RequestRecord | undefined
  readonly dispatch: DispatchRecord | undefined
  readonly receipt: ReceiptRecord | undefined
  readonly court: VerificationRecord | undefined
}

export class VerificationViews {
  readonly #db: Database
  readonly #outbox: OutboxStore

  constructor(db: Database, outbox: OutboxStore) {
    this.#db = db
    this.#outbox = outbox
  }

  /** By the id of the outbox row, of the dispatch, or of the verification on the ledger. @throws GatewayError SUBJECT_UNKNOWN */
  async view(id: string): Promise<VerificationView> {
    const own = await this.#outbox.find(id)
    const dispatchId = own === undefined ? await this.#dispatchOf(id) : (own.entry.plan.dispatchId ?? id)
    const [parts] = await this.#parts([dispatchId])
    const known = parts ?? emptyParts(dispatchId)
    if (own === undefined && known.request === undefined)
      throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'verification' })
    return viewOf({ ...known, id, row: own?.row ?? known.row }, own?.officer, own?.entry.plan.facts ?? {})
  }

  /** The dispatch whose evidence is asked for. @throws GatewayError SUBJECT_UNKNOWN */
  async dispatchId(id: string): Promise<string> {
    const own = await this.#outbox.find(id)
    return own?.entry.plan.dispatchId ?? this.#dispatchOf(id)
  }

  /** In the order of the ids. */
  async summaries(dispatchIds: readonly string[]): Promise<VerificationSummary[]> {
    return (await this.#parts(dispatchIds)).map((parts) => summaryOf(parts))
  }

  async #dispatchOf(id: string): Promise<string> {
    const found = await this.#db
      .selectFrom('projection.verification')
      .select('receipt_id')
      .where('verification_id', '=', id)
      .executeTakeFirst()
    return found?.receipt_id ?? id
  }

  async #parts(ids: readonly string[]): Promise<Parts[]> {
    if (ids.length === 0) return []
    const [requests, dispatches, receipts, courts, rows] = await Promise.all([
      this.#db
        .selectFrom('projection.request')
        .select(['dispatch_id', 'record'])
        .where('dispatch_id', 'in', ids)
        .execute(),
      this.#db
        .selectFrom('projection.dispatch')
        .select(['dispatch_id', 'record'])
        .where('dispatch_id', 'in', ids)
        .execute(),
      this.#db
        .selectFrom('projection.receipt')
        .select(['dispatch_id', 'record'])
        .where('dispatch_id', 'in', ids)
        .execute(),
      this.#db
        .selectFrom('projection.verification')
        .select(['receipt_id', 'record'])
        .where('receipt_id', 'in', ids)
        .orderBy('made_at_ms')
        .execute(),
      this.#outbox.byDispatch(ids),
    ])
    const byId = <T>(
      found: readonly { dispatch_id?: string; receipt_id?: string | null; record: unknown }[],
    ): Map<string, T> => new Map(found.map((one) => [one.dispatch_id ?? one.receipt_id ?? '', one.record as T]))
    const [request, dispatch, receipt, court] = [
      byId<RequestRecord>(requests),
      byId<DispatchRecord>(dispatches),
      byId<ReceiptRecord>(receipts),
      byId<VerificationRecord>(courts),
    ]
    return ids.map((id) => ({
      id,
      row: rows.get(id),
      request: request.get(id),
      dispatch: dispatch.get(id),
      receipt: receipt.get(id),
      court: court.get(id),
    }))
  }
}

function emptyParts(id: string): Parts {
  return { id, row: undefined, request: undefined, dispatch: undefined, receipt: undefined, court: undefined }
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
