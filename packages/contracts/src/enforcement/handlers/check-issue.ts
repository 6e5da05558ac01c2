import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { measure } from '@xiezhi/law'
import type { Asset } from '@xiezhi/law'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import type { AskedInstrument, EnforcementActor, EnforcementPorts, OrderedEffect } from '../ports.ts'
import { CONTROLS_PER_CASE_MAX, enforcements, LIVE_STATES } from '../state.ts'
import type { Control, Enforcement } from '../state.ts'
import { claimOf, controlsOf, requireControl, requireEnforcement, requireState } from './require-case.ts'
import { targetOf } from './target.ts'

type IssuePorts = Pick<EnforcementPorts, 'lawBook' | 'isAbove'>

const byLaw = refusingLaw(errors.LawRefused)

/** What a court orders in a case of a court below (R20-58). */
const LIFTING: readonly string[] = ['RELEASE_RULING', 'VARIATION_RULING']

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
  const owner = enforcements(ctx.store).get(caseRef)?.organisation ?? court
  const inPlaceOf = owner !== court && LIFTING.includes(kind) && ports.isAbove(ctx, court, owner) ? owner : undefined
  const found = requireEnforcement(ctx, caseRef, inPlaceOf ?? court)
  const effects = orders.map(({ effect }) => effect)
  if (kind === 'QUERY_NOTICE') {
    requireState(found, ['OPEN', 'STAYED'])
    return inPlaceOf
  }
  const { currency } = claimOf(ctx, found)
  const other = effects.find((effect) => effect.limitCents !== null && effect.currency !== currency)
  ensure(other === undefined, errors.CurrencyOther, { expected: currency, seen: other?.currency })
  if (kind === 'CONTROL_RULING') {
    requireState(found, ['OPEN'])
    requireWithinClaim(ctx, ports, found, effects)
    return inPlaceOf
  }
  const mayAct: readonly Enforcement['state'][] =
    kind === 'DISPOSAL_RULING' ? ['OPEN'] : ['OPEN', 'STAYED', 'PERFORMED']
  requireState(found, mayAct)
  for (const effect of effects) requireMeasure(ctx, ports, found, effect)
  return inPlaceOf
}

/**
 * R20-14: no more is controlled than is owed. Amounts count as they are ordered: of a thing that cannot be divided the
 * amount that it shall secure, so it is sealed only while something is missing. What a measure waits for is not yet controlled.
 */
function requireWithinClaim(
  ctx: CheckContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  found: Enforcement,
  effects: readonly OrderedEffect[],
): void {
  const known = controlsOf(ctx, found.caseRef)
  const controlsMax = CONTROLS_PER_CASE_MAX
  ensure(known.length + effects.length <= controlsMax, errors.ControlLimit, { controlsMax })
  const targetCents = targetOf(ctx, ports, found).totalCents
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
  { caseRef }: Enforcement,
  effect: OrderedEffect,
): void {
  const { action, asset, limitCents, months, measureId } = effect
  const control = requireControl(ctx, caseRef, measureId ?? '')
  ensure(LIVE_STATES.includes(control.state), errors.MeasureEnded, { measureId, state: control.state })
  ensure(control.asset === asset, errors.AssetOther, { expected: control.asset, seen: asset })
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
