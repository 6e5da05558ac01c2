import type { Json } from '@xiezhi/codec'
import type { CreditDraftView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { wordsOfMessages } from '../views/act-words.ts'
import type { CreditStore } from './store.ts'
import { creditWords } from './words.ts'

type Decision = CreditDraftView['decision']

/** Messages that president and judge sign together. */
const DECISIONS: Readonly<Record<string, Decision>> = {
  'listing/Extend': 'EXTENSION',
  'listing/LiftTemporarily': 'TEMPORARY_LIFT',
  'listing/DecideDeletion': 'DELETION',
  'listing/Withdraw': 'WITHDRAWAL',
  'listing/Correct': 'CORRECTION',
  'listing/Lift': 'LIFT',
  'listing/DecideRepair': 'REPAIR',
  'listing/BeginRestructuring': 'RESTRUCTURING',
  'listing/EndRestructuring': 'RESTRUCTURING_END',
}
const TYPES = ['listing/Decide', ...Object.keys(DECISIONS)]
const OFFICES = { COURT_PRESIDENT: 'COURT_JUDGE', COURT_JUDGE: 'COURT_PRESIDENT' } as const

interface Officer {
  readonly organisation: string
  readonly officer: string
}
interface ProposalRecord {
  readonly proposalId: string
  readonly type: string
  readonly value: {
    readonly entryId: string
    readonly list?: 'DISHONEST' | 'CONSUMPTION'
    readonly caseRef?: string
    readonly subject?: string
    readonly decisionDigest: string
  }
  readonly digest: string
  readonly proposer: Officer
  readonly proposedAtMs: number
  readonly expiresAtMs: number
  readonly state: 'OPEN' | 'APPROVED' | 'WITHDRAWN'
}
interface Row {
  readonly record: ProposalRecord
  readonly subject: string | null
  readonly case_ref: string | null
  readonly list: 'DISHONEST' | 'CONSUMPTION' | null
}

interface Wanted {
  readonly draftId?: string
  readonly entryId?: string
  readonly state?: string | undefined
  /** `[proposed at, id]` */
  readonly after?: readonly string[] | undefined
}

/** Whether somebody may sign what another has proposed: of the same court, another person, in the other of the two offices. */
export async function mayBeSecond(
  { zone }: Pick<Listener, 'zone'>,
  proposer: Officer,
  { person, roles }: Pick<OpenSession, 'person' | 'roles'>,
): Promise<boolean> {
  if (proposer.organisation !== person.organisation || proposer.officer === person.officer) return false
  const { organisation, officer } = proposer
  const found = (await zone.query('authority/officer', { organisation, officer })) as {
    readonly officer: { readonly grant: { readonly roles: readonly string[] }; readonly left: Json }
  } | null
  const granted = found === null || found.officer.left !== null ? [] : found.officer.grant.roles
  return Object.entries(OFFICES).some(([first, second]) => granted.includes(first) && roles.includes(second))
}

/** Decisions on lists that a first person has proposed. */
export class CreditDrafts {
  readonly #listener: Listener
  readonly #store: CreditStore

  constructor(listener: Listener, store: CreditStore) {
    this.#listener = listener
    this.#store = store
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async view(draftId: string, session: OpenSession): Promise<CreditDraftView> {
    const [found] = await this.list({ draftId }, session, 1)
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'draft' })
    return found
  }

  /** Of the own court, newest first. */
  async list(wanted: Wanted, session: OpenSession, limit: number): Promise<CreditDraftView[]> {
    const rows = await this.#rows(wanted, session, limit)
    const persons = await this.#store.persons(rows.flatMap((row) => subjectOf(row) ?? []))
    const decisions = await this.#store.decisions(rows.map(({ record }) => record.value.decisionDigest))
    return Promise.all(
      rows.map((row) =>
        this.#view(row, session, persons(subjectOf(row) ?? ''), decisions.get(row.record.value.decisionDigest)),
      ),
    )
  }

  async #view(row: Row, session: OpenSession, person: CreditDraftView['person'], text: Text): Promise<CreditDraftView> {
    const { proposalId, type, value, digest, proposer, proposedAtMs, expiresAtMs } = row.record
    const { clock, config } = this.#listener
    const isOver = row.record.state === 'OPEN' && expiresAtMs <= clock.nowMs()
    const state = isOver ? 'EXPIRED' : row.record.state
    const decision = decisionOf(type, value.list)
    return {
      draftId: proposalId,
      digest,
      decision,
      decisionText: creditWords('decision', decision),
      entryId: value.entryId,
      caseId: value.caseRef ?? row.case_ref,
      list: value.list ?? row.list ?? 'DISHONEST',
      person,
      decisionNo: text?.value?.decisionNo ?? null,
      words: wordsOfMessages(config.zone.chainId, [{ type, value: value }]),
      ...reasonsOf(text),
      proposer: { organisation: proposer.organisation, officer: proposer.officer },
      proposedAtMs,
      expiresAtMs,
      state,
      mayApprove: state === 'OPEN' && (await mayBeSecond(this.#listener, proposer, session)),
      recordKey: `authority/proposal/${proposalId}`,
    }
  }

  async #rows(wanted: Wanted, { person }: OpenSession, limit: number): Promise<readonly Row[]> {
    const { draftId = null, entryId = null, state = null } = wanted
    const nowMs = this.#listener.clock.nowMs()
    const [at = null, id = ''] = wanted.after ?? []
    const stored = state === 'EXPIRED' ? 'OPEN' : state
    const { rows } = await sql<Row>`
      SELECT p.record, e.record->>'subject' AS subject, e.case_ref, e.list
      FROM projection.proposal p LEFT JOIN projection.credit_entry e ON e.entry_id = p.record->'value'->>'entryId'
      WHERE p.type = any(${TYPES}::text[])
        AND p.record->'proposer'->>'organisation' = ${person.organisation ?? ''}
        AND (${draftId}::text IS NULL OR p.proposal_id = ${draftId})
        AND (${entryId}::text IS NULL OR p.record->'value'->>'entryId' = ${entryId})
        AND (${stored}::text IS NULL OR p.state = ${stored})
        AND (${state}::text IS DISTINCT FROM 'OPEN' OR p.expires_at_ms > ${nowMs})
        AND (${state}::text IS DISTINCT FROM 'EXPIRED' OR p.expires_at_ms <= ${nowMs})
        AND (${at}::bigint IS NULL OR p.proposed_at_ms < ${at}::bigint
          OR (p.proposed_at_ms = ${at}::bigint AND p.proposal_id > ${id}))
      ORDER BY p.proposed_at_ms DESC, p.proposal_id LIMIT ${limit}`.execute(this.#listener.db)
    return rows
  }
}

type Text = ReturnType<Awaited<ReturnType<CreditStore['decisions']>>['get']>

function reasonsOf(text: Text): Pick<CreditDraftView, 'reasons' | 'reasonsState'> {
  const reasons = text?.value?.reasons ?? null
  // A decision that gives no reasons has lost none.
  const isBare = text === undefined || text.value?.reasons === null
  return { reasons, reasonsState: isBare ? 'none' : text.state }
}

function subjectOf({ record, subject }: Row): string | undefined {
  return record.value.subject ?? subject ?? undefined
}

function decisionOf(type: string, list: string | undefined): Decision {
  return DECISIONS[type] ?? (list === 'CONSUMPTION' ? 'CONSUMPTION_ORDER' : 'LISTING')
}
