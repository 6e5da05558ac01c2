import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { registerSchema } from '../messages.ts'
import type { Register } from '../messages.ts'
import type { AcceptedOrder, BookedOrder, MeasurePorts } from '../ports.ts'
import { lines, measures, MEASURES_PER_LINE_MAX, measuresOfOrder } from '../state.ts'
import type { Line, Measure } from '../state.ts'
import { factOf, isHolding, isLive, measureIn, planOf, withMeasure, withRoom } from './line-plan.ts'
import type { LinePlan } from './line-plan.ts'
import { recordCarried } from './record-carried.ts'
import { isDeducting, requireAdmitted, requireBookedOrder } from './require-order.ts'
import { settle, termFrom, termStartOf, wholeSecond } from './stand.ts'
import { writePlan } from './write-plan.ts'

/** Registers a measure in the line of its asset: in effect, or waiting (R20-17, R20-19). */
export function register(ports: MeasurePorts): AnyAct {
  return defineAct({
    type: 'measure/Register',
    schema: registerSchema,
    subject: ({ measureId }) => measureId,
    check(ctx, message) {
      const order = requireBookedOrder(ctx, ports, message)
      ensure(order.effect.action === 'FREEZE', errors.ActionMismatch, { action: order.effect.action })
      ensure(!measures(ctx.store).has(message.measureId), errors.MeasureExists, { measureId: message.measureId })
      const { client, orderId: begunBy } = message
      ensure(!measuresOfOrder(ctx.store).has(client, begunBy), errors.AlreadyBooked, { orderId: begunBy })
      requireTimes(ctx, message, order)
      const given = newMeasure(ctx, message, order)
      const before = requireLine(ctx, ports, given)
      requireAllowed(ctx, ports, before, given)
      const n = Math.max(before.line.paged?.lastN ?? 0, ...before.line.rows.map((row) => row.n)) + 1
      const { registeredAtMs: atMs, orderId, amount } = given
      const registered = withMeasure(before, { ...given, n }, { kind: 'REGISTERED', atMs, orderId, digest: amount })
      return { order, plan: settle(ctx, ports.lawBook(ctx), registered) }
    },
    execute(ctx, { measureId, amount, annexDigest, shortfall }, { order, plan }) {
      writePlan(ctx, ports, plan)
      const measure = factOf(plan.line, measureIn(ctx, plan, measureId))
      recordCarried(ctx, ports, order, { measure, amount, annexDigest, shortfall })
      return { ...measure }
    },
  })
}

/** To the second, not before the order came, not in the future, and not after it was stopped. @throws ContractError NotWholeSecond, TimeOrder */
function requireTimes(
  ctx: CheckContext,
  { registeredAtMs }: Register,
  { receivedAtMs, stoppedAtMs }: BookedOrder,
): void {
  const nowMs = ctx.block.decidedAtMs
  ensure(registeredAtMs === wholeSecond(registeredAtMs), errors.NotWholeSecond, { registeredAtMs })
  ensure(registeredAtMs >= wholeSecond(receivedAtMs), errors.TimeOrder, { registeredAtMs, receivedAtMs })
  ensure(registeredAtMs <= nowMs, errors.TimeOrder, { registeredAtMs, nowMs })
  const inTime = stoppedAtMs === null || registeredAtMs <= stoppedAtMs
  ensure(inTime, errors.TimeOrder, { registeredAtMs, stoppedAtMs })
}

/** @throws ContractError EffectIncomplete */
function newMeasure(ctx: CheckContext, message: Register, order: AcceptedOrder): Measure {
  const { measureId, assetKey, registeredAtMs, amount } = message
  const { institution, client, orderId, caseRef, organisation, receivedAtMs, effect } = order
  const { asset, subject, limitCents, currency, whole, months } = effect
  ensure(asset !== null, errors.EffectIncomplete, { field: 'asset' })
  ensure(months !== null, errors.EffectIncomplete, { field: 'months' })
  return {
    measureId,
    assetKey,
    institution,
    asset,
    client,
    orderId,
    caseRef,
    organisation,
    subject,
    limitCents,
    currency,
    whole,
    months,
    receivedAtMs,
    registeredAtMs,
    amount,
    recordedAtMs: ctx.block.decidedAtMs,
    n: 1,
    state: 'WAITING',
    effectiveFromMs: null,
    from: null,
    to: null,
    renewals: 0,
    endedAtMs: null,
    endedBy: null,
    suspendedFrom: null,
    pendingDeduction: null,
    deductedCents: 0,
    distribution: null,
    history: 0,
  }
}

/**
 * The line as it stands before the registration; an empty one where the asset has none.
 * @throws ContractError OtherInstitution, AssetMismatch, LineLimit, AssetDisposed
 */
function requireLine(ctx: CheckContext, ports: MeasurePorts, given: Measure): LinePlan {
  const { assetKey, institution, asset, registeredAtMs } = given
  const found: Line | undefined = lines(ctx.store).get(assetKey)
  if (found === undefined) return planOf({ assetKey, institution, asset, review: false, rows: [] })
  ensure(found.institution === institution, errors.OtherInstitution, { institution: found.institution })
  ensure(found.asset === asset, errors.AssetMismatch, { asset: found.asset, seen: asset })
  const disposed = found.rows.find(({ state, endedAtMs }) => state === 'DISPOSED' && registeredAtMs < (endedAtMs ?? 0))
  ensure(disposed === undefined, errors.AssetDisposed, { registeredAtMs, disposedAtMs: disposed?.endedAtMs })
  const plan = settle(ctx, ports.lawBook(ctx), planOf(found))
  const measuresMax = MEASURES_PER_LINE_MAX
  const roomy = plan.line.rows.length < measuresMax ? plan : withRoom(plan)
  ensure(roomy.line.rows.length < measuresMax, errors.LineLimit, { measuresMax })
  return roomy
}

/**
 * By law, and not past a measure from which money is being deducted.
 * @throws ContractError WaitingNotAllowed, AmountMissing, TermOverCap, PendingDeduction
 */
function requireAllowed(ctx: CheckContext, ports: MeasurePorts, { line, ...plan }: LinePlan, given: Measure): void {
  const { asset, limitCents: amountCents, registeredAtMs } = given
  const action = line.rows.some(isLive) ? 'WAITING_FREEZE' : 'FREEZE'
  requireAdmitted(ctx, ports, { action, asset, amountCents, pendingDeduction: false })
  const { verdict, capMonths, reasons } = termFrom(given, termStartOf(given, registeredAtMs), ports.lawBook(ctx))
  ensure(verdict === 'PASS', errors.TermOverCap, { capMonths, rule: reasons[0]?.rule })
  const holder = line.rows.find(isHolding)
  if (holder === undefined || holder.registeredAtMs <= registeredAtMs) return
  const deducting = isDeducting(ctx, ports, measureIn(ctx, { line, ...plan }, holder.measureId))
  ensure(!deducting, errors.PendingDeduction, { measureId: holder.measureId })
}
