import { encodeCanonical } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { alarmIdOf } from '../api.ts'
import { errors } from '../errors.ts'
import type { OrderPorts } from '../ports.ts'
import { noticesReceived, orders } from '../state.ts'
import type { Notice } from '../state.ts'

/** What became of a measure of this court. A repeat changes nothing; a stranger's notice is refused. */
export function receiveNotice(ctx: TxContext, ports: OrderPorts, client: string, notice: Notice): Uint8Array {
  const { noticeId, orderId, event } = notice
  const order = orders(ctx.store).get(orderId)
  ensure(order?.client === client, errors.OrderStranger, { orderId })
  if (!noticesReceived(ctx.store).has(client, noticeId)) {
    noticesReceived(ctx.store).set([client, noticeId], { notice, receivedAtMs: ctx.block.decidedAtMs })
    ctx.emit({ type: 'NoticeReceived', data: { client, noticeId, orderId, event } })
    if (event === 'BOOKED_LATE') {
      const alarmId = alarmIdOf('booked', orderId)
      ports.raiseAlarm(ctx, { alarmId, kind: 'MEASURE_BOOKED_LATE', owner: 'COURT_JUDGE', subject: orderId })
    }
    // The record stands whatever the case makes of it.
    ctx.attempt((inner) => {
      ports.onNotice(inner, notice, order)
    })
  }
  return encodeCanonical({ noticeId, received: true })
}
