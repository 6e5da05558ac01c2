import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { startOfCivilDateMs } from '@xiezhi/contracts/ids'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import type { Message } from '@xiezhi/kernel'
import { caseFieldsOf, courtName, normalNumber } from '../documents/case-fields.ts'
import { MadeDocuments } from '../documents/made-documents.ts'
import { rulingFields } from '../documents/ruling-fields.ts'
import type { RulingInput } from '../documents/ruling-fields.ts'
import { caseFacts, controlOn, isLive, soldThings } from '../enforcement/case-facts.ts'
import type { CaseFacts, Control } from '../enforcement/case-facts.ts'
import { differencesOf } from '../enforcement/differences.ts'
import { orderOf } from '../enforcement/order-requests.ts'
import type { Header, Ordered, Standing, Wanted } from '../enforcement/order-requests.ts'
import { matterOf } from '../enforcement/matters.ts'
import { isStale, longestTerm, planOf } from '../enforcement/plan.ts'
import type { PlanFacts } from '../enforcement/plan.ts'
import type { DebtorFields, DocumentFields, EnforcementStore, Property } from '../enforcement/store.ts'
import { isTransferEnded } from '../enforcement/transfer-rights.ts'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import { leavesInSlot } from '../outbox/dispatch-slots.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'
import { randomId } from './random-id.ts'
import { proposing } from './two-persons.ts'

type Body<N extends keyof Routes> = NonNullable<RouteInput<Routes[N]> extends { readonly body?: infer B } ? B : never>
type ControlRuling = Body<'proposeControl'>
type Kind =
  | 'TRANSFER_LETTER'
  | 'QUERY_NOTICE'
  | 'CONTROL_RULING'
  | 'RENEWAL_RULING'
  | 'RELEASE_RULING'
  | 'VARIATION_RULING'
  | 'DISPOSAL_RULING'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const ANSWER_HOURS = 24
/** A packet lives a day at most; with some leeway for the time of the block in which it is sent. */
export const PACKET_HOURS = 23
/** What is left for delivery when the second person signs last. */
const DELIVERY_HOURS = 1
const KINDS: Readonly<Record<string, Kind>> = {
  RENEW: 'RENEWAL_RULING',
  RELEASE: 'RELEASE_RULING',
  REDUCE: 'RELEASE_RULING',
  SUSPEND: 'VARIATION_RULING',
  RESUME: 'VARIATION_RULING',
  CONVERT_TO_DISPOSAL: 'DISPOSAL_RULING',
  DEDUCT: 'DISPOSAL_RULING',
  CLOSE_DISPOSAL: 'DISPOSAL_RULING',
}

/** What every instrument of a case is made of. */
interface Draft {
  readonly act: string
  readonly person: Person
  readonly facts: CaseFacts
  readonly kind: Kind
  readonly emergency: boolean
  readonly document: DocumentFields
  readonly documentDigest: string | undefined
  readonly validTo: string | null
  readonly answerHours: number | undefined
  readonly wanted: readonly Wanted[]
  /** Of a letter of transfer. */
  readonly receiving?: RulingInput['receiving']
}

/** Instruments: a query notice of the officer alone, an emergency of a judge alone, all others proposed and signed by a second. */
export class InstrumentActs {
  readonly #listener: Listener
  readonly #store: EnforcementStore
  readonly #documents: MadeDocuments

  constructor(listener: Listener, store: EnforcementStore) {
    this.#listener = listener
    this.#store = store
    this.#documents = new MadeDocuments(listener)
  }

  async query(person: Person, caseId: string, body: Body<'queryProperty'>): Promise<ActPlan> {
    const facts = await caseFacts(this.#listener, this.#store, caseId)
    const debtor = await this.#store.debtor(caseId, body.debtorId)
    const effect = {
      action: 'QUERY',
      asset: null,
      limitCents: null,
      months: null,
      whole: false,
      measureId: null,
    } as const
    const wanted = body.institutions.map((name) => ({
      institution: this.#institution(name),
      debtor,
      property: null,
      effect: { ...effect, currency: facts.claim.currency },
      standing: null,
    }))
    const document = { noticeNo: body.noticeNo, rulingNo: null, plan: null, differences: [] }
    const draft = { act: 'queryProperty', person, facts, kind: 'QUERY_NOTICE', emergency: false, document } as const
    const { documentDigest, answerHours } = body
    return this.#signed({ ...draft, documentDigest, answerHours, validTo: null, wanted })
  }

  async control(person: Person, caseId: string, body: ControlRuling, emergency: boolean): Promise<ActPlan> {
    const facts = await caseFacts(this.#listener, this.#store, caseId)
    const plan = planOf({ ...facts, ...plannedFrom(facts) }, body.plan ?? {}, facts.law)
    const differences = differencesOf(plan, body)
    const askedCents = body.controls.reduce((sum, { cents }) => sum + cents, 0)
    const { targetCents, overCents } = plan
    const document = {
      noticeNo: body.noticeNo,
      rulingNo: body.rulingNo,
      plan: {
        targetCents,
        plannedCents: plan.controls.reduce((sum, { cents }) => sum + cents, 0),
        askedCents,
        overCents,
      },
      differences,
    }
    const wanted = await Promise.all(body.controls.map((one) => this.#freeze(facts, one)))
    const { documentDigest, answerHours, validTo } = body
    const draft = {
      person,
      facts,
      kind: 'CONTROL_RULING',
      emergency,
      document,
      documentDigest,
      answerHours,
      validTo,
      wanted,
    } as const
    return emergency
      ? this.#signed({ act: 'orderEmergency', ...draft })
      : this.#proposed({ act: 'proposeControl', ...draft })
  }

  async measures(person: Person, caseId: string, body: Body<'proposeMeasureRuling'>): Promise<ActPlan> {
    const facts = await caseFacts(this.#listener, this.#store, caseId)
    const kinds = new Set(body.orders.map(({ action }) => KINDS[action]))
    const [kind] = kinds
    if (kind === undefined || kinds.size > 1)
      throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/orders', expected: 'of one kind' })
    const wanted = await Promise.all(
      body.orders.map(async (one) => {
        const limitCents = one.action === 'REDUCE' ? one.keepCents : one.action === 'DEDUCT' ? one.cents : null
        const months = one.action === 'RENEW' ? one.months : null
        const changed = await this.#change(facts, one.orderId, one.action, limitCents, months)
        return { ...changed, relation: one.relation ?? null }
      }),
    )
    const document = { noticeNo: body.noticeNo, rulingNo: body.rulingNo, plan: null, differences: [] }
    const { documentDigest, answerHours, validTo } = body
    return this.#proposed({
      act: 'proposeMeasureRuling',
      person,
      facts,
      kind,
      emergency: false,
      document,
      documentDigest,
      answerHours,
      validTo,
      wanted,
    })
  }

  /** The first court hands the right to dispose over, or a court above both does in its place (R20-20). */
  async transferLetter(person: Person, transferId: string, body: Body<'proposeTransferLetter'>): Promise<ActPlan> {
    const found = await matterOf(this.#listener.db, 'transfer', transferId)
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'transfer' })
    const { from, to, state } = found.record
    if (isTransferEnded(found.record)) throw new GatewayError('NOT_IN_FORCE', { state })
    const facts = await caseFacts(this.#listener, this.#store, from.caseRef)
    const control = facts.controls.find(({ measureId }) => measureId === from.measureId)
    const wanted = await this.#change(facts, control?.orderId ?? '', 'TRANSFER_DISPOSAL', null, null)
    const { noticeNo, rulingNo, documentDigest } = body
    return this.#proposed({
      act: 'proposeTransferLetter',
      person,
      facts,
      kind: 'TRANSFER_LETTER',
      emergency: false,
      document: { noticeNo, rulingNo, plan: null, differences: [] },
      documentDigest,
      answerHours: undefined,
      validTo: null,
      wanted: [{ ...wanted, effect: { ...wanted.effect, toMeasureId: to.measureId } }],
      receiving: await this.#receiving(to),
    })
  }

  async #receiving({ caseRef, organisation }: { readonly caseRef: string; readonly organisation: string }): Promise<{
    court: string
    caseNumber: string
  }> {
    const { caseNumber } = await caseFacts(this.#listener, this.#store, caseRef)
    return { court: await courtName(this.#listener, organisation), caseNumber: normalNumber(caseNumber) ?? caseRef }
  }

  /** What the ledger proposes, as the instrument that carries it out. */
  async proposals(person: Person, caseId: string, body: Body<'proposeFromProposals'>): Promise<ActPlan> {
    const facts = await caseFacts(this.#listener, this.#store, caseId)
    const rows = await this.#listener.db
      .selectFrom('projection.release_proposal')
      .select('record')
      .where('case_ref', '=', caseId)
      .where('proposal_id', 'in', body.proposals)
      .execute()
    const found = rows.map(({ record }) => record as unknown as Proposed)
    if (found.length < body.proposals.length) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'proposal' })
    const ended = found.find(({ state }) => state !== 'OPEN')
    if (ended !== undefined) throw new GatewayError('NOT_IN_FORCE', { state: ended.state })
    const kinds = new Set(found.map(({ kind }) => KINDS[kind]))
    const [kind] = kinds
    if (kind === undefined || kinds.size > 1)
      throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/proposals', expected: 'of one kind' })
    const wanted = await Promise.all(
      found.map(({ orderId, kind: action, keepCents }) =>
        this.#change(
          facts,
          orderId,
          action,
          action === 'REDUCE' ? keepCents : null,
          action === 'RENEW' ? (body.months ?? 'LONGEST') : null,
        ),
      ),
    )
    const document = { noticeNo: body.noticeNo, rulingNo: body.rulingNo, plan: null, differences: [] }
    const { documentDigest, answerHours } = body
    return this.#proposed({
      act: 'proposeFromProposals',
      person,
      facts,
      kind,
      emergency: false,
      document,
      documentDigest,
      answerHours,
      validTo: null,
      wanted,
    })
  }

  /** @throws GatewayError INSTITUTION_UNKNOWN */
  #institution(name: string): Wanted['institution'] {
    const found = this.#listener.config.orders?.institutions?.find(({ organisation }) => organisation === name)
    if (found === undefined) throw new GatewayError('INSTITUTION_UNKNOWN', { institution: name })
    return found
  }

  async #freeze(facts: CaseFacts, asked: ControlRuling['controls'][number]): Promise<Wanted> {
    const { caseId, property, today, law, claim } = facts
    const one = property.find(({ propertyId }) => propertyId === asked.propertyId)
    if (one === undefined || one.fields === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'property' })
    if (isStale(one, today, law))
      throw new GatewayError('PROPERTY_STALE', { propertyId: one.propertyId, foundOn: one.foundOn })
    const standing = controlOn(facts, one)
    if (standing !== undefined && isLive(standing))
      throw new GatewayError('PROPERTY_CONTROLLED', { propertyId: one.propertyId })
    const { cents: limitCents, months, whole } = asked
    return {
      institution: this.#institution(one.institution),
      debtor: await this.#store.debtor(caseId, one.debtorId),
      property: { propertyId: one.propertyId, fields: one.fields },
      effect: {
        action: 'FREEZE',
        asset: one.asset,
        limitCents,
        currency: claim.currency,
        months,
        whole,
        measureId: null,
      },
      standing: null,
      relation: asked.relation ?? null,
    }
  }

  async #change(
    facts: CaseFacts,
    orderId: string,
    action: Wanted['effect']['action'],
    limitCents: number | null,
    term: number | 'LONGEST' | null,
  ): Promise<Wanted> {
    const control = facts.controls.find((one) => one.orderId === orderId)
    if (control === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'measure' })
    if (control.measureId === null || !isLive(control)) throw new GatewayError('NOT_IN_FORCE', { state: control.state })
    const one = facts.propertyOf.get(orderId)
    if (one === undefined || one.fields === null) throw new GatewayError('PROPERTY_MISSING', { orderId })
    const asset = control.asset as Property['asset']
    const months = term === 'LONGEST' ? longest(asset, facts) : term
    return {
      institution: this.#institution(control.institution),
      debtor: await this.#store.debtor(facts.caseId, one.debtorId),
      property: { propertyId: one.propertyId, fields: one.fields },
      effect: {
        action,
        asset,
        limitCents,
        currency: facts.claim.currency,
        months,
        whole: control.whole,
        measureId: control.measureId,
      },
      standing: standingOf(control),
    }
  }

  async #signed(draft: Draft): Promise<ActPlan> {
    const { message, orders, instrumentId, keep } = await this.#issue(draft)
    const { act, facts } = draft
    return {
      act,
      subject: { kind: 'enforcement', id: facts.caseId },
      messages: [message],
      then: 'done',
      inSlot: leavesInSlot(draft),
      facts: { instrumentId, orders: orders.map(({ orderId }) => orderId) },
      prepare: keep,
    }
  }

  /** The first day of a term is signed, so that a ruling to control is signed on the day on which it was made. */
  async #proposed(draft: Draft): Promise<ActPlan> {
    const { message, instrumentId, keep, packetEndMs } = await this.#issue(draft)
    const { act, facts, kind } = draft
    const { caseId: id, today } = facts
    const plan = proposing(act, '', [message], this.#listener.clock.nowMs(), { instrumentId })
    const endOfDayMs = startOfCivilDateMs(today) + DAY_MS
    const deliverableMs = packetEndMs - DELIVERY_HOURS * HOUR_MS
    const latestMs = kind === 'CONTROL_RULING' ? Math.min(deliverableMs, endOfDayMs) : deliverableMs
    const messages = plan.messages.map(({ type, value }) => {
      const proposal = value as { readonly expiresAtMs: number }
      return { type, value: { ...proposal, expiresAtMs: Math.min(proposal.expiresAtMs, latestMs) } }
    })
    return { ...plan, messages, subject: { kind: 'enforcement', id }, prepare: keep }
  }

  async #issue(draft: Draft): Promise<{
    message: Message
    orders: readonly Ordered[]
    instrumentId: string
    packetEndMs: number
    keep: () => Promise<void>
  }> {
    const { person, facts, kind, emergency, document, wanted } = draft
    const { config, clock } = this.#listener
    const instrumentId = randomId()
    const header = {
      instrumentId,
      courtName: await courtName(this.#listener, person.organisation ?? ''),
      courtId: person.organisation ?? '',
      caseNo: caseNumberOf(facts, wanted),
      noticeNo: document.noticeNo,
      rulingNo: document.rulingNo,
      officer: await this.#officer(person, emergency),
      today: facts.today,
      account: config.orders?.account,
      algorithms: this.#listener.orders.algorithms,
    }
    const orders = wanted.map((one, n) => orderOf(header, one, n))
    const made = draft.documentDigest === undefined ? await this.#render(draft, header) : undefined
    const nowMs = clock.nowMs()
    const deadlineMs = nowMs + (draft.answerHours ?? ANSWER_HOURS) * HOUR_MS
    const packetEndMs = nowMs + PACKET_HOURS * HOUR_MS
    const asked = orders.map(({ institution, effect, annexDigest }, n) => ({
      client: config.orders?.client ?? '',
      institution,
      effect,
      annexDigest,
      relation: wanted[n]?.relation ?? null,
    }))
    const { caseId: caseRef, today: validFrom } = facts
    const signed = { kind, caseRef, noticeNo: document.noticeNo, rulingNo: document.rulingNo, orders: asked }
    const value = {
      instrumentId,
      kind,
      caseRef,
      documentDigest: draft.documentDigest ?? made?.digest ?? digestOf(signed),
      emergency,
      validFrom,
      validTo: draft.validTo,
      timeoutSeconds: Math.floor(packetEndMs / 1_000),
      deadlineMs,
      orders: asked,
    }
    const keep = async (): Promise<void> => {
      await made?.keep()
      await this.#store.keepInstrument(caseRef, instrumentId, document, orders)
    }
    return { message: { type: 'order/Issue', value }, orders, instrumentId, packetEndMs, keep }
  }

  /** The paper of the instrument, made before anybody signs: its digest is what is signed. @throws GatewayError DOCUMENT_INVALID */
  async #render(draft: Draft, header: Header): ReturnType<MadeDocuments['prepare']> {
    const { person, facts, kind, emergency, document, wanted, receiving } = draft
    const debtors = [...new Map(wanted.map(({ debtor }) => [debtor.debtorId, debtor])).values()]
    const number = document.rulingNo ?? document.noticeNo
    const asked = { facts, debtors, person, number, caseNumber: header.caseNo }
    const common = await caseFieldsOf(this.#listener, asked)
    const { officer, account } = header
    const ruling = { kind, facts, common, officer, wanted, emergency, account }
    const fields = rulingFields(receiving === undefined ? ruling : { ...ruling, receiving })
    return this.#documents.prepare({ caseId: facts.caseId, kind, fields }, person)
  }

  /** Both cards of the officer who asks (R20-01); in urgency those of any officer of the court. @throws GatewayError OFFICER_NOT_FILED */
  async #officer(
    { organisation, officer }: Person,
    emergency: boolean,
  ): Promise<Parameters<typeof orderOf>[0]['officer']> {
    const filed = await this.#store.officers(organisation ?? '')
    const found = filed.find((one) => one.fields !== null && (emergency || one.officer === officer))
    if (found === undefined || found.fields === null) throw new GatewayError('OFFICER_NOT_FILED', { officer })
    return found.fields
  }
}

interface Proposed {
  readonly orderId: string
  readonly kind: 'RELEASE' | 'REDUCE' | 'RENEW'
  readonly keepCents: number | null
  readonly state: string
}

function standingOf({ orderId, limitCents, to, state }: Control): Standing {
  return { orderId, limitCents, to, isWaiting: state === 'WAITING' }
}

function longest(asset: Property['asset'], { today, law }: CaseFacts): number {
  return longestTerm(asset, today, law).months
}

/** What a plan begins with: live controls, and things that were sold. */
export function plannedFrom(facts: CaseFacts): Pick<PlanFacts, 'controls' | 'sold'> {
  const controls = facts.controls.filter(isLive).map(({ orderId, limitCents, state }) => ({
    limitCents,
    isWaiting: state === 'WAITING',
    propertyId: facts.propertyOf.get(orderId)?.propertyId ?? null,
  }))
  return { controls, sold: soldThings(facts) }
}

/** @throws GatewayError CASE_NUMBER_MISSING */
function caseNumberOf(
  { caseNumber }: CaseFacts,
  wanted: readonly { readonly debtor: { readonly fields: DebtorFields } }[],
): string {
  const found = caseNumber ?? wanted[0]?.debtor.fields.caseNumber ?? null
  if (found === null) throw new GatewayError('CASE_NUMBER_MISSING')
  return found
}

function digestOf(value: Json): string {
  return `sha256:${hexEncode(nodeCrypto.sha256(encodeCanonical(value)))}`
}
