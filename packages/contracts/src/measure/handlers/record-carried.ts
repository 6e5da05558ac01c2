import type { TxContext } from '@xiezhi/kernel'
import type { BookedOrder, MeasurePorts } from '../ports.ts'
import type { MeasureFact } from '../state.ts'

export interface CarriedFacts {
  readonly amount: string | null
  readonly annexDigest: string | null
  readonly shortfall: string | null
}

/** The measure answers its order. One that a revocation had stopped has its answer: the court gets a notice and an alarm. */
export function recordCarried(
  ctx: TxContext,
  ports: Pick<MeasurePorts, 'answerOrder' | 'recordLateBooking'>,
  order: BookedOrder,
  { measure, amount, annexDigest, shortfall }: CarriedFacts & { readonly measure: MeasureFact },
): void {
  if (order.stoppedAtMs !== null) {
    ports.recordLateBooking(ctx, order, measure, annexDigest)
    return
  }
  ports.answerOrder(ctx, order, {
    kind: shortfall === null ? 'FULFILLED' : 'PARTIAL',
    code: shortfall,
    rule: shortfall === null ? null : 'T20-3',
    measure,
    amount,
    annexDigest,
  })
}
