import { encodeCanonical } from '@xiezhi/codec'
import type { PacketApplication } from '@xiezhi/interchain'
import { requirePort } from '../../json-port.ts'
import { decodePacket, NOTICE_PORT, QUERY_PORT } from '../api.ts'
import { errors } from '../errors.ts'
import { queryPacketSchema } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { endNotice } from './push-notice.ts'
import { endObjection } from './raise-objection.ts'
import { receiveAnswer, receiveError, receiveTimeout } from './receive-answer.ts'
import { receiveNotice } from './receive-notice.ts'
import { receiveObjection } from './receive-objection.ts'
import { receiveQuestion } from './receive-question.ts'
import { endUnsubscribe, receiveUnsubscribe } from './unsubscribe.ts'

/** The ports `xz.query.v1` and `xz.notice.v1`. */
export function packetApplications(ports: QueryPorts): readonly PacketApplication[] {
  return [questions(ports), statusNotices(ports)]
}

function questions(ports: QueryPorts): PacketApplication {
  return {
    port: QUERY_PORT,
    onReceive(ctx, packet) {
      requirePort(errors.PortMismatch, packet.payload, QUERY_PORT)
      const content = decodePacket(queryPacketSchema, packet.payload.value)
      const client = packet.destinationClient
      if (content.kind === 'unsubscribe') {
        receiveUnsubscribe(ctx, client, content.caseRef)
        return answeredWith({ caseRef: content.caseRef, closed: true })
      }
      if (content.kind === 'object') return answeredWith(receiveObjection(ctx, ports, client, content))
      const { dispatchId, requestDigest, result } = receiveQuestion(ctx, ports, client, content)
      return answeredWith({ dispatchId, requestDigest, result })
    },
    onAcknowledge(ctx, packet, ack) {
      if (endUnsubscribe(ctx, packet, ack.kind) || endObjection(ctx, packet, ack)) return
      if (ack.kind === 'success') receiveAnswer(ctx, ports, packet, ack.bytes)
      else receiveError(ctx, packet)
    },
    onTimeout(ctx, packet) {
      const end = { kind: 'timeout' } as const
      if (endUnsubscribe(ctx, packet, end.kind) || endObjection(ctx, packet, end)) return
      receiveTimeout(ctx, ports, packet)
    },
  }
}

function statusNotices(ports: QueryPorts): PacketApplication {
  return {
    port: NOTICE_PORT,
    onReceive: (ctx, packet) => ({ kind: 'answered', acknowledgement: receiveNotice(ctx, ports, packet) }),
    onAcknowledge: (ctx, packet, ack) => {
      endNotice(ctx, packet, ack.kind)
    },
    onTimeout: (ctx, packet) => {
      endNotice(ctx, packet, 'timeout')
    },
  }
}

function answeredWith(value: Parameters<typeof encodeCanonical>[0]): {
  kind: 'answered'
  acknowledgement: Uint8Array
} {
  return { kind: 'answered', acknowledgement: encodeCanonical(value) }
}
