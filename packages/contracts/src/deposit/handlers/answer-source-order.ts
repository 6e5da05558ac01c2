import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { answerSourceOrderSchema } from '../messages.ts'
import type { DepositPorts } from '../ports.ts'
import { sourceOrders } from '../state.ts'
import { numberPart } from './contest-deposit.ts'
import { requireDistinct, requireStanding } from './require-deposit.ts'

/** Files what an order asked for, by digest; also after its time, for the judge to weigh. */
export function answerSourceOrder(ports: DepositPorts): AnyAct {
  return defineAct({
    type: 'deposit/AnswerSourceOrder',
    schema: answerSourceOrderSchema,
    subject: ({ depositId }) => depositId,
    check(ctx, { depositId, order, answers }) {
      ports.requireRole(ctx, ['COURT_FILING', 'COURT_CLERK', 'PARTY', 'LAWYER'])
      requireStanding(ctx, depositId)
      const found = sourceOrders(ctx.store).get(depositId, numberPart(order))
      ensure(found !== undefined, errors.OrderUnknown, { depositId, order })
      ensure(found.state !== 'ANSWERED', errors.OrderAnswered, { depositId, order })
      requireDistinct(
        'answers',
        answers.map(({ kind }) => kind),
      )
      const foreign = answers.find(({ kind }) => !found.kinds.includes(kind))
      ensure(foreign === undefined, errors.AnswerForeign, { kind: foreign?.kind, asked: found.kinds.join(' ') })
      return found
    },
    execute(ctx, { depositId, order, answers }, found) {
      sourceOrders(ctx.store).set([depositId, numberPart(order)], { ...found, state: 'ANSWERED', answers })
      ctx.emit({ type: 'SourceOrderAnswered', data: { depositId, number: order } })
      return { depositId, number: order }
    },
  })
}
