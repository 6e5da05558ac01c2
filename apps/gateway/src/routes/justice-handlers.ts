import type { Json } from '@xiezhi/codec'
import type { ImportReport, LawyerView, OutboxRow } from '@xiezhi/gateway-api'
import type { ImportFacts } from '../acts/import-acts.ts'
import { proposalsOf } from '../acts/import-acts.ts'
import { parseLawyerCsv } from '../acts/lawyer-csv.ts'
import { GatewayError } from '../gateway-error.ts'
import type { OpenSession } from '../session/person.ts'
import { LawyerViews } from '../views/lawyer-view.ts'
import { cursorParts, limitOf, pageOf } from '../views/page.ts'
import type { ProposalViews } from '../views/proposal-view.ts'
import { rowText } from '../views/row-words.ts'
import type { Handlers } from './handler.ts'
import type { Listener } from './listener.ts'
import { signedIn } from './session-handlers.ts'

/** The register of lawyers: the justice listener's reads. */
export function justiceHandlers(listener: Listener, proposals: ProposalViews): Handlers {
  const { clock } = listener
  const lawyers = new LawyerViews(listener)
  return {
    ...ownHandlers(listener, lawyers, proposals),
    ...importHandlers(listener),
    ...decisionHandlers(lawyers, proposals),
    listLawyers: async ({ query }) => {
      const limit = limitOf(query)
      const [after = ''] = cursorParts(query, 1) ?? []
      const rows = await lawyers.list(query, await clock.today(), after, limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ licence }) => [licence],
      )
    },
    getLawyer: async ({ params, query }) => {
      const open = await proposals.openFor(params.licence)
      const view = await lawyers.view(params.licence, await clock.today(), open)
      return { ...view, asOf: await asOf(listener, params.licence, query) }
    },
    listFirms: async ({ query }) => {
      const limit = limitOf(query)
      const [after = ''] = cursorParts(query, 1) ?? []
      const rows = await lawyers.firms(await clock.today(), after, limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ uscc }) => [uscc],
      )
    },
    getFirm: async ({ params }) => {
      const [found] = await lawyers.firms(await clock.today(), '', 1, params.id)
      if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'firm' })
      return found
    },
    listInquiries: async ({ query }) => {
      const limit = limitOf(query)
      const serial = query.licence === undefined ? null : (await lawyers.record(query.licence)).serial
      const rows = await lawyers.inquiries(serial, cursorParts(query, 2), limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ atMs, dispatchId }) => [atMs, dispatchId],
      )
    },
  }
}

/** What waits for a decision, and what was decided. */
function decisionHandlers(lawyers: LawyerViews, proposals: ProposalViews): Handlers {
  return {
    listObjections: async ({ query }) => {
      const limit = limitOf(query)
      const rows = await lawyers.objections(query.state, cursorParts(query, 2), limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ raisedAtMs, objectionId }) => [raisedAtMs, objectionId],
      )
    },
    listProposals: async (call) => {
      const limit = limitOf(call.query)
      const { person } = signedIn(call)
      const rows = await proposals.list(call.query.state, cursorParts(call.query, 2), limit + 1, person)
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ proposedAtMs, proposalId }) => [proposedAtMs, proposalId],
      )
    },
    getProposal: (call) => proposals.view(call.params.id, signedIn(call).person),
  }
}

/** What held on a day as it was known at an instant, by the ledger's own answer. */
async function asOf(
  { zone, clock }: Listener,
  licence: string,
  { validAt, knownAtMs }: { readonly validAt?: string; readonly knownAtMs?: number },
): Promise<LawyerView['asOf']> {
  if (validAt === undefined && knownAtMs === undefined) return null
  const question = {
    licenceNo: licence,
    validAt: validAt ?? (await clock.today()),
    knownAtMs: knownAtMs ?? clock.nowMs(),
  }
  const found = (await zone.query('lawyer/standingAsOf', question)) as unknown as AsOf | null
  if (found === null) return null
  const { status, statusFrom, statusTo, firmUscc, disputed, keys } = found
  return {
    validAt: question.validAt,
    knownAtMs: question.knownAtMs,
    status,
    statusFrom,
    statusTo,
    firmUscc,
    isDisputed: disputed,
    keys: [keys.licence, keys.record, ...keys.events],
  }
}

interface AsOf {
  readonly status: LawyerView['status']
  readonly statusFrom: string | null
  readonly statusTo: string | null
  readonly firmUscc: string | null
  readonly disputed: boolean
  readonly keys: { readonly licence: string; readonly record: string; readonly events: readonly string[] }
}

/** The licence is the session's: no request names another. @throws GatewayError SUBJECT_UNKNOWN */
function ownLicence({ person }: OpenSession): string {
  if (person.licence === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'lawyer' })
  return person.licence
}

function ownHandlers({ clock }: Listener, lawyers: LawyerViews, proposals: ProposalViews): Handlers {
  return {
    getMe: async (call) => {
      const licence = ownLicence(signedIn(call))
      return lawyers.view(licence, await clock.today(), await proposals.openFor(licence))
    },
    listMyInquiries: async (call) => {
      const limit = limitOf(call.query)
      const { serial } = await lawyers.record(ownLicence(signedIn(call)))
      const rows = await lawyers.inquiries(serial, cursorParts(call.query, 2), limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ atMs, dispatchId }) => [atMs, dispatchId],
      )
    },
    listMyObjections: async (call) => {
      const { lawyerId } = await lawyers.record(ownLicence(signedIn(call)))
      return { items: await lawyers.objectionsOf(lawyerId), next: null }
    },
  }
}

function importHandlers({ outbox }: Listener): Handlers {
  const report = async (
    row: OutboxRow,
    officer: ImportReport['proposer'],
    session: OpenSession,
  ): Promise<ImportReport> => {
    const approvals = await outbox.store.about('approveImport', row.id)
    return importReport(row, approvals, officer, session)
  }
  return {
    checkImport: (call) => {
      const { rows, refused } = parseLawyerCsv(call.body.csv)
      const { person } = signedIn(call)
      return Promise.resolve({
        id: '',
        state: 'proposed' as const,
        rows: rows.length + refused.length,
        accepted: rows.length,
        refused: refused.map(({ line, name, field }) => ({
          line,
          codespace: 'gateway',
          name,
          field,
          text: rowText(name),
        })),
        proposals: [],
        proposer: { organisation: person.organisation ?? '', officer: person.officer ?? '' },
        createdAtMs: Date.now(),
        mayApprove: false,
      })
    },
    listImports: async (call) => {
      const session = signedIn(call)
      const found = await outbox.store.ofAct('importLawyers', limitOf(call.query))
      return { items: await Promise.all(found.map(({ row, officer }) => report(row, officer, session))), next: null }
    },
    getImport: async (call) => {
      const found = await outbox.store.find(call.params.id)
      if (found?.row.act !== 'importLawyers') throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'import' })
      return report(found.row, found.officer, signedIn(call))
    },
  }
}

interface ImportAnswer {
  readonly imported: number
  readonly refused: readonly { readonly row: number; readonly codespace: string; readonly name: string }[]
}

/** Rows that the gateway refused before, and those that the ledger refused when it was approved. */
function importReport(
  row: OutboxRow,
  approvals: readonly OutboxRow[],
  proposer: ImportReport['proposer'],
  { person }: OpenSession,
): ImportReport {
  const { rows = 0, chunks = [], refused = [] } = (row.result ?? {}) as Partial<ImportFacts>
  const done = approvals.find(({ state }) => state === 'included')
  const answers = ((done?.result ?? {}) as { readonly data?: readonly Json[] }).data as
    readonly ImportAnswer[] | undefined
  const byLedger = (answers ?? []).flatMap((answer, at) =>
    answer.refused.map(({ row: index, codespace, name }) => ({
      line: chunks[at]?.[index] ?? 0,
      codespace,
      name,
      field: null,
      text: rowText(name),
    })),
  )
  const before = refused.map(({ line, name, field }) => ({
    line,
    codespace: 'gateway',
    name,
    field,
    text: rowText(name),
  }))
  const all = [...before, ...byLedger].sort((a, b) => a.line - b.line)
  const isProposer = proposer.organisation === person.organisation && proposer.officer === person.officer
  return {
    id: row.id,
    state: done !== undefined ? 'imported' : row.state === 'refused' || row.state === 'failed' ? 'refused' : 'proposed',
    rows,
    accepted: rows - all.length,
    refused: all,
    proposals: proposalsOf(row.result).map(({ proposalId }) => proposalId),
    proposer,
    createdAtMs: row.createdAtMs,
    mayApprove: done === undefined && row.state === 'included' && !isProposer,
  }
}
