import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { beginDeductionSchema } from '../messages.ts'
import type { BeginDeduction } from '../messages.ts'
import type { MeasurePorts } from '../ports.ts'
import { requireDeductible } from './effects.ts'
import { withMeasure } from './line-plan.ts'
import type { LinePlan } from './line-plan.ts'
import { requireDisposer, requireOpenFor, requireOrder, requireOwnMeasure } from './require-order.ts'
import { wholeSecond } from './stand.ts'
import { writePlan } from './write-plan.ts'

interface Begun {
  readonly measureId: string
  readonly plan: LinePlan
}

/** The core system has begun to deduct. The order's answer ends it: carried out, or failed. */
export function beginDeduction(ports: MeasurePorts): AnyAct {
  return defineAct({
    type: 'measure/BeginDeduction',
    schema: beginDeductionSchema,
    subject: (_: BeginDeduction, { measureId }: Begun) => measureId,
    check(ctx, message) {
      const order = requireOrder(ctx, ports, message)
      const { action } = order.effect
      ensure(action === 'DEDUCT', errors.ActionMismatch, { action })
      const { plan, measure } = requireOwnMeasure(ctx, ports, order)
      requireOpenFor(measure, action)
      requireDisposer(plan, measure, action)
      requireDeductible({ ctx, ports, measure, order })
      const { orderId } = order
      const atMs = wholeSecond(ctx.block.decidedAtMs)
      const begun = { kind: 'DEDUCTION_BEGUN', atMs, orderId } as const
      const { measureId } = measure
      return { measureId, plan: withMeasure(plan, { ...measure, pendingDeduction: orderId }, begun) }
    },
    execute(ctx, _, { measureId, plan }) {
      writePlan(ctx, ports, plan)
      return { measureId }
    },
  })
}
