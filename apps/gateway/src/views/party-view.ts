import { DOCUMENTS } from '@xiezhi/documents'
import type { DocumentKind } from '@xiezhi/documents'
import type { Bilingual, CaseObjectionView, PartyMatterSummary, PartyMatterView } from '@xiezhi/gateway-api'
import { statuteOf } from '@xiezhi/law'
import { caseFacts, isLive } from '../enforcement/case-facts.ts'
import type { CaseFacts, Control } from '../enforcement/case-facts.ts'
import { mattersOf } from '../enforcement/matters.ts'
import type { Parties, OwnPart } from '../enforcement/parties.ts'
import { labelOf } from '../enforcement/property-view.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import type { Submissions } from '../enforcement/submissions.ts'
import type { Writings } from '../enforcement/writings.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { enforcementWords } from './enforcement-words.ts'
import { matterWords } from './matter-words.ts'
import { measureRef } from './matters-view.ts'
import { objectionViews } from './objection-view.ts'
import { isOver } from './term-view.ts'

type Measure = PartyMatterView['measures'][number]
type Remedy = PartyMatterView['remedies'][number]
type Courts = { readonly own: Bilingual; readonly above: Bilingual }

interface Parts {
  readonly listener: Listener
  readonly store: EnforcementStore
  readonly parties: Parties
  readonly submissions: Submissions
  readonly writings: Writings
}

/** What is served on a debtor or applicant; rulings once each of their orders has an answer, for they must not forewarn. */
const SERVED: readonly DocumentKind[] = [
  'CONTROL_RULING',
  'RENEWAL_RULING',
  'RELEASE_RULING',
  'VARIATION_RULING',
  'DISPOSAL_RULING',
  'ENFORCEMENT_NOTICE',
  'PROPERTY_REPORT_ORDER',
  'END_OF_ROUND_RULING',
  'CLAIM_CALCULATION',
  'DISTRIBUTION_PLAN',
  'CONSUMPTION_ORDER',
  'DISHONESTY_DECISION',
]
/** Of a ruling that nobody has signed, or whose orders are on their way, nothing is seen. */
const WITH_INSTRUMENT: readonly DocumentKind[] = [
  'CONTROL_RULING',
  'RENEWAL_RULING',
  'RELEASE_RULING',
  'VARIATION_RULING',
  'DISPOSAL_RULING',
]
const HIDDEN: readonly string[] = ['ORDERED', 'REJECTED', 'FAILED']

/** Matters of one person, found by the own place in the index: measures on the own property, and no other's. */
export class PartyViews {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async list(session: OpenSession): Promise<PartyMatterSummary[]> {
    const own = await this.#parts.parties.own(session)
    const caseIds = [...new Set(own.map(({ caseId }) => caseId))]
    const found: PartyMatterSummary[] = []
    for (const caseId of caseIds) {
      const view = await this.#view(
        caseId,
        own.filter((one) => one.caseId === caseId),
        session,
      )
      if (view !== null) found.push(summaryOf(view))
    }
    return found
  }

  /** @throws GatewayError SUBJECT_UNKNOWN: no such case, or one in which the person is not named, which is the same answer */
  async view(caseId: string, session: OpenSession): Promise<PartyMatterView> {
    const own = await this.#parts.parties.own(session, caseId)
    const view = own.length === 0 ? null : await this.#view(caseId, own, session)
    if (view === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'matter' })
    return view
  }

  async #view(caseId: string, own: readonly OwnPart[], session: OpenSession): Promise<PartyMatterView | null> {
    const { listener, store, submissions } = this.#parts
    const facts = await caseFacts(listener, store, caseId).catch((error: unknown) => {
      // Named for an act that the ledger has refused.
      if (error instanceof GatewayError && error.code === 'SUBJECT_UNKNOWN') return null
      throw error
    })
    if (facts === null) return null
    const parts = [...new Set(own.map(({ part }) => part))]
    const handed = await submissions.own(caseId, session)
    const objections = await this.#objections(facts, own, handed)
    const measures = measuresOf(facts, own, objections, listener)
    const courts = await courtsOf(listener, facts.enforcement.organisation)
    const remedies = remediesOf({ facts, parts, measures, objections, courts })
    const isParty = parts.some((part) => part !== 'THIRD_PARTY')
    const { preservation, enforcement } = facts
    const state = preservation === null ? enforcement.state : preservation.state === 'OPEN' ? 'PRESERVATION' : 'LIFTED'
    return {
      caseId,
      caseNumber: facts.caseNumber,
      parts,
      state,
      stateText: matterWords('case', state),
      court: courts.own,
      appliedOn: enforcement.appliedOn,
      liveMeasures: measures.filter(({ state: one }) => isLive({ state: one })).length,
      openObjections: objections.filter((one) => one.state === 'OPEN').length,
      nextRemedyOn: nextOf(remedies),
      owed: isParty ? facts.owed : null,
      measures,
      remedies,
      objections,
      submissions: handed,
      documents: isParty ? await this.#documents(caseId) : [],
    }
  }

  /** Those that the person handed in here, and those that the counter entered under the own name. */
  async #objections(
    facts: CaseFacts,
    own: readonly OwnPart[],
    handed: PartyMatterView['submissions'],
  ): Promise<CaseObjectionView[]> {
    const { listener, store, writings } = this.#parts
    const of = await mattersOf(listener.db, facts.caseId)
    const ids = handed.flatMap(({ objectionId }) => objectionId ?? [])
    const debtors = await store.debtors(facts.caseId)
    const names = debtors
      .filter(({ debtorId }) => own.some((one) => one.debtorId === debtorId))
      .flatMap(({ fields }) => fields?.name ?? [])
    const views = await objectionViews(of('objection'), writings, {
      today: facts.today,
      measureOf: (_caseId, measureId) => ownRef(facts, own, measureId),
      institutionOf: () => null,
      mayDecide: () => false,
    })
    return views.filter(
      ({ objectionId, raisedBy }) =>
        ids.includes(objectionId) ||
        (raisedBy.as === 'DEBTOR' && raisedBy.name !== null && names.includes(raisedBy.name)),
    )
  }

  async #documents(caseId: string): Promise<PartyMatterView['documents']> {
    const { db } = this.#parts.listener
    const rows = await db
      .selectFrom('document')
      .select(['document_id', 'kind', 'digest', 'verification_code', 'made_at_ms'])
      .where('case_ref', '=', caseId)
      .where('kind', 'in', SERVED)
      .orderBy('made_at_ms', 'desc')
      .execute()
    const served = await this.#servedDigests(caseId)
    return rows
      .filter(({ kind, digest }) => !WITH_INSTRUMENT.includes(kind as DocumentKind) || served.has(digest))
      .map((row) => ({
        documentId: row.document_id,
        title: DOCUMENTS[row.kind as DocumentKind].title,
        digest: row.digest,
        verificationCode: row.verification_code,
        madeAtMs: row.made_at_ms,
      }))
  }

  /** Documents of signed instruments of which no order waits for its answer. */
  async #servedDigests(caseId: string): Promise<ReadonlySet<string>> {
    const { db } = this.#parts.listener
    const [instruments, open] = await Promise.all([
      db
        .selectFrom('projection.instrument')
        .select(['instrument_id', 'record'])
        .where('case_ref', '=', caseId)
        .execute(),
      db
        .selectFrom('projection.sent_order')
        .select('record')
        .where('case_ref', '=', caseId)
        .where('state', '=', 'SENT')
        .execute(),
    ])
    const waiting = new Set(open.map(({ record }) => (record as { readonly instrumentId?: string }).instrumentId))
    return new Set(
      instruments
        .filter(({ instrument_id: id }) => !waiting.has(id))
        .map(({ record }) => (record as unknown as { readonly documentDigest: string }).documentDigest),
    )
  }
}

function summaryOf({
  caseId,
  caseNumber,
  parts,
  state,
  stateText,
  court,
  appliedOn,
  liveMeasures,
  openObjections,
  nextRemedyOn,
}: PartyMatterView): PartyMatterSummary {
  const head = { caseId, caseNumber, parts, state, stateText, court, appliedOn }
  return { ...head, liveMeasures, openObjections, nextRemedyOn }
}

function isOwnProperty({ propertyOf }: CaseFacts, own: readonly OwnPart[], orderId: string): boolean {
  const debtorId = propertyOf.get(orderId)?.debtorId
  return debtorId !== undefined && own.some((one) => one.part === 'DEBTOR' && one.debtorId === debtorId)
}

/** The label only of the own property. */
function ownRef(
  facts: CaseFacts,
  own: readonly OwnPart[],
  measureId: string,
): NonNullable<CaseObjectionView['measure']> {
  const found = measureRef(facts, measureId)
  return isOwnProperty(facts, own, found.orderId) ? found : { ...found, label: null }
}

function measuresOf(
  facts: CaseFacts,
  own: readonly OwnPart[],
  objections: readonly CaseObjectionView[],
  { config }: Pick<Listener, 'config'>,
): Measure[] {
  const titles = new Map(
    (config.orders?.institutions ?? []).map(({ organisation, zh, en }) => [organisation, { zh, en }]),
  )
  const contested = new Set(objections.map(({ measure }) => measure?.measureId))
  const isShown = ({ orderId, measureId, state }: Control): boolean =>
    !HIDDEN.includes(state) && (isOwnProperty(facts, own, orderId) || (measureId !== null && contested.has(measureId)))
  return facts.controls.filter(isShown).map((control) => {
    const { orderId, institution, limitCents, whole, state, from, to, rank, measureId } = control
    const isOpen = objections.some((one) => one.state === 'OPEN' && one.measure?.measureId === measureId)
    return {
      orderId,
      label: isOwnProperty(facts, own, orderId)
        ? labelOf(facts.property, facts.propertyOf.get(orderId)?.propertyId ?? null)
        : null,
      institution: titles.get(institution) ?? { zh: institution, en: institution },
      asset: control.asset as Measure['asset'],
      limitCents,
      currency: facts.claim.currency,
      whole,
      state,
      stateText: enforcementWords('control', state),
      from,
      to,
      rank,
      mayObject: isLive(control) && !isOpen,
    }
  })
}

/** The court of the case, and the one above it, to which a reconsideration goes. */
async function courtsOf({ zone }: Pick<Listener, 'zone'>, organisation: string): Promise<Courts> {
  const chain = (await zone.query('authority/organisation', { organisation })) as unknown as readonly Bilingual[]
  const named = ({ zh, en }: Bilingual): Bilingual => ({ zh, en })
  const own = named(chain[0] ?? { zh: organisation, en: organisation })
  return { own, above: chain[1] === undefined ? own : named(chain[1]) }
}

interface RemedyFacts {
  readonly facts: CaseFacts
  readonly parts: readonly PartyMatterView['parts'][number][]
  readonly measures: readonly Measure[]
  readonly objections: readonly CaseObjectionView[]
  readonly courts: Courts
}

function remediesOf({ facts, parts, measures, objections, courts }: RemedyFacts): Remedy[] {
  const open = (kind: Remedy['kind'], subject: Remedy['subject'], rule: string): Remedy => ({
    kind,
    text: matterWords('remedy', kind),
    subject,
    rule,
    statute: statuteOf(rule),
    until: null,
    isOver: false,
    court: courts.own,
  })
  const ofMeasures = measures
    .filter(({ mayObject }) => mayObject)
    .map(({ orderId, label }) => open('OBJECTION', { kind: 'MEASURE', id: orderId, label }, 'R20-30'))
  const goesOn = !['CLOSED', 'LIFTED'].includes(facts.preservation?.state ?? facts.enforcement.state)
  const ofCase =
    goesOn && parts.some((part) => part !== 'THIRD_PARTY')
      ? [open('OBJECTION', { kind: 'CASE', id: facts.caseId, label: null }, 'R20-30')]
      : []
  const ofDecisions = objections.flatMap(({ objectionId, kindText, remedy }): Remedy[] => {
    if (remedy === null) return []
    const subject = { kind: 'OBJECTION' as const, id: objectionId, label: kindText.zh }
    const court = remedy.kind === 'RECONSIDERATION' ? courts.above : courts.own
    const over = isOver(remedy.until, facts.today)
    return [{ ...open(remedy.kind, subject, 'R20-30'), until: remedy.until, isOver: over, court }]
  })
  return [...ofDecisions, ...ofMeasures, ...ofCase]
}

function nextOf(remedies: readonly Remedy[]): string | null {
  const days = remedies.filter((one) => !one.isOver).flatMap(({ until }) => until?.legalEnd ?? [])
  return [...days].sort()[0] ?? null
}
