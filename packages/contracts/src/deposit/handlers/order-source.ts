import type { Json } from '@xiezhi/codec'
import { object, string } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { randomId } from '../../ids.ts'
import { errors } from '../errors.ts'
import { orderSourceSchema } from '../messages.ts'
import type { DepositPorts } from '../ports.ts'
import { deposits, ORDERS_PER_DEPOSIT_MAX, sourceOrders } from '../state.ts'
import { numberPart } from './contest-deposit.ts'
import { requireDistinct, requireStanding } from './require-deposit.ts'

/** The judge requires source data (在线诉讼规则 18). */
export function orderSource(ports: DepositPorts): AnyAct {
  return defineAct({
    type: 'deposit/OrderSource',
    schema: orderSourceSchema,
    subject: ({ depositId }) => depositId,
    check(ctx, { depositId, kinds, dueAtMs }) {
      const { organisation, officer } = ports.requireRole(ctx, 'COURT_JUDGE')
      const found = requireStanding(ctx, depositId)
      requireDistinct('kinds', kinds)
      const nowMs = ctx.block.decidedAtMs
      ensure(dueAtMs > nowMs, errors.TimeOrder, { field: 'dueAtMs', seenMs: dueAtMs, nowMs })
      ensure(found.orders < ORDERS_PER_DEPOSIT_MAX, errors.OrderLimit, { ordersMax: ORDERS_PER_DEPOSIT_MAX })
      return { found, orderedBy: { organisation, officer } }
    },
    execute(ctx, { depositId, kinds, orderDigest, dueAtMs }, { found, orderedBy }) {
      const number = found.orders + 1
      const orderedAtMs = ctx.block.decidedAtMs
      const order = { number, kinds, orderDigest, orderedBy, orderedAtMs, dueAtMs, state: 'OPEN', answers: [] } as const
      sourceOrders(ctx.store).set([depositId, numberPart(number)], order)
      deposits(ctx.store).set(depositId, { ...found, orders: number })
      ctx.schedule({
        module: 'deposit',
        kind: 'overdue',
        atMs: dueAtMs,
        item: { depositId, order: numberPart(number) },
      })
      ctx.emit({ type: 'SourceOrdered', data: { depositId, number, dueAtMs } })
      return { depositId, number }
    },
  })
}

const overdueItem = object({ depositId: randomId, order: string({ bytesMin: 3, bytesMax: 3 }) })

/** Due effect: says that an order was not answered in time. What follows from it is the judge's to decide. */
export function tellOverdue(ctx: TxContext, item: Json): void {
  const { depositId, order } = overdueItem.parse(item)
  const found = sourceOrders(ctx.store).get(depositId, order)
  if (found?.state !== 'OPEN') return
  sourceOrders(ctx.store).set([depositId, order], { ...found, state: 'OVERDUE' })
  ctx.emit({ type: 'SourceOrderOverdue', data: { depositId, number: found.number } })
}
