import type { PersonalDraftView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { decisionText } from '../vault/shown-texts.ts'
import { NEWEST_PROPOSED, proposedDecisions, proposedView } from '../views/proposed-decisions.ts'
import type { ProposedDecision, WantedDecisions } from '../views/proposed-decisions.ts'
import type { Measure, PersonalStore } from './store.ts'
import { personalWords } from './words.ts'

const TYPES = ['personal/Decide', 'personal/Lift'] as const

type ProposalRecord = ProposedDecision<{
  readonly measureId: string
  readonly kind?: Measure['kind']
  readonly caseRef?: string
  readonly subject?: string
  readonly decisionDigest: string
}>
interface Row {
  readonly record: ProposalRecord
  readonly measure: Measure | null
}
interface Wanted extends WantedDecisions {
  readonly measureId?: string
}

/** Decisions on persons that a first person of the court has proposed. */
export class PersonalDrafts {
  readonly #listener: Listener
  readonly #store: PersonalStore

  constructor(listener: Listener, store: PersonalStore) {
    this.#listener = listener
    this.#store = store
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async view(draftId: string, session: OpenSession): Promise<PersonalDraftView> {
    const [found] = await this.list({ draftId }, session, 1)
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'draft' })
    return found
  }

  /** Of the own court, newest first. */
  async list(wanted: Wanted, session: OpenSession, limit: number): Promise<PersonalDraftView[]> {
    const rows = await this.#rows(wanted, session, limit)
    const subjects = rows.flatMap(({ record, measure }) => record.value.subject ?? measure?.subject ?? [])
    const [persons, decisions] = await Promise.all([
      this.#store.persons(subjects),
      this.#store.decisions(rows.map(({ record }) => record.value.decisionDigest)),
    ])
    return Promise.all(
      rows.map((row) => {
        const { value } = row.record
        return this.#view(
          row,
          session,
          persons(value.subject ?? row.measure?.subject ?? ''),
          decisions.get(value.decisionDigest),
        )
      }),
    )
  }

  async #view(
    { record, measure }: Row,
    session: OpenSession,
    person: PersonalDraftView['person'],
    text: ReturnType<Awaited<ReturnType<PersonalStore['decisions']>>['get']>,
  ): Promise<PersonalDraftView> {
    const decision = record.type === 'personal/Lift' ? 'LIFT' : 'DECIDE'
    return {
      ...(await proposedView(this.#listener, record, session)),
      decision,
      decisionText: personalWords('decision', decision),
      ...aboutOf(record, measure),
      person,
      ...decisionText(text),
    }
  }

  async #rows(wanted: Wanted, session: OpenSession, limit: number): Promise<readonly Row[]> {
    const { measureId = null } = wanted
    const { db, clock } = this.#listener
    const { rows } = await sql<Row>`
      SELECT p.record, m.record AS measure FROM projection.proposal p
      LEFT JOIN projection.personal_measure m ON m.measure_id = p.record->'value'->>'measureId'
      WHERE ${proposedDecisions(TYPES, wanted, session, clock.nowMs())}
        AND (${measureId}::text IS NULL OR p.record->'value'->>'measureId' = ${measureId})
      ORDER BY ${NEWEST_PROPOSED} LIMIT ${limit}`.execute(db)
    return rows
  }
}

function aboutOf(
  { value }: ProposalRecord,
  measure: Measure | null,
): Pick<PersonalDraftView, 'measureId' | 'kind' | 'caseId'> {
  return {
    measureId: value.measureId,
    kind: value.kind ?? measure?.kind ?? null,
    caseId: value.caseRef ?? measure?.caseRef ?? null,
  }
}
