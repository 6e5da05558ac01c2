import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { measure as measureLaw } from '@xiezhi/law'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import type { CarryOut } from '../messages.ts'
import type { AcceptedOrder, MeasurePorts } from '../ports.ts'
import type { Action, HistoryKind, Measure } from '../state.ts'
import { disposerOf, isHolding, isLive, measureIn, withMeasure } from './line-plan.ts'
import type { Happening, LinePlan } from './line-plan.ts'
import { isDeducting, requireAdmitted, requireDisposer, requireOpenFor } from './require-order.ts'
import type { OfMeasure } from './require-order.ts'
import { termFrom, wholeSecond } from './stand.ts'

const byLaw = refusingLaw(errors.LawRefuses)

interface EffectInput extends OfMeasure {
  readonly ctx: CheckContext
  readonly ports: MeasurePorts
  readonly order: AcceptedOrder
  readonly message: CarryOut
}

type Carried = (input: EffectInput) => LinePlan

/** What each action does to a measure of the court that orders it. Each refuses by itself; the line is settled after it. */
const EFFECTS: Partial<Readonly<Record<Action, Carried>>> = {
  RENEW: renew,
  REDUCE: reduce,
  RELEASE: release,
  SUSPEND: suspend,
  RESUME: resume,
  CONVERT_TO_DISPOSAL: convert,
  DEDUCT: deduct,
  CLOSE_DISPOSAL: closeDisposal,
  TRANSFER_DISPOSAL: transferDisposal,
}

/** @throws ContractError ActionMismatch, and what the action refuses */
export function carriedOut(input: EffectInput): LinePlan {
  const { plan, measure, order, message } = input
  const { action } = order.effect
  const effect = EFFECTS[action]
  ensure(effect !== undefined, errors.ActionMismatch, { action })
  ensure(action === 'DEDUCT' || message.shortfall === null, errors.ShortfallForeign, { action })
  const closes = action === 'CLOSE_DISPOSAL'
  ensure(closes || message.distribution === null, errors.DistributionForeign, { action })
  const ends = action === 'DEDUCT' && measure.pendingDeduction === order.orderId
  if (ends) return effect(input)
  const holder = holderFor(input)
  if (holder === undefined) {
    requireOpenFor(measure, action)
    requireDisposer(plan, measure, action)
  } else requireOpenFor(holder, action)
  return effect(input)
}

/** The measure that holds the asset and has passed the right to dispose on to this one; for what only a holder may do. */
function holderFor({ ctx, plan, measure, order }: EffectInput): Measure | undefined {
  const { action } = order.effect
  if (measure.state !== 'WAITING' || (action !== 'CONVERT_TO_DISPOSAL' && action !== 'CLOSE_DISPOSAL')) return undefined
  const row = plan.line.rows.find(isHolding)
  const holder = row === undefined ? undefined : measureIn(ctx, plan, row.measureId)
  return holder !== undefined && disposerOf(plan, holder) === measure.measureId ? holder : undefined
}

/** The disposal begins: by the holder, or by the court to which it has passed the right. */
function convert(input: EffectInput): LinePlan {
  const { measure } = input
  return changed({ ...input, measure: holderFor(input) ?? measure }, { state: 'CONVERTED_TO_DISPOSAL' }, 'CONVERTED')
}

/** The first court lets another dispose; its measure keeps its place and its share (R20-20, R20-21). */
function transferDisposal(input: EffectInput): LinePlan {
  const { ctx, plan, order } = input
  const { toMeasureId } = order.effect
  ensure(toMeasureId !== undefined, errors.EffectIncomplete, { field: 'toMeasureId' })
  const row = plan.line.rows.find(({ measureId }) => measureId === toMeasureId)
  ensure(row?.state === 'WAITING', errors.NotWaiting, { measureId: toMeasureId, state: row?.state })
  requireNoDeduction(input, 'RELEASE')
  const given = changed(input, { transferredTo: toMeasureId }, 'TRANSFERRED')
  const atMs = wholeSecond(ctx.block.decidedAtMs)
  return withMeasure(given, measureIn(ctx, plan, toMeasureId), { kind: 'DISPOSAL_RECEIVED', atMs })
}

function changed(
  { ctx, plan, measure, order, message }: EffectInput,
  change: Partial<Measure>,
  kind: HistoryKind,
  happening: Partial<Happening> = {},
): LinePlan {
  const atMs = wholeSecond(ctx.block.decidedAtMs)
  const { orderId } = order
  return withMeasure(plan, { ...measure, ...change }, { kind, atMs, orderId, digest: message.amount, ...happening })
}

function ended({ ctx, order }: EffectInput, rule: string): Pick<Measure, 'endedAtMs' | 'endedBy' | 'suspendedFrom'> {
  const { orderId } = order
  return { endedAtMs: wholeSecond(ctx.block.decidedAtMs), endedBy: { rule, orderId }, suspendedFrom: null }
}

/** @throws ContractError PendingDeduction */
function requireNoDeduction({ ctx, ports, measure }: EffectInput, action: 'RENEW' | 'RELEASE' | 'DEDUCT'): void {
  const { asset, limitCents: amountCents } = measure
  requireAdmitted(ctx, ports, { action, asset, amountCents, pendingDeduction: isDeducting(ctx, ports, measure) })
}

/** The term runs on from its last day, within the same cap (R20-09). */
function renew(input: EffectInput): LinePlan {
  const { ctx, ports, measure, order } = input
  const { asset, to: currentTo } = measure
  const { months } = order.effect
  ensure(months !== null, errors.EffectIncomplete, { field: 'months' })
  ensure(currentTo !== null, errors.StateMismatch, { state: measure.state })
  requireNoDeduction(input, 'RENEW')
  const law = ports.lawBook(ctx)
  const rulingOn = civilDateOf(order.instrument.signedAtMs)
  const { verdict, reasons, capMonths } = byLaw(() =>
    measureLaw.renewal({ asset, currentTo, requestedOn: null, rulingOn, months }, law),
  )
  ensure(verdict !== 'REFUSE', errors.TermOverCap, { capMonths, rule: reasons[0]?.rule })
  const { to } = termFrom({ asset, months }, currentTo, law)
  ensure(to !== null, errors.TermOverCap, { capMonths })
  return changed(input, { to, renewals: measure.renewals + 1 }, 'RENEWED')
}

function reduce(input: EffectInput): LinePlan {
  const { measure, order } = input
  const { limitCents, currency } = order.effect
  ensure(limitCents !== null, errors.EffectIncomplete, { field: 'limitCents' })
  requireNoDeduction(input, 'RELEASE')
  requireCurrency(measure, currency)
  const present = measure.limitCents
  ensure(present !== null && limitCents < present, errors.NotBelowLimit, { limitCents, present })
  const { deductedCents } = measure
  ensure(limitCents >= deductedCents, errors.OverLimit, { limitCents, deductedCents })
  return changed(input, { limitCents }, 'REDUCED')
}

function release(input: EffectInput): LinePlan {
  requireNoDeduction(input, 'RELEASE')
  return changed(input, { ...ended(input, 'R20-25'), state: 'RELEASED' }, 'RELEASED')
}

/** The freeze stays; nothing is disposed of (R20-30). */
function suspend(input: EffectInput): LinePlan {
  const suspendedFrom = input.measure.state === 'EFFECTIVE' ? 'EFFECTIVE' : 'CONVERTED_TO_DISPOSAL'
  return changed(input, { state: 'SUSPENDED', suspendedFrom }, 'SUSPENDED')
}

function resume(input: EffectInput): LinePlan {
  return changed(input, { state: input.measure.suspendedFrom ?? 'EFFECTIVE', suspendedFrom: null }, 'RESUMED')
}

/** One that has begun is recorded whatever became of the measure: the money has gone. */
function deduct(input: EffectInput): LinePlan {
  const { measure, order, message } = input
  if (measure.pendingDeduction !== order.orderId) requireDeductible(input)
  const { limitCents } = order.effect
  const full = message.shortfall === null ? (limitCents ?? 0) : 0
  return changed(input, { pendingDeduction: null, deductedCents: measure.deductedCents + full }, 'DEDUCTED')
}

/** @throws ContractError EffectIncomplete, CurrencyMismatch, OverLimit, PendingDeduction */
export function requireDeductible({ ctx, ports, measure, order }: Omit<EffectInput, 'message' | 'plan'>): void {
  const { limitCents, currency } = order.effect
  ensure(limitCents !== null, errors.EffectIncomplete, { field: 'limitCents' })
  requireCurrency(measure, currency)
  const { limitCents: controlled, deductedCents, measureId } = measure
  const within = controlled === null || deductedCents + limitCents <= controlled
  ensure(within, errors.OverLimit, { limitCents, controlled, deductedCents })
  ensure(!isDeducting(ctx, ports, measure), errors.PendingDeduction, { measureId })
}

/** @throws ContractError CurrencyMismatch */
function requireCurrency({ currency }: Measure, seen: string): void {
  ensure(currency === seen, errors.CurrencyMismatch, { currency, seen })
}

/** The asset has been disposed of: every other measure has a claim to the surplus, by rank (R20-18). */
function closeDisposal(input: EffectInput): LinePlan {
  const { ctx, ports, plan, measure, message } = input
  const { distribution } = message
  ensure(distribution !== null, errors.DistributionMissing)
  ensure(!isDeducting(ctx, ports, measure), errors.PendingDeduction, { measureId: measure.measureId })
  const end = { ...ended(input, 'R20-18'), distribution }
  const disposed = changed(input, { ...end, state: 'DISPOSED' }, 'DISPOSED', { digest: distribution })
  const happening = { kind: 'SURPLUS_CLAIM', atMs: end.endedAtMs ?? 0, digest: distribution } as const
  return plan.line.rows
    .filter((row) => isLive(row) && row.measureId !== measure.measureId)
    .map(({ measureId }) => measureIn(ctx, plan, measureId))
    .reduce((next, one) => withMeasure(next, { ...one, ...end, state: 'SURPLUS_CLAIM' }, happening), disposed)
}
