import type { PersonalDraftView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { mayBeSecond } from '../credit/drafts.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { wordsOfMessages } from '../views/act-words.ts'
import { decisionText } from './store.ts'
import type { Measure, PersonalStore } from './store.ts'
import { personalWords } from './words.ts'

const TYPES = ['personal/Decide', 'personal/Lift'] as const

interface ProposalRecord {
  readonly proposalId: string
  readonly type: (typeof TYPES)[number]
  readonly value: {
    readonly measureId: string
    readonly kind?: Measure['kind']
    readonly caseRef?: string
    readonly subject?: string
    readonly decisionDigest: string
  }
  readonly digest: string
  readonly proposer: { readonly organisation: string; readonly officer: string }
  readonly proposedAtMs: number
  readonly expiresAtMs: number
  readonly state: 'OPEN' | 'APPROVED' | 'WITHDRAWN'
}
interface Row {
  readonly record: ProposalRecord
  readonly measure: Measure | null
}
interface Wanted {
  readonly draftId?: string
  readonly measureId?: string
  readonly state?: string | undefined
  /** `[proposed at, id]` */
  readonly after?: readonly string[] | undefined
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
    const { clock, config } = this.#listener
    const { proposalId, type, value, digest, proposer, proposedAtMs, expiresAtMs } = record
    const state = record.state === 'OPEN' && expiresAtMs <= clock.nowMs() ? 'EXPIRED' : record.state
    const decision = type === 'personal/Lift' ? 'LIFT' : 'DECIDE'
    return {
      draftId: proposalId,
      digest,
      decision,
      decisionText: personalWords('decision', decision),
      ...aboutOf(record, measure),
      person,
      ...decisionText(text),
      words: wordsOfMessages(config.zone.chainId, [{ type, value: value }]),
      proposer: { organisation: proposer.organisation, officer: proposer.officer },
      proposedAtMs,
      expiresAtMs,
      state,
      mayApprove: state === 'OPEN' && (await mayBeSecond(this.#listener, proposer, session)),
      recordKey: `authority/proposal/${proposalId}`,
    }
  }

  async #rows(wanted: Wanted, { person }: OpenSession, limit: number): Promise<readonly Row[]> {
    const { draftId = null, measureId = null, state = null } = wanted
    const nowMs = this.#listener.clock.nowMs()
    const [at = null, id = ''] = wanted.after ?? []
    const stored = state === 'EXPIRED' ? 'OPEN' : state
    const { rows } = await sql<Row>`
      SELECT p.record, m.record AS measure FROM projection.proposal p
      LEFT JOIN projection.personal_measure m ON m.measure_id = p.record->'value'->>'measureId'
      WHERE p.type = any(${[...TYPES]}::text[])
        AND p.record->'proposer'->>'organisation' = ${person.organisation ?? ''}
        AND (${draftId}::text IS NULL OR p.proposal_id = ${draftId})
        AND (${measureId}::text IS NULL OR p.record->'value'->>'measureId' = ${measureId})
        AND (${stored}::text IS NULL OR p.state = ${stored})
        AND (${state}::text IS DISTINCT FROM 'OPEN' OR p.expires_at_ms > ${nowMs})
        AND (${state}::text IS DISTINCT FROM 'EXPIRED' OR p.expires_at_ms <= ${nowMs})
        AND (${at}::bigint IS NULL OR p.proposed_at_ms < ${at}::bigint
          OR (p.proposed_at_ms = ${at}::bigint AND p.proposal_id > ${id}))
      ORDER BY p.proposed_at_ms DESC, p.proposal_id LIMIT ${limit}`.execute(this.#listener.db)
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
