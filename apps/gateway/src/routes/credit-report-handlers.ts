import type { Json } from '@xiezhi/codec'
import type { CreditReport } from '@xiezhi/gateway-api'
import { annexRecord, VaultError } from '@xiezhi/vault'
import { AnnexStates } from '../annex/annex-state.ts'
import type { AnnexOf } from '../annex/annex-state.ts'
import type { CreditReports } from '../annex/credit-reports.ts'
import { REPORT_FIELDS, sectionsOf, termOf } from '../annex/report-fields.ts'
import { GatewayError } from '../gateway-error.ts'
import type { OpenSession } from '../session/person.ts'
import type { VerificationViews } from '../views/verification-view.ts'
import type { Call, Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { signedIn } from './session-handlers.ts'

const NOTHING: CreditReport = {
  licence: '',
  state: 'none',
  reportDigest: null,
  generatedAtMs: null,
  validUntilMs: null,
  isMatching: null,
  sections: [],
}

/** The court: the report of each answer, for the court of the case. */
export function courtReportHandlers(listener: Listener, verifications: VerificationViews): Handlers {
  const { db, config } = listener
  const sender = config.annex?.peer.authority
  const annexes = sender === undefined ? undefined : new AnnexStates(db, sender)
  return {
    getVerification: async ({ params }) => {
      const view = await verifications.view(params.id)
      if (view.dispatchId === null || annexes === undefined) return view
      const { state, digest, dueAtMs, retrievedAtMs, reason, isRecorded } = await annexes.of(view.dispatchId)
      const what = { zh: '附件取得情况', en: 'whether the annex was retrieved' }
      const records = isRecorded ? [{ key: `query/retrieval/${view.dispatchId}`, what }] : []
      const creditReport = { state, digest, dueAtMs, retrievedAtMs, ...(reason === undefined ? {} : { reason }) }
      return { ...view, creditReport, records: [...view.records, ...records] }
    },
    getCreditReport: async (call) => {
      const dispatchId = await verifications.dispatchId(call.params.id)
      if (dispatchId === null) throw new GatewayError('VERIFICATION_UNKNOWN')
      const licence = await requireCourtOfCase(listener, call, dispatchId)
      const reports = listener.creditReports
      if (sender === undefined || annexes === undefined || reports === undefined) return { ...NOTHING, licence }
      const annex = await annexes.of(dispatchId)
      return courtReport(reports, { licence, sender, dispatchId, annex })
    },
  }
}

/** Licence that was asked about. @throws GatewayError VERIFICATION_UNKNOWN, OTHER_COURT */
async function requireCourtOfCase(
  { db, audit }: Listener,
  call: Call<'getCreditReport'>,
  dispatchId: string,
): Promise<string> {
  const session = signedIn(call)
  const found = await db
    .selectFrom('projection.request')
    .select(['record', 'licence_no', 'case_ref'])
    .where('dispatch_id', '=', dispatchId)
    .executeTakeFirst()
  if (found === undefined) throw new GatewayError('VERIFICATION_UNKNOWN')
  const { organisation } = found.record as unknown as { readonly organisation: string }
  if (found.case_ref !== null && organisation === session.person.organisation) return found.licence_no
  await audit.note({
    person: session.person,
    role: session.roles[0] ?? 'NONE',
    route: 'getCreditReport',
    purpose: 'AGENT_VERIFICATION',
    subject: call.params.id,
    page: null,
    refused: true,
    refusal: 'OTHER_COURT',
  })
  throw new GatewayError('OTHER_COURT')
}

interface CourtReport {
  readonly licence: string
  readonly sender: string
  readonly dispatchId: string
  readonly annex: AnnexOf
}

async function courtReport(
  { vault }: CreditReports,
  { licence, sender, dispatchId, annex }: CourtReport,
): Promise<CreditReport> {
  const { state, digest, subject, reason } = annex
  const head = {
    licence,
    state,
    reportDigest: digest,
    generatedAtMs: null,
    validUntilMs: null,
    ...(reason === undefined ? {} : { reason }),
  }
  if (state !== 'retrieved' || subject === null) return { ...head, isMatching: null, sections: [] }
  try {
    const record = annexRecord(sender, dispatchId)
    const fields = await vault.read({ subject, record, names: REPORT_FIELDS })
    const values = Object.fromEntries(fields.map(({ name, value }) => [name, value]))
    // It was held against the ledger's digest when it came, and each field against its own now.
    return { ...head, ...termOf(values), isMatching: true, sections: sectionsOf(values) ?? [] }
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    return error.code === 'FIELD_TAMPERED'
      ? { ...head, state: 'mismatched', isMatching: false, sections: [], reason: CHANGED }
      : { ...head, state: 'failed', isMatching: null, sections: [], reason: GONE }
  }
}

const CHANGED = { zh: '库中内容已被改动，不予显示', en: 'What lies in the vault was changed and is not shown' }
const GONE = { zh: '报告已依法删除或不再可读', en: 'The report has been erased or can no longer be read' }

/** The bureau: the own report of a lawyer. */
export function ownReportHandlers({ db, creditReports }: Listener): Handlers {
  return {
    getMyCreditReport: async (call) => {
      const licence = ownLicence(signedIn(call))
      const row = await db
        .selectFrom('projection.licence as n')
        .innerJoin('projection.credit_report as c', 'c.lawyer_id', 'n.lawyer_id')
        .select('c.record')
        .where('n.licence_no', '=', licence)
        .executeTakeFirst()
      if (row === undefined) return { ...NOTHING, licence }
      const { reportDigest, generatedAtMs, validUntilMs } = row.record as unknown as Anchored
      const head = { licence, reportDigest, generatedAtMs, validUntilMs }
      const fields: Readonly<Record<string, Json>> | undefined = await creditReports?.sender?.fields(reportDigest)
      const sections = fields === undefined ? undefined : sectionsOf(fields)
      return sections === undefined
        ? { ...head, state: 'failed', isMatching: null, sections: [], reason: GONE }
        : { ...head, state: 'retrieved', isMatching: true, sections }
    },
  }
}

interface Anchored {
  readonly reportDigest: string
  readonly generatedAtMs: number
  readonly validUntilMs: number
}

function ownLicence({ person }: OpenSession): string {
  if (person.licence === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'lawyer' })
  return person.licence
}
