import type { Authority, OutboxRow, Role, RouteName, RouteOutput, Routes, Session } from '@xiezhi/gateway-api'
import { bundledLaw, evaluate, listFunctions, reasonText, showFunction, LawError } from '@xiezhi/law'
import { creditAnswers } from './credit-answers.ts'
import { evidenceFile, recordProof } from './evidence.ts'
import * as court from './samples/court.ts'
import * as deposits from './samples/deposits.ts'
import { distribution } from './samples/distribution.ts'
import * as enforcement from './samples/enforcement.ts'
import { owed } from './samples/enforcement-owed.ts'
import * as institution from './samples/institution.ts'
import * as documents from './samples/documents.ts'
import * as matters from './samples/matters.ts'
import * as justice from './samples/justice.ts'
import * as operations from './samples/operations.ts'
import * as party from './samples/party.ts'
import { CASE_ID, DIGEST, idOf, NOW_MS, VERIFICATION_ID } from './samples/scene.ts'
import { sessionOf } from './samples/session.ts'

export interface Call {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

export type Answer<N extends RouteName> = (call: Call, state: GatewayState) => RouteOutput<Routes[N]>
export type Answers = { [N in RouteName]?: Answer<N> }

/** What a test sets and the answers read. */
export interface GatewayState {
  readonly authority: Authority
  roles: readonly Role[]
  isUnlocked: boolean
  readonly outbox: OutboxRow[]
}

/** A refusal, sent as a problem. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>

  constructor(status: number, code: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.status = status
    this.code = code
    this.facts = facts
  }
}

export const SHOWN_ID = 'shown-0001'
export const PASSPHRASE = 'sample passphrase'

function page<T>(items: readonly T[]): { items: T[]; next: string | null } {
  return { items: [...items], next: null }
}

function session({ authority, roles, isUnlocked }: GatewayState): Session {
  return sessionOf(authority, roles, isUnlocked)
}

/** Runs the law library itself, as the gateway does. */
function evaluation({ params, body }: Call): RouteOutput<Routes['evaluateLawFunction']> {
  const { input, at } = body as { input: unknown; at?: string }
  try {
    const { provisional, parameters, calendars, ...rest } = evaluate(
      params['name'] ?? '',
      input,
      bundledLaw,
      at === undefined ? {} : { at },
    )
    const reasons = (rest.output['reasons'] ?? []) as unknown as { code: string; rule: string }[]
    return {
      ...rest,
      parameters: [...parameters],
      calendars: [...calendars],
      isProvisional: provisional,
      reasons: reasons.map((reason) => {
        const known = reasonText(reason)
        const none = { zh: '', en: '' }
        return { ...reason, text: known?.text ?? none, statute: known?.statute ?? none }
      }),
    }
  } catch (error) {
    if (error instanceof LawError) throw new Refused(400, 'LAW_REFUSED', { ...error.facts, path: error.path })
    throw error
  }
}

/** Every parameter that any function reads, once. */
function parameters(): RouteOutput<Routes['listLawParameters']> {
  const rows = new Map<string, RouteOutput<Routes['listLawParameters']>['items'][number]>()
  for (const { name } of listFunctions()) {
    for (const row of showFunction(name).parameters) {
      const { titleZh, title, ...rest } = row as Record<string, never>
      const key = `${String(rest['key'])} ${String(rest['effectiveFrom'])}`
      rows.set(key, { ...rest, title: { zh: String(titleZh), en: String(title) } } as never)
    }
  }
  return { parameterVersion: `sha256:${'ef'.repeat(32)}`, items: [...rows.values()] }
}

const reads: Answers = {
  getSession: (_, state) => session(state),
  listCases: () => page(court.cases),
  findCase: ({ body }) => ({ caseId: (body as { caseNumber: string }).caseNumber.includes('12345') ? CASE_ID : null }),
  getCase: () => court.caseView,
  listVerifications: () => page([court.verificationSummary]),
  getVerification: () => court.verification,
  getCreditReport: () => justice.creditReport,
  listFormerStaff: () => page(court.formerStaff),
  listDeposits: () => page(deposits.summaries),
  getDeposit: () => deposits.view,
  checkDeposit: ({ body }) => deposits.answerTo((body as { digests: string[] }).digests),
  checkDocument: ({ body }) => documents.answerTo(body as Parameters<typeof documents.answerTo>[0]),
  listAlarms: () => page(court.alarms),
  listAccountLocks: () => page(operations.accountLocks),
  proposeUnlock: ({ body }) => operations.proposedLock((body as { reason: string }).reason),
  listDeadlines: () => page(court.deadlines),
  listLawyers: () => page(justice.lawyers),
  getLawyer: ({ query }) => ({ ...justice.lawyer, asOf: asOf(query) }),
  listFirms: () => page([justice.firm]),
  getFirm: () => justice.firm,
  listInquiries: () => page(justice.inquiries),
  listObjections: () => page(justice.objections),
  listProposals: () => page(justice.proposals),
  listImports: () => page([justice.importReport]),
  checkImport: () => justice.importReport,
  getMe: () => justice.lawyer,
  getMyCreditReport: () => justice.creditReport,
  listMyInquiries: () => page(justice.inquiries),
  listMyObjections: () => page(justice.objections),
  listAuditVolumes: () => ({ items: operations.auditVolumes }),
  getOperations: () => operations.operations,
  getOperationsHistory: () => operations.operationsHistory,
  getPublicLawyer: () => justice.publicLawyer,
}

function asOf(query: Call['query']): RouteOutput<Routes['getLawyer']>['asOf'] {
  const { validAt, knownAtMs } = query
  if (validAt === undefined || knownAtMs === undefined) return null
  const known = Number(knownAtMs)
  const isSuspended = known >= NOW_MS - 20 * 86_400_000 && validAt >= '2026-11-28' && validAt <= '2027-02-27'
  return {
    validAt,
    knownAtMs: known,
    status: isSuspended ? 'SUSPENDED' : 'ACTIVE',
    statusFrom: isSuspended ? '2026-11-28' : '2024-03-02',
    statusTo: isSuspended ? '2027-02-27' : null,
    firmUscc: null,
    isDisputed: false,
    keys: [],
  }
}

const shared: Answers = {
  getTrust: () => {
    const file = evidenceFile('trust.json').toString()
    const { source, zones } = JSON.parse(file) as RouteOutput<Routes['getTrust']>
    return { source, zones, file }
  },
  getRecordProof: ({ params }) => {
    const found = recordProof(params['key'] ?? '')
    if (found === null) throw new Refused(404, 'SUBJECT_UNKNOWN')
    return found
  },
  listOutbox: (_, { outbox }) => page(outbox),
  getOutboxRow: ({ params }, { outbox }) => {
    const row = outbox.find(({ id }) => id === params['id'])
    if (row === undefined) throw new Refused(404, 'SUBJECT_UNKNOWN')
    return row
  },
  listLawFunctions: () => ({ items: [...listFunctions()] }),
  getLawFunction: ({ params }) =>
    showFunction(params['name'] ?? '') as unknown as RouteOutput<Routes['getLawFunction']>,
  evaluateLawFunction: evaluation,
  listLawParameters: parameters,
  logout: (_, state) => {
    state.roles = []
    return {}
  },
  unlockSigner: ({ body }, state) => {
    if ((body as { passphrase: string }).passphrase !== PASSPHRASE) throw new Refused(403, 'SIGNER_PASSPHRASE')
    state.isUnlocked = true
    return session(state).signer
  },
  lockSigner: (_, state) => {
    state.isUnlocked = false
    return session(state).signer
  },
  previewAct: ({ body }, state) => {
    const { act, params = {} } = body as { act: string; params?: Record<string, string> }
    const about = Object.values(params).join('、')
    return {
      words: [{ zh: `办理事项 ${act}，对象 ${about}`, en: `Act ${act} about ${about}` }],
      messages: [{ type: act, value: body }],
      signer: { organisation: `${state.authority}-a`, officer: 'officer-1' },
      chainId: `xz-${state.authority}-1`,
      shownId: SHOWN_ID,
      expiresAtMs: Date.now() + 120_000,
    }
  },
}

const orders: Answers = {
  listEnforcements: () => page(enforcement.summaries),
  getEnforcement: () => enforcement.view,
  evaluateOwed: ({ body }) => ({ ...owed, asOf: (body as { asOf: string }).asOf, totalCents: 105_000_000 }),
  evaluateDistribution: () => distribution,
  listPartyMatters: () => ({ items: [party.partyMatter] }),
  getPartyMatter: () => party.partyMatter,
  submitPartyObjection: () => ({ submissionId: idOf(0xf2), submittedAtMs: NOW_MS }),
  listDocumentKinds: () => party.documentKinds,
  getDocumentForm: () => party.documentForm,
  listCaseDocuments: () => ({ items: party.caseDocuments }),
  makeCaseDocument: () => ({ documentId: idOf(0x53), digest: DIGEST, verificationCode: '0000-0000-0000-0000-Z' }),
  listInstitutionObjections: () => page(party.institutionObjections),
  getMatters: () => matters.matters,
  listCaseObjections: () => page(matters.objections),
  listTransfers: () => page([matters.transfer]),
  listPreservations: () => page([matters.preservation]),
  listSubmissions: () => page([matters.submission]),
  returnSubmission: ({ params }) => ({ submissionId: params['submissionId'] ?? '', state: 'RETURNED' }),
  enterCreditor: () => ({ creditorId: idOf(0xc4) }),
  withdrawCreditor: ({ params }) => ({ creditorId: params['creditorId'] ?? '' }),
  refuseDraft: ({ params }) => ({ draftId: params['draftId'] ?? '', state: 'REFUSED', atMs: NOW_MS }),
  listInstitutions: () => ({ items: enforcement.institutions }),
  planControl: () => enforcement.plan,
  estimateProperty: ({ params }) => ({ propertyId: params['propertyId'] ?? '' }),
  listDrafts: () => page([enforcement.draft]),
  getDraft: () => enforcement.draft,
  listOfficerCards: () => institution.officers,
  fileOfficerCards: ({ body }) => ({ officer: (body as { officer: string }).officer }),
  getHalt: () => institution.halt,
  getSupervision: () => institution.supervision,
  listInbox: () => page(institution.inbox),
  getInboxOrder: () => institution.order,
  listMeasures: () => page(institution.measures),
  getAssetLine: () => institution.line,
  getAssetLinePages: ({ params }) => ({ assetKey: params['assetKey'] ?? '', rows: [], next: null }),
  listReconciliations: () => page(institution.reconciliations),
  listEndedAlarms: () => page(institution.endedAlarms),
}

export const ANSWERS: Answers = { ...reads, ...shared, ...orders, ...creditAnswers }

/** A row as it is written down when an act arrives; a test moves it on. */
export function newRow(act: RouteName, call: Call, { outbox }: GatewayState): OutboxRow {
  const number = outbox.filter((row) => row.act === act).length + 1
  const [subject = ''] = Object.values(call.params)
  const nowMs = Date.now()
  return {
    id: `outbox-${act}-${String(number).padStart(4, '0')}`,
    act,
    state: 'recorded',
    isFinal: false,
    subject: { kind: 'subject', id: subject },
    steps: [{ state: 'recorded', atMs: nowMs }],
    refusal: null,
    result: act === 'verifyLawyer' ? { verificationId: VERIFICATION_ID } : null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }
}
