import type { PacketApplication, ReceiveResult } from '@xiezhi/interchain'
import type { TxContext } from '@xiezhi/kernel'
import { requirePort } from '../../json-port.ts'
import { decodePacket, ORDER_PORT } from '../api.ts'
import { errors } from '../errors.ts'
import { orderPacketSchema } from '../messages.ts'
import type { OrderPacket } from '../messages.ts'
import type { OrderPorts } from '../ports.ts'
import { endDelivery } from './deliver.ts'
import { receiveNotice } from './receive-notice.ts'
import { receiveObjection, receiveObjectionAnswer } from './receive-objection.ts'
import { receiveOrder } from './receive-order.ts'
import { receiveError, receiveResult, receiveTimeout } from './receive-result.ts'
import { receiveRevocation } from './receive-revocation.ts'

/** The port `xz.order.v1`: its answers come later, when the institution has acted. */
export function orderApplication(ports: OrderPorts): PacketApplication {
  return {
    port: ORDER_PORT,
    onReceive(ctx, packet): ReceiveResult {
      requirePort(errors.PortMismatch, packet.payload, ORDER_PORT)
      const content = decodePacket(orderPacketSchema, packet.payload.value)
      const client = packet.destinationClient
      if (content.kind === 'order') return receiveOrder(ctx, ports, packet, content)
      return { kind: 'answered', acknowledgement: receiveDelivery(ctx, ports, client, content) }
    },
    onAcknowledge(ctx, packet, ack) {
      if (endDelivery(ctx, ports, packet, ack.kind)) return
      if (ack.kind === 'success') receiveResult(ctx, ports, packet, ack.bytes)
      else receiveError(ctx, ports, packet)
    },
    onTimeout(ctx, packet) {
      if (!endDelivery(ctx, ports, packet, 'timeout')) receiveTimeout(ctx, ports, packet)
    },
  }
}

type Delivered = Exclude<OrderPacket, { readonly kind: 'order' }>

/** What the sender brings until it has arrived; the acknowledgement says that it has. */
function receiveDelivery(ctx: TxContext, ports: OrderPorts, client: string, content: Delivered): Uint8Array {
  switch (content.kind) {
    case 'revoke':
      return receiveRevocation(ctx, ports, client, content)
    case 'notice':
      return receiveNotice(ctx, ports, client, content.notice)
    case 'objection':
      return receiveObjection(ctx, ports, client, content.objection)
    case 'objection-answer':
      return receiveObjectionAnswer(ctx, client, content.answer)
  }
}
