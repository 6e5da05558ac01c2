import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { errors } from '../errors.ts'
import { decideAuthenticitySchema } from '../messages.ts'
import type { DecideAuthenticity } from '../messages.ts'
import type { DepositPorts } from '../ports.ts'
import {
  FACTORS,
  findings,
  FINDINGS_PER_DEPOSIT_MAX,
  objections,
  OBJECTIONS_PER_DEPOSIT_MAX,
  ORDERS_PER_DEPOSIT_MAX,
  sourceOrders,
} from '../state.ts'
import type { Deposit, DepositObjection, SourceOrder } from '../state.ts'
import { numberPart } from './contest-deposit.ts'
import { requireDistinct, requireStanding } from './require-deposit.ts'

/** The judge's finding on authenticity, after cross-examination (X-41…X-44). */
export function decideAuthenticity(ports: DepositPorts): AnyAct {
  return defineAct({
    type: 'deposit/DecideAuthenticity',
    schema: decideAuthenticitySchema,
    subject: ({ depositId }) => depositId,
    check(ctx, message) {
      const { organisation, officer } = ports.requireRole(ctx, 'COURT_JUDGE')
      const found = requireStanding(ctx, message.depositId)
      requireDistinct('factors', message.factors)
      requireWeighed(ctx, message)
      const number =
        findings(ctx.store).list({ under: [message.depositId], limit: FINDINGS_PER_DEPOSIT_MAX }).length + 1
      const findingsMax = FINDINGS_PER_DEPOSIT_MAX
      ensure(number <= findingsMax, errors.FindingLimit, { findingsMax })
      return { found, number, decidedBy: { organisation, officer } }
    },
    execute(ctx, message, { found, number, decidedBy }) {
      const { depositId, confirmed: outcome, factors, corroboration, crossExaminedOn, decisionDigest } = message
      findings(ctx.store).set([depositId, numberPart(number)], {
        outcome,
        factors,
        corroboration,
        crossExaminedOn,
        decisionDigest,
        decidedBy,
        decidedAtMs: ctx.block.decidedAtMs,
        objections: found.objections,
        orders: found.orders,
      })
      ctx.emit({ type: 'AuthenticityDecided', data: { depositId, number, outcome } })
      return { depositId, number }
    },
  })
}

/** What the law requires before the judge decides. @throws ContractError */
function requireWeighed(ctx: CheckContext, message: DecideAuthenticity): void {
  const { depositId, confirmed, factors, corroboration, crossExaminedOn } = message
  const today = civilDateOf(ctx.block.decidedAtMs)
  ensure(crossExaminedOn <= today, errors.NotCrossExamined, { crossExaminedOn, today })
  const raised = objectionsTo(ctx, depositId)
  if (raised.some(({ ground }) => ground === 'POST_CHAIN')) {
    const missing = FACTORS.filter((factor) => !factors.includes(factor))
    ensure(missing.length === 0, errors.FactorsMissing, { missing: missing.join(' '), rule: 'X-41' })
  }
  const orders = ordersFor(ctx, depositId)
  const open = orders.find(({ state }) => state === 'OPEN')
  ensure(open === undefined, errors.OrderOpen, { order: open?.number, dueAtMs: open?.dueAtMs })
  const contested = raised.some(({ ground }) => ground === 'PRE_CHAIN')
  const shown = orders.some(({ state }) => state === 'ANSWERED') || corroboration !== null
  ensure(confirmed === 'NOT_CONFIRMED' || !contested || shown, errors.NotCorroborated, { rule: 'X-42' })
}

/** All objections to a deposit, the eldest first. */
export function objectionsTo({ store }: ReadContext, depositId: string): readonly DepositObjection[] {
  const limit = OBJECTIONS_PER_DEPOSIT_MAX
  return objections(store)
    .list({ under: [depositId], limit })
    .map(({ value }) => value)
}

/** All orders for source data, the eldest first. */
export function ordersFor({ store }: ReadContext, depositId: Deposit['depositId']): readonly SourceOrder[] {
  const limit = ORDERS_PER_DEPOSIT_MAX
  return sourceOrders(store)
    .list({ under: [depositId], limit })
    .map(({ value }) => value)
}
