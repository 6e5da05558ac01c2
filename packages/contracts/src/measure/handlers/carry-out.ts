import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { carryOutSchema } from '../messages.ts'
import type { CarryOut } from '../messages.ts'
import type { BookedOrder, MeasurePorts } from '../ports.ts'
import { carriedOut } from './effects.ts'
import { factOf, measureIn } from './line-plan.ts'
import type { LinePlan } from './line-plan.ts'
import { recordCarried } from './record-carried.ts'
import { requireBookedOrder, requireOwnMeasure } from './require-order.ts'
import { settle } from './stand.ts'
import { writePlan } from './write-plan.ts'

interface Carried {
  readonly order: BookedOrder
  readonly measureId: string
  readonly plan: LinePlan
}

/** Records that an order on a measure has been carried out: by the court that ordered the measure or one above it, and by nobody else. */
export function carryOut(ports: MeasurePorts): AnyAct {
  return defineAct({
    type: 'measure/CarryOut',
    schema: carryOutSchema,
    subject: (_: CarryOut, { measureId }: Carried) => measureId,
    check(ctx, message) {
      const order = requireBookedOrder(ctx, ports, message)
      const found = requireOwnMeasure(ctx, ports, order)
      const carried = carriedOut({ ...found, ctx, ports, order, message })
      return { order, measureId: found.measure.measureId, plan: settle(ctx, ports.lawBook(ctx), carried) }
    },
    execute(ctx, { amount, annexDigest, shortfall }, { order, measureId, plan }) {
      writePlan(ctx, ports, plan)
      const measure = factOf(plan.line, measureIn(ctx, plan, measureId))
      recordCarried(ctx, ports, order, { measure, amount, annexDigest, shortfall })
      return { ...measure }
    },
  })
}
