import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ErrorKind, ReadContext } from '@xiezhi/kernel'
import { measure as measureLaw } from '@xiezhi/law'
import type { Asset } from '@xiezhi/law'
import { shanghaiTimestamp } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { REGISTRARS } from '../ports.ts'
import type { AcceptedOrder, BookedOrder, MeasurePorts } from '../ports.ts'
import { HOLDING, lines, LIVE, measures } from '../state.ts'
import type { Action, Measure, MeasureState } from '../state.ts'
import { disposerOf, measureIn, planOf } from './line-plan.ts'
import type { LinePlan } from './line-plan.ts'
import { settle } from './stand.ts'

const byLaw = refusingLaw(errors.LawRefuses)

/** An accepted order of the signer's own institution. @throws ContractError */
export function requireOrder(
  ctx: CheckContext,
  ports: MeasurePorts,
  { client, orderId }: { readonly client: string; readonly orderId: string },
): AcceptedOrder {
  const { organisation } = ports.requireRole(ctx, REGISTRARS)
  return ports.requireAccepted(ctx, organisation, client, orderId)
}

/** The same, or one that a revocation stopped after it had been taken on. @throws ContractError */
export function requireBookedOrder(
  ctx: CheckContext,
  ports: MeasurePorts,
  { client, orderId }: { readonly client: string; readonly orderId: string },
): BookedOrder {
  const { organisation } = ports.requireRole(ctx, REGISTRARS)
  return ports.requireBooked(ctx, organisation, client, orderId)
}

export interface OfMeasure {
  readonly plan: LinePlan
  readonly measure: Measure
}

/**
 * The measure that an order is about, on its line as it stands at this block: ordered by the same court,
 * or by one above it to lift it or to hand on the right to dispose (R20-20, R20-58).
 * @throws ContractError EffectIncomplete, MeasureUnknown, OtherInstitution, OtherCourt, AssetMismatch
 */
export function requireOwnMeasure(ctx: CheckContext, ports: MeasurePorts, order: AcceptedOrder): OfMeasure {
  const { client, organisation, inPlaceOf, institution, effect } = order
  const { measureId, asset } = effect
  ensure(measureId !== null, errors.EffectIncomplete, { field: 'measureId' })
  const found = measures(ctx.store).get(measureId)
  ensure(found !== undefined, errors.MeasureUnknown, { measureId })
  ensure(found.institution === institution, errors.OtherInstitution, { institution: found.institution })
  const lifts = inPlaceOf === found.organisation && LIFTING.includes(effect.action)
  const own = found.client === client && (found.organisation === organisation || lifts)
  ensure(own, errors.OtherCourt, { organisation, client })
  ensure(asset === null || asset === found.asset, errors.AssetMismatch, { asset: found.asset, seen: asset })
  const line = lines(ctx.store).get(found.assetKey)
  ensure(line !== undefined, errors.MeasureUnknown, { measureId })
  const plan = settle(ctx, ports.lawBook(ctx), planOf(line))
  return { plan, measure: measureIn(ctx, plan, measureId) }
}

/** What the court above may order of a measure of the court below; a transfer once it has decided the dispute of two courts. */
const LIFTING: readonly Action[] = ['RELEASE', 'REDUCE', 'SUSPEND', 'RESUME', 'TRANSFER_DISPOSAL']

const OPEN_IN: Partial<Readonly<Record<Action, readonly MeasureState[]>>> = {
  RENEW: HOLDING,
  REDUCE: LIVE,
  RELEASE: LIVE,
  SUSPEND: ['EFFECTIVE', 'CONVERTED_TO_DISPOSAL'],
  RESUME: ['SUSPENDED'],
  CONVERT_TO_DISPOSAL: ['EFFECTIVE'],
  DEDUCT: ['EFFECTIVE', 'CONVERTED_TO_DISPOSAL'],
  CLOSE_DISPOSAL: ['CONVERTED_TO_DISPOSAL'],
  TRANSFER_DISPOSAL: ['EFFECTIVE'],
}

/** @throws ContractError MeasureEnded, StateMismatch, ActionMismatch */
export function requireOpenFor({ state, endedAtMs }: Measure, action: Action): void {
  const open = OPEN_IN[action]
  ensure(open !== undefined, errors.ActionMismatch, { action })
  ensure(endedAtMs === null, errors.MeasureEnded, { state, endedAtMs })
  ensure(open.includes(state), errors.StateMismatch, { state, action })
}

const DISPOSING: readonly Action[] = ['CONVERT_TO_DISPOSAL', 'DEDUCT', 'CLOSE_DISPOSAL', 'TRANSFER_DISPOSAL']

/** Who has passed the right to dispose on has it no more while the receiving measure waits. @throws ContractError DisposalTransferred */
export function requireDisposer(plan: LinePlan, measure: Measure, action: Action): void {
  const disposer = DISPOSING.includes(action) ? disposerOf(plan, measure) : undefined
  ensure(disposer === undefined, errors.DisposalTransferred, { transferredTo: disposer })
}

/** Whether a deduction has begun whose order has no answer yet. */
export function isDeducting(
  ctx: ReadContext,
  ports: Pick<MeasurePorts, 'isOrderOpen'>,
  { client, pendingDeduction }: Measure,
): boolean {
  return pendingDeduction !== null && ports.isOrderOpen(ctx, client, pendingDeduction)
}

type LawAction = 'FREEZE' | 'WAITING_FREEZE' | 'RENEW' | 'RELEASE' | 'DEDUCT'

const REASONS: Readonly<Record<string, ErrorKind>> = {
  WAITING_NOT_ALLOWED: errors.WaitingNotAllowed,
  AMOUNT_MISSING: errors.AmountMissing,
  PENDING_DEDUCTION: errors.PendingDeduction,
}

/**
 * What `measure.admit` says of the request. Instrument, officer and person were checked when the order was accepted.
 * @throws ContractError WaitingNotAllowed, AmountMissing, PendingDeduction, LawRefuses
 */
export function requireAdmitted(
  ctx: CheckContext,
  ports: MeasurePorts,
  facts: {
    readonly action: LawAction
    readonly asset: Asset
    readonly amountCents: number | null
    readonly pendingDeduction: boolean
  },
): void {
  const checked = {
    officerFiled: true,
    noticeAttached: true,
    rulingAttached: true,
    subjectIsDebtor: true,
    nameMatches: true,
    idMatches: true,
    specialFund: false,
    bankruptcyAcceptedAt: null,
  }
  const requestedAt = shanghaiTimestamp(ctx.block.decidedAtMs)
  const { reasons } = byLaw(() => measureLaw.admit({ ...checked, ...facts, requestedAt }, ports.lawBook(ctx)))
  const [reason] = reasons
  ensure(reason === undefined, REASONS[reason?.code ?? ''] ?? errors.LawRefuses, reason && { ...reason })
}
