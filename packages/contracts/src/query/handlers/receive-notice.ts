import { encodeCanonical } from '@xiezhi/codec'
import type { Packet } from '@xiezhi/interchain'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { requirePort } from '../../json-port.ts'
import { decodePacket, NOTICE_PORT } from '../api.ts'
import { errors } from '../errors.ts'
import { noticePacketSchema } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { askedCases, noticesReceived } from '../state.ts'

const CASES_KEPT_MAX = 512

/** Takes a status event for cases that asked this client to push, and passes it on. A repeat changes nothing. */
export function receiveNotice(ctx: TxContext, ports: QueryPorts, packet: Packet): Uint8Array {
  requirePort(errors.PortMismatch, packet.payload, NOTICE_PORT)
  const { notice, caseRefs } = decodePacket(noticePacketSchema, packet.payload.value)
  const client = packet.destinationClient
  const stranger = caseRefs.find((caseRef) => !askedCases(ctx.store).has(caseRef, client))
  // Another zone must not be able to freeze access in cases that never asked it.
  ensure(stranger === undefined, errors.NoticeNotSubscribed, { caseRef: stranger })
  const { eventId } = notice
  const known = noticesReceived(ctx.store).get(client, eventId)
  const fresh = caseRefs.filter((caseRef) => known?.caseRefs.includes(caseRef) !== true)
  if (fresh.length > 0) {
    noticesReceived(ctx.store).set([client, eventId], {
      notice: known?.notice ?? notice,
      caseRefs: [...(known?.caseRefs ?? []), ...fresh].slice(0, CASES_KEPT_MAX),
      receivedAtMs: known?.receivedAtMs ?? ctx.block.decidedAtMs,
    })
    ctx.emit({ type: 'NoticeReceived', data: { client, eventId, kind: notice.kind, cases: fresh.length } })
    ports.onNotice(ctx, { client, notice, caseRefs: fresh })
  }
  return encodeCanonical({ eventId, received: true })
}
