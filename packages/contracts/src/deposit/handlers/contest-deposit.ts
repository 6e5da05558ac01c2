import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { contestDepositSchema } from '../messages.ts'
import type { DepositPorts } from '../ports.ts'
import { deposits, objections, OBJECTIONS_PER_DEPOSIT_MAX } from '../state.ts'
import { requireDeposit, requireDistinct } from './require-deposit.ts'

/** Contests a deposit with reasons. It ends no presumption by itself: the judge decides. */
export function contestDeposit(ports: DepositPorts): AnyAct {
  return defineAct({
    type: 'deposit/ContestDeposit',
    schema: contestDepositSchema,
    subject: ({ depositId }) => depositId,
    check(ctx, { depositId, ground, factors }) {
      const { organisation, officer } = ports.requireRole(ctx, ['COURT_FILING', 'COURT_CLERK', 'PARTY', 'LAWYER'])
      const found = requireDeposit(ctx, depositId)
      requireDistinct('factors', factors)
      ensure(ground === 'PRE_CHAIN' || factors.length > 0, errors.FactorsMissing, { ground })
      ensure(ground === 'POST_CHAIN' || factors.length === 0, errors.FactorsForeign, { ground })
      const objectionsMax = OBJECTIONS_PER_DEPOSIT_MAX
      ensure(found.objections < objectionsMax, errors.ObjectionLimit, { objectionsMax })
      return { found, raisedBy: { organisation, officer } }
    },
    execute(ctx, { depositId, ground, factors, reasonsDigest }, { found, raisedBy }) {
      const number = found.objections + 1
      const raisedAtMs = ctx.block.decidedAtMs
      const objection = { number, ground, factors, reasonsDigest, raisedBy, raisedAtMs }
      objections(ctx.store).set([depositId, numberPart(number)], objection)
      deposits(ctx.store).set(depositId, { ...found, objections: number })
      ctx.emit({ type: 'DepositContested', data: { depositId, number, ground } })
      return { depositId, number }
    },
  })
}

/** Keys sort as texts. */
export function numberPart(number: number): string {
  return String(number).padStart(3, '0')
}
