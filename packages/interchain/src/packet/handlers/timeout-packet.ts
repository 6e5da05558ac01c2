import { base64Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { requireConsensus, requireProof } from '../../client/client-reads.ts'
import { keyBytes, receiptKey } from '../../commitment/keys.ts'
import { packetFromJson } from '../../commitment/packet-hash.ts'
import type { InterchainPorts, Packet, PacketApplication } from '../../port.ts'
import type { ApplicationTable } from '../applications.ts'
import { errors } from '../errors.ts'
import type { TimeoutPacket } from '../messages.ts'
import { checkDestination, endPacket, openPacketHash } from './open-packet.ts'

export type TimeoutPlan =
  | { readonly kind: 'noop' }
  | {
      readonly kind: 'timeout'
      readonly packet: Packet
      readonly packetHash: Uint8Array
      readonly application: PacketApplication
    }

/**
 * Order of ibc-go `timeoutPacket`: counterparty, the peer's proved time, commitment, proved absence of the receipt.
 * Receiving needs time < timeout and this needs time ≥ timeout: no instant allows both or neither.
 */
export function checkTimeoutPacket(
  ports: InterchainPorts,
  applications: ApplicationTable,
  ctx: CheckContext,
  message: TimeoutPacket,
): TimeoutPlan {
  ports.mayRelay(ctx)
  const packet = packetFromJson(message.packet)
  const { sourceClient, destinationClient, sequence, timeoutSeconds, payload } = packet
  checkDestination(ctx, packet)
  const { proofHeight } = message
  const { timeSeconds } = requireConsensus(ctx, sourceClient, proofHeight)
  ensure(timeSeconds >= timeoutSeconds, errors.TimeoutNotReached, { timeoutSeconds, peerSeconds: timeSeconds })
  const packetHash = openPacketHash(ctx, packet)
  if (packetHash === null) return { kind: 'noop' }
  const key = keyBytes(receiptKey(destinationClient, sequence))
  const proof = base64Decode(message.proof)
  requireProof(ctx, { clientId: sourceClient, proofHeight, proof, key }, null)
  return { kind: 'timeout', packet, packetHash, application: applications.require(payload.sourcePort) }
}

export function timeoutPacket(ctx: TxContext, { proofHeight }: TimeoutPacket, plan: TimeoutPlan): Json {
  if (plan.kind === 'noop') return { result: 'noop' }
  const { packet, packetHash, application } = plan
  endPacket(ctx, packet, { packetHash, outcome: 'timed-out', ackHash: null, proofHeight })
  const { sourceClient, destinationClient, sequence } = packet
  ctx.emit({ type: 'PacketTimedOut', data: { sourceClient, destinationClient, sequence, proofHeight } })
  application.onTimeout(ctx, packet)
  return { result: 'timed-out' }
}
