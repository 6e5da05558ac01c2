import type { Json } from '@xiezhi/codec'
import { startOfCivilDateMs } from '@xiezhi/contracts/ids'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import { credit, sanctionList } from '@xiezhi/law'
import { randomId } from '../acts/random-id.ts'
import { proposing } from '../acts/two-persons.ts'
import { caseFacts, lawAsKnown } from '../enforcement/case-facts.ts'
import type { CaseFacts } from '../enforcement/case-facts.ts'
import type { EnforcementStore } from '../enforcement/store.ts'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'
import type { SaltedValue } from '../vault/private-texts.ts'
import { ownEntry } from './entries.ts'
import type { Entry } from './entries.ts'
import { personDocument, publicFields } from './entry-person.ts'
import type { CaseItems, EntryPerson, PersonDocument } from './entry-person.ts'
import { codesOf, judgeListing } from './judgement.ts'
import type { CreditStore } from './store.ts'

type Body<N extends keyof Routes> = NonNullable<RouteInput<Routes[N]> extends { readonly body?: infer B } ? B : never>
type Debtor = Awaited<ReturnType<EnforcementStore['debtor']>>

const DAY_MS = 86_400_000
/** Of limits of consumption the statement says nothing: nobody is listed by them. */
const NOTHING_STATED = {
  isOfAge: true,
  isRepresentative: false,
  hasSufficientSecurity: false,
  sealedAssetsSuffice: false,
  isLaterInOrder: false,
  isCampusLoanStudent: false,
  deletedAtSameApplicantsRequestOn: null,
} as const

/** The text of a decision, and the digest that is signed for it. */
interface Text {
  readonly value: SaltedValue
  readonly decisionDigest: string
}

function signedStatement(
  stated: Body<'proposeListing'>['statement'],
  isOfAge: boolean,
  sealedAssetsSuffice: boolean,
): Readonly<Record<string, Json>> {
  const { isRepresentative, hasSufficientSecurity, isLaterInOrder, isCampusLoanStudent } = stated
  const { deletedAtSameApplicantsRequestOn } = stated
  const persons = { isOfAge, isRepresentative, hasSufficientSecurity, sealedAssetsSuffice }
  return { ...persons, isLaterInOrder, isCampusLoanStudent, deletedAtSameApplicantsRequestOn }
}

function caseItems({ caseNumber, filedOn }: Omit<CaseItems, 'courtName'>): Omit<CaseItems, 'courtName'> {
  return { caseNumber, filedOn }
}

interface NewText {
  readonly decisionNo: string
  readonly decisionDigest?: string
  readonly reasons?: string | null
}

function both(first: () => Promise<void>, then: (() => Promise<void>) | undefined): () => Promise<void> {
  return async () => {
    await first()
    await then?.()
  }
}

/** Decisions of president and judge: one of them proposes here, the other signs. */
export class CreditDecisions {
  readonly #listener: Listener
  readonly #store: CreditStore
  readonly #enforcement: EnforcementStore

  constructor(listener: Listener, store: CreditStore, enforcement: EnforcementStore) {
    this.#listener = listener
    this.#store = store
    this.#enforcement = enforcement
  }

  /** @throws GatewayError INPUT_INVALID, BIRTH_DATE_DIFFERS, NOT_LISTABLE, LISTING_REASONS_MISSING */
  async listing(caseId: string, body: Body<'proposeListing'>): Promise<ActPlan> {
    const { published, statement, situation, extension } = body
    const question = { ...body, birthDate: published.birthDate }
    const judged = await judgeListing(this.#listener, this.#enforcement, caseId, question, '/published/birthDate')
    const { judgement, facts, debtor, isOfAge, sealedAssetsSuffice } = judged
    const reasons = codesOf(judgement.reasons)
    if (judgement.verdict === 'BLOCK') throw new GatewayError('NOT_LISTABLE', { reasons })
    if (judgement.verdict === 'REFER' && body.reasons === undefined)
      throw new GatewayError('LISTING_REASONS_MISSING', { reasons })
    const text = this.#text(body)
    const { value, keep, entryId } = await this.#decided(facts, debtor, body, text, {
      list: 'DISHONEST',
      situation,
      extension: extension ?? null,
      categories: [],
      statement: signedStatement(statement, isOfAge, sealedAssetsSuffice),
      reasonsDigest: body.reasons === undefined ? null : text.value.digest,
    })
    return this.#ofToday('proposeListing', facts.today, entryId, value, keep)
  }

  async consumptionOrder(caseId: string, body: Body<'proposeConsumptionOrder'>): Promise<ActPlan> {
    const facts = await caseFacts(this.#listener, this.#enforcement, caseId)
    const debtor = await this.#enforcement.debtor(caseId, body.debtorId)
    if (debtor.kind === 'NATURAL' && body.coSubjects.length > 0)
      throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/coSubjects', expected: 'of a unit' })
    const { value, keep, entryId } = await this.#decided(facts, debtor, body, this.#text(body), {
      list: 'CONSUMPTION',
      situation: null,
      extension: null,
      categories: [...body.categories].sort((one, other) => one - other),
      coSubjects: body.coSubjects,
      statement: NOTHING_STATED,
      reasonsDigest: null,
    })
    return this.#ofToday('proposeConsumptionOrder', facts.today, entryId, value, keep)
  }

  async extension(person: Person, entryId: string, body: Body<'proposeExtension'>): Promise<ActPlan> {
    const entry = await ownEntry(this.#listener, person, entryId)
    const { months, ground } = body
    const facts = {
      situation: (entry.situation ?? 1) as 1 | 2 | 3 | 4 | 5 | 6,
      listedOn: entry.decidedOn,
      extensionMonths: months + (entry.extension?.months ?? 0),
      extensionGround: ground,
    }
    this.#require(sanctionList.term(facts, await lawAsKnown(this.#listener)), 'PASS')
    return this.#about('proposeExtension', 'listing/Extend', entry, body, { months, ground })
  }

  async temporaryLift(person: Person, entryId: string, body: Body<'proposeTemporaryLift'>): Promise<ActPlan> {
    const entry = await ownEntry(this.#listener, person, entryId)
    const { ground, from, to } = body
    if (to < from) throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/to', expected: 'not before /from' })
    const facts = { ground, from, to, presidentApproved: true }
    this.#require(sanctionList.temporaryLift(facts, await lawAsKnown(this.#listener)), 'PASS')
    return this.#about('proposeTemporaryLift', 'listing/LiftTemporarily', entry, body, { ground, from, to })
  }

  async deletion(person: Person, entryId: string, body: Body<'proposeDeletion'>): Promise<ActPlan> {
    const entry = await ownEntry(this.#listener, person, entryId)
    if (!body.isApproved && entry.proposal === null) throw new GatewayError('NOT_IN_FORCE', { state: entry.state })
    return this.#about('proposeDeletion', 'listing/DecideDeletion', entry, body, { isApproved: body.isApproved })
  }

  async withdrawal(person: Person, entryId: string, body: Body<'proposeWithdrawal'>): Promise<ActPlan> {
    const entry = await ownEntry(this.#listener, person, entryId)
    return this.#about('proposeWithdrawal', 'listing/Withdraw', entry, body, { reason: body.reason })
  }

  async lift(person: Person, entryId: string, body: Body<'proposeLift'>): Promise<ActPlan> {
    const entry = await ownEntry(this.#listener, person, entryId)
    const { ground, isChangeGenuine, isActualController, isDirectlyResponsible } = body
    const facts = {
      ground,
      changeGenuine: isChangeGenuine,
      actualController: isActualController,
      directlyResponsible: isDirectlyResponsible,
      shareRatio: null,
    }
    this.#require(sanctionList.liftConsumption(facts, await lawAsKnown(this.#listener)), 'PROPOSE_LIFT')
    const stated = { ground, isChangeGenuine, isActualController, isDirectlyResponsible }
    return this.#about('proposeLift', 'listing/Lift', entry, body, stated)
  }

  /** Who recognised the failure repairs it (R26-05). */
  async repair(person: Person, entryId: string, body: Body<'proposeRepairDecision'>): Promise<ActPlan> {
    const entry = await ownEntry(this.#listener, person, entryId)
    if (entry.repair?.outcome !== 'PENDING') throw new GatewayError('NOT_IN_FORCE', { state: entry.state })
    const on = await this.#listener.clock.today()
    const decided = { isGranted: body.isApproved, on }
    return this.#about('proposeRepairDecision', 'listing/DecideRepair', entry, body, decided)
  }

  /** While a plan that a court approved is carried out (R26-06). */
  async restructuring(person: Person, entryId: string, body: Body<'proposeRestructuring'>): Promise<ActPlan> {
    const entry = await ownEntry(this.#listener, person, entryId)
    const { approvedOn, rulingDigest, isRulingVerified } = body
    this.#require(await this.#relief('COURT_APPROVED', approvedOn, isRulingVerified), 'RELIEF')
    const stated = { approvedOn, rulingDigest, isRulingVerified }
    return this.#about('proposeRestructuring', 'listing/BeginRestructuring', entry, body, stated)
  }

  async restructuringEnd(person: Person, entryId: string, body: Body<'proposeRestructuringEnd'>): Promise<ActPlan> {
    const entry = await ownEntry(this.#listener, person, entryId)
    const { on } = body
    this.#require(await this.#relief('TERMINATED', entry.restructuring?.approvedOn ?? on, true), 'ENDED')
    return this.#about('proposeRestructuringEnd', 'listing/EndRestructuring', entry, body, { on })
  }

  /** What the case gives to the items that are published. */
  async #givenBy(caseRef: string): Promise<Omit<CaseItems, 'courtName'>> {
    const { caseNumber, enforcement } = await caseFacts(this.#listener, this.#enforcement, caseRef)
    return { caseNumber, filedOn: enforcement.appliedOn }
  }

  async #relief(
    planStatus: 'COURT_APPROVED' | 'TERMINATED',
    approvedOn: string,
    rulingVerified: boolean,
  ): Promise<ReturnType<typeof credit.restructuringRelief>> {
    const [law, asOf] = await Promise.all([lawAsKnown(this.#listener), this.#listener.clock.today()])
    return credit.restructuringRelief({ planStatus, approvedOn, rulingVerified, asOf }, law)
  }

  /** Wrong data under the same entry; what is not named stays. */
  async correction(person: Person, entryId: string, body: Body<'proposeCorrection'>): Promise<ActPlan> {
    const entry = await ownEntry(this.#listener, person, entryId)
    const { situation = entry.situation, published } = body
    if (body.person !== undefined || published !== undefined) return this.#correctedPerson(entry, situation, body)
    if (situation === entry.situation)
      throw new GatewayError('INPUT_INVALID', { part: 'body', path: '', expected: 'something to correct' })
    const { subject, indexKey } = entry
    return this.#about('proposeCorrection', 'listing/Correct', entry, body, { subject, indexKey, situation })
  }

  /**
   * Who it is, or what is published, is stated anew: another document, to which the entry commits. Of an entry that was decided without this
   * gateway both are stated, and it has them from then on.
   */
  async #correctedPerson(entry: Entry, situation: number | null, body: Body<'proposeCorrection'>): Promise<ActPlan> {
    const { entryId, subjectKind, decidedOn } = entry
    const [kept, items] = await Promise.all([this.#store.annexes([entry.subject]), this.#store.items(entry.subject)])
    const before = kept.get(entry.subject)?.value
    const found = body.published ?? items
    const who = body.person ?? before?.person
    if (who === undefined || found === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'person' })
    const given = items === null ? await this.#givenBy(entry.caseRef) : caseItems(items)
    const known = { ...given, courtName: this.#listener.config.zh }
    const fields = publicFields(found, known, decidedOn, before?.fields?.relatedPersons)
    const document = personDocument(entryId, subjectKind, who, fields)
    const indexKey = body.person === undefined ? entry.indexKey : await this.#listener.personIndex.keyOf(who)
    const corrected = { subject: document.subject, indexKey, situation }
    const plan = this.#about('proposeCorrection', 'listing/Correct', entry, body, corrected)
    const keep = (): Promise<void> =>
      this.#store.keepPersons(entryId, [document], { ...found, ...given }, document.subject)
    return { ...plan, prepare: both(keep, plan.prepare) }
  }

  /** An entry that is about to be decided: who it is goes to the vault, the ledger gets commitments. */
  async #decided(
    facts: CaseFacts,
    debtor: Debtor,
    { published }: Pick<Body<'proposeListing'>, 'published'>,
    text: Text,
    how: Readonly<Record<string, Json>> & {
      readonly coSubjects?: Body<'proposeConsumptionOrder'>['coSubjects']
    },
  ): Promise<{ readonly value: Json; readonly entryId: string; readonly keep: () => Promise<void> }> {
    const { caseId, today, enforcement } = facts
    const { coSubjects = [], ...rest } = how
    const entryId = randomId()
    const subjectKind = debtor.kind === 'NATURAL' ? 'NATURAL' : 'UNIT'
    const person = { certificateType: debtor.idType, certificateNumber: debtor.fields.idNo, name: debtor.fields.name }
    const items = { caseNumber: facts.caseNumber ?? debtor.fields.caseNumber, filedOn: enforcement.appliedOn }
    const related = coSubjects.map(({ role, name }) => ({ role, name }))
    const known: CaseItems = { ...items, courtName: this.#listener.config.zh }
    const own = personDocument(entryId, subjectKind, person, publicFields(published, known, today, related))
    const others = await Promise.all(coSubjects.map((one) => this.#coSubject(entryId, one)))
    const value = {
      entryId,
      ...rest,
      caseRef: caseId,
      subject: own.subject,
      indexKey: await this.#listener.personIndex.keyOf(person),
      subjectKind,
      decidedOn: today,
      coSubjects: others.map(({ role, document, indexKey }) => ({ role, subject: document.subject, indexKey })),
      decisionDigest: text.decisionDigest,
    }
    const documents = [own, ...others.map(({ document }) => document)]
    const keep = async (): Promise<void> => {
      await this.#store.keepPersons(entryId, documents, { ...published, ...items }, own.subject)
      await this.#store.keepDecision(entryId, text.decisionDigest, text.value)
    }
    return { value: value as unknown as Json, entryId, keep }
  }

  async #coSubject(
    entryId: string,
    one: EntryPerson & { readonly role: string },
  ): Promise<{ readonly role: string; readonly document: PersonDocument; readonly indexKey: string }> {
    const document = personDocument(entryId, 'NATURAL', one, null)
    return { role: one.role, document, indexKey: await this.#listener.personIndex.keyOf(one) }
  }

  #text({ decisionNo, decisionDigest, reasons = null }: NewText): Text {
    const value = this.#store.salted('decision', { decisionNo, reasons })
    return { value, decisionDigest: decisionDigest ?? value.digest }
  }

  /** What two persons decide on an entry that stands. */
  #about(act: string, type: string, { entryId }: Entry, body: NewText, fields: object): ActPlan {
    const text = this.#text(body)
    const value = { entryId, decisionDigest: text.decisionDigest, ...fields } as unknown as Json
    const plan = proposing(act, '', [{ type, value }], this.#listener.clock.nowMs(), { entryId })
    const keep = (): Promise<void> => this.#store.keepDecision(entryId, text.decisionDigest, text.value)
    return { ...plan, subject: { kind: 'entry', id: entryId }, prepare: keep }
  }

  /** The day of a decision is signed with it, so the second person signs on that day. */
  #ofToday(act: string, today: string, entryId: string, value: Json, keep: () => Promise<void>): ActPlan {
    const plan = proposing(act, '', [{ type: 'listing/Decide', value }], this.#listener.clock.nowMs(), { entryId })
    const endOfDayMs = startOfCivilDateMs(today) + DAY_MS
    const messages = plan.messages.map((message) => {
      const proposal = message.value as { readonly expiresAtMs: number }
      const expiresAtMs = Math.min(proposal.expiresAtMs, endOfDayMs)
      return { type: message.type, value: { ...proposal, expiresAtMs } }
    })
    return { ...plan, messages, subject: { kind: 'entry', id: entryId }, prepare: keep }
  }

  #require<V extends string>(
    found: { readonly verdict: V; readonly reasons: readonly { readonly code: string; readonly rule: string }[] },
    wanted: V,
  ): void {
    if (found.verdict !== wanted) throw new GatewayError('DECISION_REFUSED', { reasons: codesOf(found.reasons) })
  }
}
