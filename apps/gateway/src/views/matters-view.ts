import { shiftCivilDate, shiftCivilMonths } from '@xiezhi/contracts/ids'
import type {
  Bilingual,
  CaseObjectionView,
  DebtNoticeView,
  MattersView,
  PreservationView,
  RoundView,
  TransferView,
  WrongView,
} from '@xiezhi/gateway-api'
import { enforcement as enforcementLaw, limitOn, preservationBasis, termEnd } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { Creditors } from '../enforcement/creditors.ts'
import { caseFacts } from '../enforcement/case-facts.ts'
import type { CaseFacts } from '../enforcement/case-facts.ts'
import { listMatters, mattersOf } from '../enforcement/matters.ts'
import type { MatterRow, Matters } from '../enforcement/matters.ts'
import { lawful } from '../enforcement/owed.ts'
import { labelOf } from '../enforcement/property-view.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { isRefusedAbove, isTransferEnded, outcomeOf, transferRights } from '../enforcement/transfer-rights.ts'
import type { Writings } from '../enforcement/writings.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { isCourtAbove } from '../zone/courts-above.ts'
import { organisationNames } from '../zone/organisation-names.ts'
import { matterWords } from './matter-words.ts'
import { objectionViews } from './objection-view.ts'
import type { ObjectionContext } from './objection-view.ts'
import { termView } from './term-view.ts'

const [SINCE, EVERY] = ['PX-R20-37.since', 'P-20-31.every'] as const

interface Parts {
  readonly listener: Listener
  readonly store: EnforcementStore
  readonly writings: Writings
  readonly creditors: Creditors
}

type MeasureRef = NonNullable<CaseObjectionView['measure']>
type List = { readonly state: string | undefined; readonly after: readonly string[] | undefined }

/** What stands beside the measures: of one case, and in lists over all cases by the day on which something is due. */
export class MatterViews {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async view(caseId: string, session: OpenSession): Promise<MattersView> {
    const { listener, store, writings, creditors } = this.#parts
    const facts = await caseFacts(listener, store, caseId)
    const of = await mattersOf(listener.db, caseId)
    const context = await this.#context(of('objection'), session, facts)
    const [preservation] = of('preservation')
    return {
      caseId,
      preservation: preservation === undefined ? null : preservationView(preservation, facts.caseNumber, facts.today),
      objections: await objectionViews(of('objection'), writings, context),
      transfers: await this.#transfers(of('transfer'), session),
      sales: of('sale').map(({ key1, record: { on, noticeDigest } }) => ({
        measure: measureRef(facts, key1),
        on,
        noticeDigest,
        recordKey: `enforcement/sale/${key1}`,
      })),
      debtNotices: await debtNoticeViews(of('debt-notice'), writings, facts),
      wrongs: await wrongViews(of('wrong'), writings, caseId),
      rounds: await roundViews(of('round'), of('requery'), writings, facts),
      creditors: await creditors.list(caseId),
      roundMayEndFrom: facts.preservation === null ? dayAfter(SINCE, facts) : null,
    }
  }

  async objections(
    list: List,
    session: OpenSession,
    limit: number,
  ): Promise<readonly { readonly view: CaseObjectionView; readonly row: MatterRow<'objection'> }[]> {
    const rows = await listMatters(this.#parts.listener.db, 'objection', list, limit)
    const views = await objectionViews(rows, this.#parts.writings, await this.#context(rows, session))
    return rows.flatMap((row, at) => {
      const view = views[at]
      return view === undefined ? [] : [{ view, row }]
    })
  }

  async transfers(
    list: List,
    session: OpenSession,
    limit: number,
  ): Promise<readonly { readonly view: TransferView; readonly row: MatterRow<'transfer'> }[]> {
    const rows = await listMatters(this.#parts.listener.db, 'transfer', list, limit)
    const views = await this.#transfers(rows, session)
    return rows.flatMap((row, at) => {
      const view = views[at]
      return view === undefined ? [] : [{ view, row }]
    })
  }

  async preservations(
    list: List,
    limit: number,
  ): Promise<readonly { readonly view: PreservationView; readonly row: MatterRow<'preservation'> }[]> {
    const { db, clock } = this.#parts.listener
    const rows = await listMatters(db, 'preservation', list, limit)
    const today = await clock.today()
    const numbers = await this.#caseNumbers(rows.map(({ caseId }) => caseId))
    return rows.map((row) => ({ view: preservationView(row, numbers.get(row.caseId) ?? null, today), row }))
  }

  async #caseNumbers(caseIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    if (caseIds.length === 0) return new Map()
    const rows = await this.#parts.listener.db
      .selectFrom('projection.court_case')
      .select(['case_ref', 'case_number'])
      .where('case_ref', 'in', caseIds)
      .execute()
    return new Map(rows.map(({ case_ref, case_number }) => [case_ref, case_number]))
  }

  /** Whose each objection is, and what it is about. */
  async #context(
    rows: readonly MatterRow<'objection'>[],
    { person, roles }: OpenSession,
    facts?: CaseFacts,
  ): Promise<ObjectionContext> {
    const { listener, store } = this.#parts
    const caseIds = [...new Set(rows.map(({ caseId }) => caseId))]
    const known = new Map<string, CaseFacts>(facts === undefined ? [] : [[facts.caseId, facts]])
    for (const caseId of caseIds) if (!known.has(caseId)) known.set(caseId, await caseFacts(listener, store, caseId))
    const orderIds = rows.flatMap(({ record: { orderId } }) => orderId ?? [])
    const orders = orderIds.length === 0 ? [] : await this.#institutions(orderIds)
    const institutions = new Map(orders.map(({ order_id, institution }) => [order_id, institution]))
    const court = person.organisation ?? ''
    const above = new Map<string, boolean>()
    for (const [caseId, { enforcement }] of known)
      above.set(caseId, await isCourtAbove(listener.zone, court, enforcement.organisation))
    return {
      today: await listener.clock.today(),
      measureOf: (caseId, measureId) => {
        const of = known.get(caseId)
        return of === undefined ? null : measureRef(of, measureId)
      },
      institutionOf: (orderId) => institutions.get(orderId) ?? null,
      mayDecide: ({ caseId, record: { kind } }) => {
        if (!roles.includes('COURT_JUDGE')) return false
        if (kind === 'RECONSIDERATION') return above.get(caseId) === true
        return known.get(caseId)?.enforcement.organisation === court
      },
    }
  }

  #institutions(orderIds: readonly string[]): Promise<{ order_id: string; institution: string }[]> {
    return this.#parts.listener.db
      .selectFrom('projection.sent_order')
      .select(['order_id', 'institution'])
      .where('order_id', 'in', orderIds)
      .execute()
  }

  async #transfers(rows: readonly MatterRow<'transfer'>[], session: OpenSession): Promise<TransferView[]> {
    const { listener, writings } = this.#parts
    const courts = rows.flatMap(({ record: { from, to } }) => [from.organisation, to.organisation])
    const [today, states, nameOf] = await Promise.all([
      listener.clock.today(),
      this.#controlStates(rows),
      organisationNames(listener.zone, courts),
    ])
    const shown = await writings.shown(
      rows.flatMap(({ record: { requestDigest, decisions } }) => [
        requestDigest,
        ...decisions.map(({ digest }) => digest),
      ]),
    )
    return Promise.all(
      rows.map(async ({ record }) => {
        const { decisions, requestDigest, from, to, answerBy, state, transferId, ground } = record
        const rights = await this.#rightsOf(record, session, { today, states })
        return {
          transferId,
          ground,
          groundText: matterWords('transferGround', ground),
          from: sideOf(from, nameOf),
          to: sideOf(to, nameOf),
          request: shown(requestDigest).written,
          requestedOn: record.requestedOn,
          answerBy,
          isOverdue: state === 'REQUESTED' && today > answerBy,
          reserve: record.reserve,
          state,
          stateText: matterWords('transfer', isRefusedAbove(record) ? 'REFUSED_ABOVE' : state),
          decisions: decisions.map(({ digest, organisation, officer, atMs }) => ({
            organisation,
            officer,
            outcome: outcomeOf(record, organisation),
            reasons: shown(digest).written,
            atMs,
          })),
          isEnded: isTransferEnded(record),
          instrumentId: record.instrumentId,
          ...rights,
          recordKey: `enforcement/transfer/${transferId}`,
        }
      }),
    )
  }

  #rightsOf(
    record: Matters['transfer'],
    { person, roles }: OpenSession,
    { today, states }: { readonly today: string; readonly states: ReadonlyMap<string, string> },
  ): ReturnType<typeof transferRights> {
    const { zone } = this.#parts.listener
    const court = person.organisation ?? ''
    return transferRights(record, {
      court,
      isJudge: roles.includes('COURT_JUDGE'),
      today,
      measureState: states.get(record.from.measureId),
      isCourtAbove: (below) => isCourtAbove(zone, court, below),
    })
  }

  /** States of the first courts' measures. */
  async #controlStates(rows: readonly MatterRow<'transfer'>[]): Promise<ReadonlyMap<string, string>> {
    if (rows.length === 0) return new Map()
    const measures = rows.map(({ record }) => record.from.measureId)
    const found = await this.#parts.listener.db
      .selectFrom('projection.enforcement_control')
      .select(['measure_id', 'state'])
      .where('measure_id', 'in', measures)
      .execute()
    return new Map(found.map(({ measure_id, state }) => [measure_id ?? '', state]))
  }
}

function sideOf(
  { caseRef: caseId, organisation, measureId }: Matters['transfer']['from'],
  nameOf: (organisation: string) => Bilingual,
): TransferView['from'] {
  return { caseId, organisation, organisationName: nameOf(organisation), measureId }
}

export function measureRef({ controls, property, propertyOf }: CaseFacts, measureId: string): MeasureRef {
  const control = controls.find((one) => one.measureId === measureId)
  const orderId = control?.orderId ?? ''
  return {
    measureId,
    orderId,
    institution: control?.institution ?? '',
    asset: (control?.asset ?? 'OTHER_RIGHT') as MeasureRef['asset'],
    label: labelOf(property, propertyOf.get(orderId)?.propertyId ?? null),
  }
}

export function preservationView(
  { caseId, record }: MatterRow<'preservation'>,
  caseNumber: string | null,
  today: string,
): PreservationView {
  const { kind, state, filing, filedOn } = record
  return {
    caseId,
    caseNumber,
    organisation: record.organisation,
    kind,
    kindText: matterWords('preservation', kind),
    legalBasis: preservationBasis(kind),
    rulingDigest: record.rulingDigest,
    amountCents: record.amountCents,
    currency: record.currency,
    security: record.security,
    performanceEndsOn: record.performanceEndsOn,
    state,
    stateText: matterWords('preservationState', state),
    filedOn,
    filing: filing === null ? null : { fromOn: filing.fromOn, until: termView(filing, today) },
    openedAtMs: record.openedAtMs,
    recordKey: `enforcement/preservation/${caseId}`,
  }
}

async function debtNoticeViews(
  rows: readonly MatterRow<'debt-notice'>[],
  writings: Writings,
  facts: CaseFacts,
): Promise<DebtNoticeView[]> {
  const shown = await writings.shown(rows.flatMap(({ record: { objectionDigest } }) => objectionDigest ?? []))
  return rows.map(({ key1: measureId, record }) => {
    const { servedOn, objectedOn, objectionDigest, noticeDigest } = record
    const { verdict, due } = debtJudgement({ servedOn, objectedOn, today: facts.today }, facts.law)
    return {
      measure: measureRef(facts, measureId),
      noticeDigest,
      servedOn,
      objectBy: due.rawEnd === null ? null : termView({ rawEnd: due.rawEnd, legalEnd: due.legalEnd }, facts.today),
      objectedOn,
      objection: objectionDigest === null ? null : shown(objectionDigest).written,
      verdict,
      verdictText: matterWords('debt', verdict),
      recordKey: `enforcement/debt-notice/${measureId}`,
    }
  })
}

/** As the ledger judges it before a deduction (R20-29). @throws GatewayError LAW_REFUSED */
export function debtJudgement(
  facts: { readonly servedOn: string; readonly objectedOn: string | null; readonly today: string },
  law: LawBook,
): ReturnType<typeof enforcementLaw.thirdPartyDebt> {
  return lawful(() => enforcementLaw.thirdPartyDebt({ ...facts, performedOn: null }, law))
}

async function wrongViews(
  rows: readonly MatterRow<'wrong'>[],
  writings: Writings,
  caseId: string,
): Promise<WrongView[]> {
  const shown = await writings.shown(
    rows.flatMap(({ record: { findingDigest, decision } }) => [
      findingDigest,
      ...(decision === null ? [] : [decision.digest]),
    ]),
  )
  return rows.map(({ record }) => {
    const { wrongId, orderId, kind, findingDigest, officer, foundAtMs, remedies, state, decision } = record
    return {
      wrongId,
      orderId,
      kind,
      kindText: matterWords('wrong', kind),
      finding: shown(findingDigest).written,
      officer,
      foundAtMs,
      remedies: [...remedies],
      state,
      stateText: matterWords('wrongState', state),
      decision:
        decision === null
          ? null
          : {
              reasons: shown(decision.digest).written,
              organisation: decision.organisation,
              officer: decision.officer,
              atMs: decision.atMs,
            },
      recordKey: `enforcement/wrong/${caseId}/${wrongId}`,
    }
  })
}

async function roundViews(
  rows: readonly MatterRow<'round'>[],
  requeries: readonly MatterRow<'requery'>[],
  writings: Writings,
  { caseId, today, law }: CaseFacts,
): Promise<RoundView[]> {
  const shown = await writings.shown(rows.flatMap(({ record: { resumptionDigest } }) => resumptionDigest ?? []))
  return rows.map(({ key2, record }) => {
    const { resumptionDigest, ...round } = record
    const due = requeries.map((one) => one.record).filter((one) => one.round === round.number)
    return {
      ...round,
      resumption: resumptionDigest === null ? null : shown(resumptionDigest).written,
      requeries: requeryDays(record, law).flatMap((dueOn, at): RoundView['requeries'] => {
        const found = due.find((one) => one.number === at + 1)
        if (found !== undefined)
          return [{ number: found.number, dueOn, state: found.state, instrumentId: found.instrumentId }]
        // A round that goes on asks no more.
        return round.resumedOn !== null || dueOn < today
          ? []
          : [{ number: at + 1, dueOn, state: null, instrumentId: null }]
      }),
      recordKey: `enforcement/round/${caseId}/${key2}`,
    }
  })
}

function requeryDays({ endedOn, requeryUntil }: Matters['round'], law: LawBook): readonly string[] {
  const every = lawful(() => limitOn(law, EVERY, 'month', endedOn))
  const days: string[] = []
  for (let months = every; ; months += every) {
    const day = shiftCivilMonths(endedOn, months)
    if (day > requeryUntil) return days
    days.push(day)
  }
}

function dayAfter(key: string, { law, enforcement }: CaseFacts): string {
  return shiftCivilDate(
    lawful(() => termEnd(law, key, enforcement.appliedOn)),
    1,
  )
}
