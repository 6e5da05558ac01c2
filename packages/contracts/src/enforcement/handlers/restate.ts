import { ensure } from '@xiezhi/kernel'
import { isCountedInMoney, liquidityOf, measure } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { restateSchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { statements, STATEMENTS_PER_CASE_MAX } from '../state.ts'
import type { Control } from '../state.ts'
import { propose } from './propose.ts'
import { claimOf, controlsOf, requireEnforcement, requireState, statementsOf } from './require-case.ts'
import { targetOf } from './target.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** The claim after a part payment. What is then controlled beyond it is proposed for reduction (T20-4). */
export function restate(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/Restate',
    schema: restateSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, on, claim }) {
      const { organisation, officer } = ports.requireRole(ctx, 'COURT_ENFORCER')
      const found = requireEnforcement(ctx, caseRef, organisation)
      requireState(found, ['OPEN', 'STAYED', 'ROUND_ENDED'])
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(on >= found.effectiveOn && on <= today, errors.DateOrder, { earlier: found.effectiveOn, later: on })
      const statementsMax = STATEMENTS_PER_CASE_MAX
      const room = statementsOf(ctx.store, caseRef).length < statementsMax
      ensure(room, errors.StatementLimit, { statementsMax })
      const { currency } = claimOf(ctx, found)
      ensure(claim.currency === currency, errors.CurrencyOther, { expected: currency, seen: claim.currency })
      const targetCents = targetOf(ctx, ports, found, { claim }).totalCents
      const live = controlsOf(ctx, caseRef).filter(isAmount)
      const measures = live.map(({ orderId, asset, limitCents, whole }) => ({
        measureId: orderId,
        kind: liquidityOf(asset),
        cents: limitCents ?? 0,
        // A part can be let go only of what is counted in money.
        divisible: !whole && isCountedInMoney(asset),
      }))
      const { proposals } = byLaw(() => measure.overControl({ targetCents, measures }, ports.lawBook(ctx)))
      return { officer, targetCents, live, proposals }
    },
    execute(ctx, { caseRef, on, claim, calculationDigest }, { officer, targetCents, live, proposals }) {
      const number = statementsOf(ctx.store, caseRef).length + 1
      const atMs = ctx.block.decidedAtMs
      const row = { number, claim, calculationDigest, on, officer, atMs }
      statements(ctx.store).set([caseRef, String(number).padStart(4, '0')], row)
      ctx.emit({ type: 'ClaimRestated', data: { caseRef, number } })
      for (const { measureId: orderId, keepCents } of proposals) {
        const control = live.find((one) => one.orderId === orderId)
        if (control === undefined) continue
        const kind = keepCents === 0 ? 'RELEASE' : 'REDUCE'
        propose(ctx, control, { kind, keepCents, reason: 'OVER_CONTROL', rule: 'T20-4', dueOn: null })
      }
      return { caseRef, number, targetCents, proposals: proposals.length }
    },
  })
}

/** A measure in effect on an amount of money. */
function isAmount({ state, limitCents }: Control): boolean {
  return state === 'EFFECTIVE' && limitCents !== null
}
