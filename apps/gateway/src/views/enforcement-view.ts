import type { orderState } from '@xiezhi/contracts'
import { shiftCivilDate, startOfCivilDateMs } from '@xiezhi/contracts/ids'
import type { Alarm, ControlView, DraftView, EnforcementView, ReleaseProposalView } from '@xiezhi/gateway-api'
import { limitOn } from '@xiezhi/law'
import { sql } from 'kysely'
import { briefOf } from '../enforcement/brief.ts'
import type { Brief } from '../enforcement/brief.ts'
import { caseFacts } from '../enforcement/case-facts.ts'
import type { CaseFacts, Control } from '../enforcement/case-facts.ts'
import { masked } from '../enforcement/masked.ts'
import { debtorView, labelOf, propertyView } from '../enforcement/property-view.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { alarmView } from './alarm-view.ts'
import type { DraftViews } from './draft-view.ts'
import { enforcementSummaries } from './enforcement-list.ts'
import { enforcementWords } from './enforcement-words.ts'
import { instrumentViews, orderViews } from './order-view.ts'
import { reasonView } from './reasons.ts'

const DAY_MS = 86_400_000
const LIST_MAX = 500
const RENEW_BY = 'P-20-06'

interface Notice {
  readonly orderId: string
  readonly event: string
  readonly atMs: number
  readonly digest: string | null
}

/** One case of enforcement, as its officer works with it. */
export class EnforcementViews {
  readonly #listener: Listener
  readonly #store: EnforcementStore
  readonly #drafts: DraftViews

  constructor(listener: Listener, store: EnforcementStore, drafts: DraftViews) {
    this.#listener = listener
    this.#store = store
    this.#drafts = drafts
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async view(caseId: string, session: OpenSession): Promise<EnforcementView> {
    const { db, clock } = this.#listener
    const facts = await caseFacts(this.#listener, this.#store, caseId)
    const [summary] = await enforcementSummaries(
      db,
      { organisation: session.person.organisation, caseId },
      clock.nowMs(),
      1,
    )
    if (summary === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'enforcement' })
    const [debtors, orders, instruments, drafts, alarms, notices, isHalted, brief] = await Promise.all([
      this.#store.debtors(caseId),
      orderViews(db, this.#store, { caseId }),
      instrumentViews(db, this.#store, caseId, facts.law),
      this.#drafts.list({ caseId }, session, LIST_MAX),
      this.#alarms(caseId),
      this.#notices(caseId),
      this.#isHalted(),
      briefOf(this.#listener, caseId),
    ])
    const { enforcement, claim, statements, property, controls } = facts
    const { basisDigest, effectiveOn, performanceEndsOn, limitation, stay, performance, closedAtMs } = enforcement
    return {
      ...summary,
      isPreservation: facts.preservation !== null,
      basisDigest,
      effectiveOn,
      performanceEndsOn,
      limitation,
      limitationText: enforcementWords('limitation', limitation),
      stay: stay === null ? null : { ...stay, text: enforcementWords('stay', stay.ground) },
      performance,
      closedAtMs,
      claim: claim as EnforcementView['claim'],
      statements: statements.map((one) => ({ ...one, claim: one.claim as EnforcementView['claim'] })),
      owed: facts.owed,
      debtors: debtors.map(debtorView),
      ...namedView(brief),
      property: property.map((one) => propertyView(one, facts)),
      controls: controls.map((one) => controlView(one, facts, notices)),
      orders,
      instruments,
      proposals: await this.#proposals(facts, drafts),
      drafts,
      alarms,
      isHalted,
      recordKey: `enforcement/case/${caseId}`,
    }
  }

  async #proposals(facts: CaseFacts, drafts: readonly DraftView[]): Promise<ReleaseProposalView[]> {
    const rows = await this.#listener.db
      .selectFrom('projection.release_proposal')
      .select('record')
      .where('case_ref', '=', facts.caseId)
      .orderBy('proposed_at_ms', 'desc')
      .orderBy('proposal_id')
      .limit(LIST_MAX)
      .execute()
    const found = rows.map(({ record }) => record as unknown as Proposal)
    const dismissed = await this.#store.dismissals(found.flatMap(({ dismissal }) => dismissal?.digest ?? []))
    return found.map((one) => proposalView(one, facts, drafts, dismissed))
  }

  /** Tasks of the case, and alarms of the ledger about its orders and instruments. */
  async #alarms(caseId: string): Promise<Alarm[]> {
    const { rows } = await sql<Parameters<typeof alarmView>[0]>`
      SELECT a.* FROM projection.alarm a WHERE a.state <> 'DONE' AND (${caseId} IN (a.case_ref, a.record->>'subject')
        OR a.record->>'subject' IN (SELECT order_id FROM projection.sent_order WHERE case_ref = ${caseId})
        OR a.record->>'subject' IN (SELECT instrument_id FROM projection.instrument WHERE case_ref = ${caseId}))
      ORDER BY a.due_at_ms, a.alarm_id LIMIT ${LIST_MAX}`.execute(this.#listener.db)
    return rows.map((row) => ({ ...alarmView(row), caseId }))
  }

  async #notices(caseId: string): Promise<readonly Notice[]> {
    const { rows } = await sql<{ readonly record: { readonly notice: Notice } }>`
      SELECT n.record FROM projection.measure_notice n
      JOIN projection.sent_order o ON o.order_id = n.order_id WHERE o.case_ref = ${caseId}
      ORDER BY n.at_ms, n.notice_id LIMIT ${LIST_MAX}`.execute(this.#listener.db)
    return rows.map(({ record }) => record.notice)
  }

  async #isHalted(): Promise<boolean> {
    const found = (await this.#listener.zone.query('order/halt', {})) as Partial<orderState.Halt> | null
    return found?.halted ?? false
  }
}

interface Proposal {
  readonly proposalId: string
  readonly caseRef: string
  readonly kind: ReleaseProposalView['kind']
  readonly measureId: string
  readonly orderId: string
  readonly keepCents: number | null
  readonly reason: string
  readonly rule: string
  readonly dueOn: string | null
  readonly state: ReleaseProposalView['state']
  readonly instrumentId: string | null
  readonly dismissal: { readonly digest: string; readonly officer: string } | null
  readonly proposedAtMs: number
  readonly endedAtMs: number | null
}

function proposalView(
  one: Proposal,
  { controls, property, propertyOf }: CaseFacts,
  drafts: readonly DraftView[],
  dismissed: Dismissals,
): ReleaseProposalView {
  const { proposalId, kind, measureId, orderId, keepCents, dueOn, state, instrumentId } = one
  const control = controls.find((held) => held.orderId === orderId)
  const draft = drafts.find(
    (open) => open.state === 'OPEN' && open.effects.some(({ effect }) => effect.measureId === measureId),
  )
  return {
    proposalId,
    kind,
    kindText: enforcementWords('proposal', kind),
    measureId,
    orderId,
    institution: control?.institution ?? '',
    asset: (control?.asset ?? 'OTHER_RIGHT') as ReleaseProposalView['asset'],
    label: labelOf(property, propertyOf.get(orderId)?.propertyId ?? null),
    limitCents: control?.limitCents ?? null,
    keepCents,
    reason: reasonView({ code: one.reason, rule: one.rule }),
    dueOn,
    state,
    draftId: draft?.draftId ?? null,
    instrumentId,
    dismissal: dismissalView(one.dismissal, dismissed),
    proposedAtMs: one.proposedAtMs,
    endedAtMs: one.endedAtMs,
    recordKey: `enforcement/proposal/${one.caseRef}/${proposalId}`,
  }
}

type Dismissals = Awaited<ReturnType<EnforcementStore['dismissals']>>

function dismissalView(dismissal: Proposal['dismissal'], dismissed: Dismissals): ReleaseProposalView['dismissal'] {
  if (dismissal === null) return null
  const { text, state } = dismissed.get(dismissal.digest) ?? { text: null, state: 'none' as const }
  return { officer: dismissal.officer, reasons: text, reasonsState: state }
}

function controlView(one: Control, facts: CaseFacts, notices: readonly Notice[]): ControlView {
  const { orderId, institution, limitCents, whole, state, measureId, rank, from, to, changedAtMs } = one
  const { property, propertyOf, today, law, caseId } = facts
  const propertyId = propertyOf.get(orderId)?.propertyId ?? null
  const isRunning = state === 'EFFECTIVE' && to !== null
  return {
    orderId,
    propertyId,
    institution,
    asset: one.asset as ControlView['asset'],
    label: labelOf(property, propertyId),
    limitCents,
    whole,
    state,
    stateText: enforcementWords('control', state),
    measureId,
    rank,
    from,
    to,
    daysLeft: isRunning ? daysBetween(today, to) : null,
    renewBy: isRunning ? shiftCivilDate(to, -limitOn(law, RENEW_BY, 'day', today)) : null,
    history: notices
      .filter((notice) => notice.orderId === orderId)
      .map(({ event, atMs, digest }) => ({
        event,
        text: enforcementWords('event', event),
        atMs,
        orderId: null,
        digest,
      })),
    changedAtMs,
    recordKey: `enforcement/control/${caseId}/${orderId}`,
  }
}

function daysBetween(from: string, to: string): number {
  return Math.round((startOfCivilDateMs(to) - startOfCivilDateMs(from)) / DAY_MS)
}

function namedView({ applicants, basis }: Brief): Pick<EnforcementView, 'applicants' | 'basisDocument'> {
  return {
    applicants: applicants.map(({ name, idType, idNo, representative = null }) => ({
      name,
      idType,
      idNoMasked: masked(idNo) ?? '',
      representative,
    })),
    basisDocument: basis,
  }
}
