import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { findWrongSchema, settleWrongSchema } from '../messages.ts'
import type { CourtOrder, EnforcementActor, EnforcementPorts } from '../ports.ts'
import { controls, LIVE_STATES, openWrongs, wrongs } from '../state.ts'
import type { Wrong } from '../state.ts'
import { bearerOf } from './bearer.ts'

/** Wrongs that an order must make good before they can be settled. */
const NEED_A_REMEDY: readonly Wrong['kind'][] = ['WRONG_PERSON', 'OVER_CONTROL', 'EXEMPT_PROPERTY']
const REMEDIES_MAX = 16

/** A judge, here or of a court above, finds that an order did wrong: from then on orders may make it good (关系 COMPENSATES). */
export function findWrong(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/FindWrong',
    schema: findWrongSchema,
    subject: ({ wrongId }) => wrongId,
    check(ctx, { wrongId, caseRef, orderId }) {
      const { officer } = requireJudge(ctx, ports, caseRef)
      ensure(ports.orderOf(ctx, orderId)?.caseRef === caseRef, errors.OrderUnknown, { orderId })
      ensure(!openWrongs(ctx.store).has(caseRef, orderId), errors.WrongOpen, { orderId })
      ensure(!wrongs(ctx.store).has(caseRef, wrongId), errors.WrongOpen, { wrongId })
      return { officer }
    },
    execute(ctx, message, { officer }) {
      const { wrongId, caseRef, orderId, kind } = message
      const foundAtMs = ctx.block.decidedAtMs
      const found: Wrong = { ...message, officer, foundAtMs, remedies: [], state: 'FOUND', decision: null }
      wrongs(ctx.store).set([caseRef, wrongId], found)
      openWrongs(ctx.store).set([caseRef, orderId], wrongId)
      ctx.emit({ type: 'WrongFound', data: { caseRef, wrongId, orderId, kind } })
      return { wrongId }
    },
  })
}

/** A judge of the court that keeps the case, or of one above it. @throws ContractError EnforcementUnknown, OtherCourt */
function requireJudge(ctx: CheckContext, ports: EnforcementPorts, caseRef: string): EnforcementActor {
  const actor = ports.requireRole(ctx, 'COURT_JUDGE')
  const owner = bearerOf(ctx, ports, caseRef)?.organisation
  ensure(owner !== undefined, errors.EnforcementUnknown, { caseRef })
  const judges = owner === actor.organisation || ports.isAbove(ctx, actor.organisation, owner)
  ensure(judges, errors.OtherCourt, { organisation: owner })
  return actor
}

/** The wrong has been made good, and compensation decided: the case may close. */
export function settleWrong(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/SettleWrong',
    schema: settleWrongSchema,
    subject: ({ orderId }) => orderId,
    check(ctx, { caseRef, orderId }) {
      const actor = requireJudge(ctx, ports, caseRef)
      const wrong = openWrongOf(ctx, caseRef, orderId)
      requireMadeGood(ctx, ports, wrong)
      return { actor, wrong }
    },
    execute(ctx, { caseRef, orderId, outcome, decisionDigest }, { actor, wrong }) {
      const { organisation, officer } = actor
      const decision = { digest: decisionDigest, organisation, officer, atMs: ctx.block.decidedAtMs }
      wrongs(ctx.store).set([caseRef, wrong.wrongId], { ...wrong, state: outcome, decision })
      openWrongs(ctx.store).delete(caseRef, orderId)
      ctx.emit({ type: 'WrongSettled', data: { caseRef, wrongId: wrong.wrongId, outcome } })
      return { wrongId: wrong.wrongId, outcome }
    },
  })
}

/** @throws ContractError WrongUnknown */
function openWrongOf({ store }: ReadContext, caseRef: string, orderId: string): Wrong {
  const wrongId = openWrongs(store).get(caseRef, orderId)
  const wrong = wrongId === undefined ? undefined : wrongs(store).get(caseRef, wrongId)
  ensure(wrong !== undefined, errors.WrongUnknown, { orderId })
  return wrong
}

/** Every order that makes it good has been carried out, and a stranger's property is free. @throws ContractError WrongStands */
function requireMadeGood(ctx: CheckContext, ports: EnforcementPorts, wrong: Wrong): void {
  const { caseRef, orderId, kind, remedies } = wrong
  const open = remedies.find((remedy) => ports.orderOf(ctx, remedy)?.result?.kind !== 'FULFILLED')
  ensure(open === undefined, errors.WrongStands, { orderId: open })
  ensure(remedies.length > 0 || !NEED_A_REMEDY.includes(kind), errors.WrongStands, { kind, remedies: 0 })
  const control = controls(ctx.store).get(caseRef, orderId)
  const stands = kind === 'WRONG_PERSON' && control !== undefined && LIVE_STATES.includes(control.state)
  ensure(!stands, errors.WrongStands, { kind, state: control?.state })
}

/** An order that compensates names an order of which a wrong was found. @throws ContractError WrongUnknown */
export function requireFoundWrong(ctx: CheckContext, caseRef: string, orderId: string): void {
  const { remedies } = openWrongOf(ctx, caseRef, orderId)
  ensure(remedies.length < REMEDIES_MAX, errors.WrongUnknown, { orderId, remediesMax: REMEDIES_MAX })
}

/** The order that makes good is on its way. */
export function noteRemedy(ctx: TxContext, { caseRef, orderId, relation }: CourtOrder): void {
  if (relation?.kind !== 'COMPENSATES') return
  const wrongId = openWrongs(ctx.store).get(caseRef, relation.orderId)
  const wrong = wrongId === undefined ? undefined : wrongs(ctx.store).get(caseRef, wrongId)
  if (wrong === undefined) return
  wrongs(ctx.store).set([caseRef, wrong.wrongId], { ...wrong, remedies: [...wrong.remedies, orderId] })
}
