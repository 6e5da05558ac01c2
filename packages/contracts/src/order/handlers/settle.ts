import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { settled, storeDispatch } from '../../dispatch-ledger.ts'
import { actId } from '../../ids.ts'
import { alarmIdOf } from '../api.ts'
import type { OrderPorts } from '../ports.ts'
import { dispatches } from '../state.ts'

/** Due effect after the deadline of an order: what this zone can say of it, or an alarm that no proof says it yet. */
export function settle(ports: OrderPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const orderId = actId.parse(item)
    const dispatch = dispatches(ctx.store).get(orderId)
    if (dispatch?.outcome !== null) return
    const after = settled(ctx, ports.clients, dispatch)
    if (after !== 'unproved') {
      storeDispatch(ctx, dispatches, dispatch, after)
      return
    }
    const alarmId = alarmIdOf('outcome', orderId)
    ports.raiseAlarm(ctx, { alarmId, kind: 'ORDER_UNPROVEN', owner: 'COURT_ENFORCER', subject: orderId })
  }
}
