import type { orderState } from '@xiezhi/contracts'
import type { DifferenceView, DraftView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { documentsByDigest } from '../documents/made-documents.ts'
import { Refusals } from '../enforcement/refusals.ts'
import type { Refusal } from '../enforcement/refusals.ts'
import type { EnforcementStore, Property } from '../enforcement/store.ts'
import { orderIdOf } from '../enforcement/order-requests.ts'
import { labelOf } from '../enforcement/property-view.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { wordsOfMessages } from './act-words.ts'
import { effectWords, enforcementWords } from './enforcement-words.ts'
import { effectView } from './order-view.ts'

interface ProposalRecord {
  readonly proposalId: string
  readonly value: Issue
  readonly digest: string
  readonly proposer: { readonly organisation: string; readonly officer: string }
  readonly proposedAtMs: number
  readonly expiresAtMs: number
  readonly state: 'OPEN' | 'APPROVED' | 'WITHDRAWN'
}
interface Issue {
  readonly instrumentId: string
  readonly kind: orderState.InstrumentKind
  readonly caseRef: string
  readonly documentDigest: string
  readonly orders: readonly { readonly institution: string; readonly effect: orderState.Effect }[]
}

interface Wanted {
  readonly draftId?: string
  readonly caseId?: string
  /** Of one court: both who sign are its people; null: of all. */
  readonly organisation?: string | null
  readonly state?: string | undefined
  /** `[proposed at, id]` */
  readonly after?: readonly string[] | undefined
}

/** Instruments that a first person has proposed: what they will do, and where they depart from the plan. */
export class DraftViews {
  readonly #listener: Listener
  readonly #store: EnforcementStore
  readonly #refusals: Refusals

  constructor(listener: Listener, store: EnforcementStore) {
    this.#listener = listener
    this.#store = store
    this.#refusals = new Refusals(listener)
  }

  /** Sends a draft back to its proposer. @throws GatewayError SUBJECT_UNKNOWN, NOT_IN_FORCE, SAME_PERSON */
  async refuse(draftId: string, session: OpenSession, reasons: string): Promise<number> {
    const { caseId, state, proposer } = await this.view(draftId, session)
    const { organisation, officer } = session.person
    const isProposer = proposer.organisation === organisation && proposer.officer === officer
    return (await this.#refusals.refuse({ draftId, caseId, state, isProposer }, session.person, reasons)).atMs
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async view(draftId: string, session: OpenSession): Promise<DraftView> {
    const [found] = await this.list({ draftId }, session, 1)
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'draft' })
    return found
  }

  async list(wanted: Wanted, session: OpenSession, limit: number): Promise<DraftView[]> {
    const nowMs = this.#listener.clock.nowMs()
    const rows = await this.#rows(wanted, nowMs, limit)
    const refusals = await this.#refusals.of(rows.map(({ record }) => record.proposalId))
    const made = await documentsByDigest(
      this.#listener.db,
      rows.map(({ record }) => record.value.documentDigest),
    )
    return Promise.all(
      rows.map(({ record }) =>
        this.#viewOf(record, session, {
          nowMs,
          refusal: refusals.get(record.proposalId),
          document: made.get(record.value.documentDigest) ?? null,
        }),
      ),
    )
  }

  async #rows(
    { draftId, caseId, organisation = null, state, after }: Wanted,
    nowMs: number,
    limit: number,
  ): Promise<readonly { readonly record: ProposalRecord }[]> {
    const [at = null, id = ''] = after ?? []
    const [draft, ofCase, wanted] = [draftId ?? null, caseId ?? null, state ?? null]
    const stored = wanted === 'EXPIRED' || wanted === 'REFUSED' ? 'OPEN' : wanted
    const { rows } = await sql<{ readonly record: ProposalRecord }>`
      SELECT record FROM projection.proposal
      LEFT JOIN enforcement_refusal r ON r.draft_id = proposal_id
      WHERE type = 'order/Issue'
        AND (${draft}::text IS NULL OR proposal_id = ${draft})
        AND (${ofCase}::text IS NULL OR record->'value'->>'caseRef' = ${ofCase})
        AND (${organisation}::text IS NULL OR record->'proposer'->>'organisation' = ${organisation})
        AND (${stored}::text IS NULL OR state = ${stored})
        AND (${wanted}::text IS DISTINCT FROM 'OPEN' OR expires_at_ms > ${nowMs})
        AND (${wanted}::text IS DISTINCT FROM 'EXPIRED' OR expires_at_ms <= ${nowMs})
        AND (${stored}::text IS DISTINCT FROM 'OPEN' OR (r.draft_id IS NOT NULL) = ${wanted === 'REFUSED'})
        AND (${at}::bigint IS NULL OR proposed_at_ms < ${at}::bigint
          OR (proposed_at_ms = ${at}::bigint AND proposal_id > ${id}))
      ORDER BY proposed_at_ms DESC, proposal_id LIMIT ${limit}`.execute(this.#listener.db)
    return rows
  }

  async #viewOf(
    record: ProposalRecord,
    { person, roles }: OpenSession,
    beside: { readonly nowMs: number; readonly refusal: Refusal | undefined; readonly document: DraftView['document'] },
  ): Promise<DraftView> {
    const { nowMs, refusal, document: made } = beside
    const { proposalId: draftId, value, digest, proposer, proposedAtMs, expiresAtMs } = record
    const { instrumentId, kind, caseRef: caseId, documentDigest, orders } = value
    const state = stateOf(record, nowMs, refusal)
    const [property, documents] = await Promise.all([
      this.#store.property(caseId),
      this.#store.documents([instrumentId]),
    ])
    const document = documents.get(instrumentId)
    const kept = await this.#store.orders(orders.map((_, n) => orderIdOf(instrumentId, n)))
    const isProposer = proposer.organisation === person.organisation && proposer.officer === person.officer
    return {
      draftId,
      digest,
      instrumentId,
      caseId,
      kind,
      kindText: enforcementWords('instrument', kind),
      noticeNo: document?.noticeNo ?? null,
      rulingNo: document?.rulingNo ?? null,
      documentDigest,
      words: wordsOfMessages(this.#listener.config.zone.chainId, [{ type: 'order/Issue', value: value as never }]),
      effects: orders.map(({ institution, effect }, n) => {
        const propertyId = kept.get(orderIdOf(instrumentId, n))?.property_id ?? null
        const shown = effectView(effect)
        return {
          institution,
          effect: shown,
          words: effectWords(shown),
          propertyId,
          label: labelOf(property, propertyId),
        }
      }),
      plan: document?.plan ?? null,
      differences: (document?.differences ?? []).map((one) => differenceView(one, property)),
      proposer: { organisation: proposer.organisation, officer: proposer.officer },
      proposedAtMs,
      expiresAtMs,
      state,
      refusal: refusal === undefined ? null : refusalView(refusal),
      document: made,
      mayApprove: state === 'OPEN' && !isProposer && roles.includes('COURT_JUDGE'),
      recordKey: `authority/proposal/${draftId}`,
    }
  }
}

function stateOf(
  { state, expiresAtMs }: ProposalRecord,
  nowMs: number,
  refusal: Refusal | undefined,
): DraftView['state'] {
  if (state !== 'OPEN') return state
  if (refusal !== undefined) return 'REFUSED'
  return expiresAtMs <= nowMs ? 'EXPIRED' : 'OPEN'
}

function refusalView({ officer, reasons, reasonsState, atMs }: Refusal): NonNullable<DraftView['refusal']> {
  return { officer, reasons, reasonsState, atMs }
}

function differenceView(
  one: { readonly propertyId: string; readonly what: DifferenceView['what']; readonly reasons: string } & Pick<
    DifferenceView,
    'plannedCents' | 'askedCents' | 'plannedMonths' | 'askedMonths'
  >,
  property: readonly Property[],
): DifferenceView {
  const label = labelOf(property, one.propertyId)
  return { ...one, label, text: enforcementWords('difference', one.what), reasonsState: 'held' }
}
