import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { measure } from '@xiezhi/law'
import type { Asset } from '@xiezhi/law'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import type { AskedInstrument, EnforcementActor, EnforcementPorts, OrderedEffect } from '../ports.ts'
import { CONTROLS_PER_CASE_MAX, LIVE_STATES } from '../state.ts'
import type { Control } from '../state.ts'
import { bearerOf } from './bearer.ts'
import type { Bearer } from './bearer.ts'
import { requireUncontested } from './objection.ts'
import { controlsOf, requireControl } from './require-case.ts'
import { requireEnforceableDebt } from './third-party-debt.ts'
import { requireTransferOf } from './transfer.ts'
import { requireFoundWrong } from './wrong.ts'

type IssuePorts = Pick<EnforcementPorts, 'lawBook' | 'isAbove'>

const byLaw = refusingLaw(errors.LawRefused)

/** What a court orders in a case of a court below (R20-58). */
const LIFTING: readonly string[] = ['RELEASE_RULING', 'VARIATION_RULING', 'TRANSFER_LETTER']

/**
 * What the case says to an instrument that is about to be signed. Gives the court below in whose place the signers' court
 * lifts a measure; undefined: the case is its own. @throws ContractError
 */
export function checkIssue(
  ctx: CheckContext,
  ports: IssuePorts,
  { kind, caseRef, orders }: AskedInstrument,
  actors: readonly EnforcementActor[],
): string | undefined {
  const court = actors[0]?.organisation ?? ''
  const bearer = bearerOf(ctx, ports, caseRef)
  ensure(bearer !== undefined, errors.EnforcementUnknown, { caseRef })
  const { organisation, state, currency } = bearer
  const isAbove = organisation !== court && LIFTING.includes(kind) && ports.isAbove(ctx, court, organisation)
  ensure(organisation === court || isAbove, errors.OtherCourt, { organisation })
  ensure(OPEN_TO[kind]?.includes(state) === true, errors.StateForbids, { state })
  for (const { relation } of orders) {
    if (relation?.kind === 'COMPENSATES') requireFoundWrong(ctx, caseRef, relation.orderId)
  }
  const effects = orders.map(({ effect }) => effect)
  const other = effects.find((effect) => effect.limitCents !== null && effect.currency !== currency)
  ensure(other === undefined, errors.CurrencyOther, { expected: currency, seen: other?.currency })
  if (kind === 'CONTROL_RULING') requireWithinClaim(ctx, ports, bearer, effects)
  else if (kind !== 'QUERY_NOTICE') {
    for (const effect of effects) requireMeasure(ctx, ports, { caseRef, kind, isAbove }, effect)
  }
  return isAbove ? organisation : undefined
}

const GOING_ON = ['OPEN', 'STAYED', 'ROUND_ENDED', 'PERFORMED', 'TERMINATED', 'PRESERVATION'] as const
/** States of the case in which each kind of instrument is signed. Of a preservation nothing is disposed of. */
const OPEN_TO: Readonly<Record<string, readonly Bearer['state'][]>> = {
  QUERY_NOTICE: ['OPEN', 'STAYED', 'ROUND_ENDED', 'PRESERVATION'],
  CONTROL_RULING: ['OPEN', 'PRESERVATION'],
  RENEWAL_RULING: GOING_ON,
  RELEASE_RULING: GOING_ON,
  VARIATION_RULING: GOING_ON,
  DISPOSAL_RULING: ['OPEN'],
  TRANSFER_LETTER: ['OPEN', 'ROUND_ENDED', 'PRESERVATION'],
}

/**
 * R20-14: no more is controlled than is owed. Amounts count as they are ordered: of a thing that cannot be divided the
 * amount that it shall secure, so it is sealed only while something is missing. What a measure waits for is not yet controlled.
 */
function requireWithinClaim(
  ctx: CheckContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  { caseRef, targetCents: targetOf }: Bearer,
  effects: readonly OrderedEffect[],
): void {
  const known = controlsOf(ctx, caseRef)
  const controlsMax = CONTROLS_PER_CASE_MAX
  ensure(known.length + effects.length <= controlsMax, errors.ControlLimit, { controlsMax })
  const targetCents = targetOf()
  let controlledCents = known.filter(isControlling).reduce((sum, { limitCents }) => sum + (limitCents ?? 0), 0)
  for (const effect of effects) {
    requireTerm(ctx, ports, effect)
    controlledCents += effect.limitCents ?? 0
    ensure(controlledCents <= targetCents, errors.OverControl, { targetCents, controlledCents })
  }
}

function isControlling({ state }: Control): boolean {
  return LIVE_STATES.includes(state) && state !== 'WAITING'
}

function requireTerm(ctx: CheckContext, ports: Pick<EnforcementPorts, 'lawBook'>, effect: OrderedEffect): void {
  const startOn = civilDateOf(ctx.block.decidedAtMs)
  const facts = { asset: effect.asset as Asset, startOn, months: effect.months ?? 0 }
  const { verdict, capMonths } = byLaw(() => measure.term(facts, ports.lawBook(ctx)))
  ensure(verdict === 'PASS', errors.TermRefused, { asset: effect.asset, months: effect.months, capMonths })
}

function requireMeasure(
  ctx: CheckContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  { caseRef, kind, isAbove }: { readonly caseRef: string; readonly kind: string; readonly isAbove: boolean },
  effect: OrderedEffect,
): void {
  const { action, asset, limitCents, months, measureId } = effect
  const control = requireControl(ctx, caseRef, measureId ?? '')
  ensure(LIVE_STATES.includes(control.state), errors.MeasureEnded, { measureId, state: control.state })
  ensure(control.asset === asset, errors.AssetOther, { expected: control.asset, seen: asset })
  if (kind === 'DISPOSAL_RULING') {
    requireUncontested(ctx, control.measureId ?? '')
    if (asset === 'RECEIVABLE') requireEnforceableDebt(ctx, ports, control.measureId ?? '')
  }
  if (action === 'TRANSFER_DISPOSAL') {
    requireTransferOf(ctx, { measureId: control.measureId ?? '', toMeasureId: effect.toMeasureId, isOrdered: isAbove })
  }
  if (action === 'REDUCE') {
    const lower = control.limitCents !== null && limitCents !== null && limitCents < control.limitCents
    ensure(lower, errors.LimitNotLower, { limitCents: control.limitCents, seen: limitCents })
  }
  if (action !== 'RENEW' || control.to === null) return
  const rulingOn = civilDateOf(ctx.block.decidedAtMs)
  const facts = { asset: asset as Asset, currentTo: control.to, requestedOn: null, rulingOn, months: months ?? 0 }
  const { verdict, reasons } = byLaw(() => measure.renewal(facts, ports.lawBook(ctx)))
  ensure(verdict !== 'REFUSE', errors.RenewalRefused, { measureId, reason: reasons[0]?.code })
}
