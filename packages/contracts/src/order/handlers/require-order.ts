import { ensure } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import { dispatches, instruments, orders } from '../state.ts'
import type { Dispatch, Instrument, Order } from '../state.ts'

export interface SentOrder {
  readonly order: Order
  readonly dispatch: Dispatch
  readonly instrument: Instrument
}

/** An order of this zone with its dispatch and instrument. @throws ContractError OrderUnknown */
export function requireSent({ store }: ReadContext, orderId: string): SentOrder {
  const [order, dispatch] = [orders(store).get(orderId), dispatches(store).get(orderId)]
  const instrument = order === undefined ? undefined : instruments(store).get(order.instrumentId)
  ensure(order !== undefined && dispatch !== undefined && instrument !== undefined, errors.OrderUnknown, { orderId })
  return { order, dispatch, instrument }
}
