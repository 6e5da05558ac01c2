import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import { object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { caseReference, civilDateOf, randomId } from '../../ids.ts'
import { errors } from '../errors.ts'
import { decideObjectionSchema, raiseObjectionSchema } from '../messages.ts'
import type { RaiseObjection } from '../messages.ts'
import type { CourtOrder, EnforcementPorts, InstitutionObjection } from '../ports.ts'
import { contested, controlOfMeasure, controls, enforcements, objections } from '../state.ts'
import type { Enforcement, Objection } from '../state.ts'
import { bearerOf } from './bearer.ts'
import { afterPeriodMs, periodOf } from './period-end.ts'
import { propose, proposeReleases } from './propose.ts'
import { requireControl } from './require-case.ts'

/** Days for the decision; the rulebook states none for a reconsideration (R20-03, R20-30). */
const DECISION: Readonly<Record<Objection['kind'], string | null>> = {
  INSTITUTION: 'P-20-11',
  CONDUCT: 'P-20-12.decide',
  LIMITATION: 'P-20-12.decide',
  THIRD_PARTY: 'PA-R20-30.thirdParty',
  RECONSIDERATION: null,
}
/** What is open against a decision, with its days. */
const REMEDY: Partial<Readonly<Record<Objection['kind'], readonly ['RECONSIDERATION' | 'SUIT', string]>>> = {
  CONDUCT: ['RECONSIDERATION', 'P-20-12.reconsider'],
  LIMITATION: ['RECONSIDERATION', 'P-20-12.reconsider'],
  THIRD_PARTY: ['SUIT', 'P-20-13'],
}

/** An objection has come to the court: the term for its decision runs from its receipt (R20-03, R20-30, R20-32). */
export function raiseObjection(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/RaiseObjection',
    schema: raiseObjectionSchema,
    subject: ({ objectionId }) => objectionId,
    check(ctx, message) {
      const { caseRef, objectionId, receivedOn } = message
      const { organisation } = ports.requireRole(ctx, ['COURT_FILING', 'COURT_ENFORCER'])
      const bearer = bearerOf(ctx, ports, caseRef)
      ensure(bearer !== undefined, errors.EnforcementUnknown, { caseRef })
      ensure(bearer.organisation === organisation, errors.OtherCourt, { organisation: bearer.organisation })
      ensure(bearer.state !== 'CLOSED' && bearer.state !== 'LIFTED', errors.StateForbids, { state: bearer.state })
      ensure(!objections(ctx.store).has(caseRef, objectionId), errors.ObjectionExists, { objectionId })
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(receivedOn <= today, errors.DateOrder, { earlier: receivedOn, later: today })
      requireForm(ctx, message, enforcements(ctx.store).get(caseRef))
    },
    execute(ctx, message) {
      begin(ctx, ports, { ...message, orderId: null, client: null })
      return { objectionId: message.objectionId }
    },
  })
}

/** @throws ContractError ObjectionForm, ObjectionUnknown, ObjectionLate, MeasureUnknown */
function requireForm(
  ctx: CheckContext,
  { kind, caseRef, measureId, earlierId, receivedOn }: RaiseObjection,
  found: Enforcement | undefined,
): void {
  if (measureId !== null) requireControl(ctx, caseRef, measureId)
  ensure(kind !== 'THIRD_PARTY' || measureId !== null, errors.ObjectionForm, { kind, missing: 'measureId' })
  const defends = kind !== 'LIMITATION' || found?.limitation === 'ACCEPT_WITH_DEFENCE'
  ensure(defends, errors.ObjectionForm, { kind, limitation: found?.limitation })
  ensure((kind === 'RECONSIDERATION') === (earlierId !== null), errors.ObjectionForm, { kind, earlierId })
  if (earlierId === null) return
  const earlier = objections(ctx.store).get(caseRef, earlierId)
  ensure(earlier !== undefined, errors.ObjectionUnknown, { objectionId: earlierId })
  ensure(earlier.remedy?.kind === 'RECONSIDERATION', errors.ObjectionForm, { kind, earlier: earlier.state })
  const { legalEnd, rawEnd } = earlier.remedy
  ensure(legalEnd === null || receivedOn <= legalEnd, errors.ObjectionLate, { until: legalEnd ?? rawEnd, receivedOn })
}

/** An institution objects to an order, over the link of both ledgers. */
export function onObjection(
  ctx: TxContext,
  ports: EnforcementPorts,
  { objectionId, documentDigest }: InstitutionObjection,
  { caseRef, orderId, client, effect, result }: CourtOrder,
): void {
  if (objections(ctx.store).has(caseRef, objectionId)) return
  const measureId = effect.measureId ?? result?.measure?.measureId ?? null
  const receivedOn = civilDateOf(ctx.block.decidedAtMs)
  const asked = { objectionId, caseRef, documentDigest, receivedOn, measureId, earlierId: null } as const
  begin(ctx, ports, { ...asked, kind: 'INSTITUTION', orderId, client })
}

function begin(
  ctx: TxContext,
  ports: EnforcementPorts,
  asked: RaiseObjection & Pick<Objection, 'orderId' | 'client'>,
): void {
  const { objectionId, caseRef, kind, measureId, receivedOn } = asked
  const parameter = DECISION[kind]
  const due = parameter === null ? null : periodOf(ctx, ports, parameter, receivedOn)
  objections(ctx.store).set([caseRef, objectionId], { ...asked, due, state: 'OPEN', decision: null, remedy: null })
  if (kind === 'THIRD_PARTY' && measureId !== null) contested(ctx.store).set([measureId, objectionId], caseRef)
  if (due !== null) schedule(ctx, { caseRef, objectionId }, due)
  ctx.emit({ type: 'ObjectionRaised', data: { caseRef, objectionId, kind, dueOn: due?.legalEnd ?? null } })
}

const dueItem = object({ caseRef: caseReference, objectionId: randomId })

function schedule(
  ctx: TxContext,
  item: { readonly caseRef: string; readonly objectionId: string },
  due: NonNullable<Objection['due']>,
): void {
  ctx.schedule({ module: 'enforcement', kind: 'objection', atMs: afterPeriodMs(ctx, due), item: { ...item } })
}

/** Due effect the day after the term: nobody has decided, and the president is told. */
export function endObjectionTerm(ports: EnforcementPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const { caseRef, objectionId } = dueItem.parse(item)
    const found = objections(ctx.store).get(caseRef, objectionId)
    const parameter = found === undefined ? null : DECISION[found.kind]
    if (found?.state !== 'OPEN' || parameter === null) return
    const due = periodOf(ctx, ports, parameter, found.receivedOn)
    objections(ctx.store).set([caseRef, objectionId], { ...found, due })
    if (due.legalEnd === null || civilDateOf(ctx.block.decidedAtMs) <= due.legalEnd) {
      schedule(ctx, { caseRef, objectionId }, due)
      return
    }
    const alarmId = `objection-${objectionId}`
    ports.raiseAlarm(ctx, { alarmId, kind: 'OBJECTION_UNDECIDED', owner: 'COURT_PRESIDENT', subject: objectionId })
    ctx.emit({ type: 'ObjectionOverdue', data: { caseRef, objectionId, dueOn: due.legalEnd } })
  }
}

/** A judge decides. What follows for measures is proposed, and signed by persons. */
export function decideObjection(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/DecideObjection',
    schema: decideObjectionSchema,
    subject: ({ objectionId }) => objectionId,
    check(ctx, { caseRef, objectionId, servedOn }) {
      const { organisation, officer } = ports.requireRole(ctx, 'COURT_JUDGE')
      const owner = bearerOf(ctx, ports, caseRef)?.organisation
      ensure(owner !== undefined, errors.EnforcementUnknown, { caseRef })
      const found = objections(ctx.store).get(caseRef, objectionId)
      ensure(found !== undefined, errors.ObjectionUnknown, { objectionId })
      // The court above decides a reconsideration (民诉法 236).
      const decides =
        found.kind === 'RECONSIDERATION' ? ports.isAbove(ctx, organisation, owner) : owner === organisation
      ensure(decides, errors.OtherCourt, { organisation: owner })
      ensure(found.state === 'OPEN', errors.ObjectionDecided, { state: found.state })
      const today = civilDateOf(ctx.block.decidedAtMs)
      const { receivedOn } = found
      ensure(servedOn >= receivedOn && servedOn <= today, errors.DateOrder, { earlier: receivedOn, later: servedOn })
      return { found, officer, remedy: remedyOf(ctx, ports, found, servedOn), today }
    },
    execute(ctx, { caseRef, objectionId, outcome, decisionDigest, servedOn }, { found, officer, remedy, today }) {
      const legalEnd = found.due?.legalEnd ?? null
      const inTime = legalEnd === null ? null : today <= legalEnd
      const decision = { digest: decisionDigest, officer, servedOn, inTime }
      const decided: Objection = { ...found, state: outcome, decision, remedy }
      objections(ctx.store).set([caseRef, objectionId], decided)
      if (found.measureId !== null) contested(ctx.store).delete(found.measureId, objectionId)
      if (found.client !== null) ports.answerObjection(ctx, found.client, { objectionId, outcome, decisionDigest })
      ctx.emit({ type: 'ObjectionDecided', data: { caseRef, objectionId, outcome, inTime } })
      if (outcome === 'UPHELD') followUp(ctx, decided)
      return { objectionId, outcome }
    },
  })
}

function remedyOf(
  ctx: ReadContext,
  ports: EnforcementPorts,
  { kind }: Objection,
  servedOn: string,
): Objection['remedy'] {
  const [remedy, parameter] = REMEDY[kind] ?? []
  if (remedy === undefined || parameter === undefined) return null
  return { kind: remedy, ...periodOf(ctx, ports, parameter, servedOn) }
}

/** A third party's right, or the lapse of the claim: release is proposed (R20-25, R20-32). */
function followUp(ctx: TxContext, { kind, caseRef, measureId }: Objection): void {
  if (kind === 'LIMITATION') proposeReleases(ctx, caseRef, 'LIMITATION_OVER', 'R20-32')
  if (kind !== 'THIRD_PARTY' || measureId === null) return
  const row = controlOfMeasure(ctx.store).get(measureId)
  const control = row === undefined ? undefined : controls(ctx.store).get(row.caseRef, row.orderId)
  if (control === undefined) return
  propose(ctx, control, { kind: 'RELEASE', keepCents: null, reason: 'THIRD_PARTY_RIGHT', rule: 'R20-25', dueOn: null })
}

/** @throws ContractError MeasureContested */
export function requireUncontested({ store }: ReadContext, measureId: string): void {
  const [open] = contested(store).list({ under: [measureId], limit: 1 })
  ensure(open === undefined, errors.MeasureContested, { measureId, objectionId: open?.id[1] })
}
