import type { CreditDraftView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { decisionText } from '../vault/shown-texts.ts'
import { NEWEST_PROPOSED, proposedDecisions, proposedView } from '../views/proposed-decisions.ts'
import type { ProposedDecision, WantedDecisions } from '../views/proposed-decisions.ts'
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
type ProposalRecord = ProposedDecision<{
  readonly entryId: string
  readonly list?: 'DISHONEST' | 'CONSUMPTION'
  readonly caseRef?: string
  readonly subject?: string
  readonly decisionDigest: string
}>
interface Row {
  readonly record: ProposalRecord
  readonly subject: string | null
  readonly case_ref: string | null
  readonly list: 'DISHONEST' | 'CONSUMPTION' | null
}

interface Wanted extends WantedDecisions {
  readonly entryId?: string
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
    const { type, value } = row.record
    const decision = decisionOf(type, value.list)
    return {
      ...(await proposedView(this.#listener, row.record, session)),
      decision,
      decisionText: creditWords('decision', decision),
      entryId: value.entryId,
      caseId: value.caseRef ?? row.case_ref,
      list: value.list ?? row.list ?? 'DISHONEST',
      person,
      ...decisionText(text),
    }
  }

  async #rows(wanted: Wanted, session: OpenSession, limit: number): Promise<readonly Row[]> {
    const { entryId = null } = wanted
    const { db, clock } = this.#listener
    const { rows } = await sql<Row>`
      SELECT p.record, e.record->>'subject' AS subject, e.case_ref, e.list
      FROM projection.proposal p LEFT JOIN projection.credit_entry e ON e.entry_id = p.record->'value'->>'entryId'
      WHERE ${proposedDecisions(TYPES, wanted, session, clock.nowMs())}
        AND (${entryId}::text IS NULL OR p.record->'value'->>'entryId' = ${entryId})
      ORDER BY ${NEWEST_PROPOSED} LIMIT ${limit}`.execute(db)
    return rows
  }
}

type Text = ReturnType<Awaited<ReturnType<CreditStore['decisions']>>['get']>

function subjectOf({ record, subject }: Row): string | undefined {
  return record.value.subject ?? subject ?? undefined
}

function decisionOf(type: string, list: string | undefined): Decision {
  return DECISIONS[type] ?? (list === 'CONSUMPTION' ? 'CONSUMPTION_ORDER' : 'LISTING')
}
