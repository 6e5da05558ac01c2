import { base64Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { requireProof } from '../../client/client-reads.ts'
import { acknowledgementKey, keyBytes } from '../../commitment/keys.ts'
import { acknowledgementCommitment, isErrorAcknowledgement, packetFromJson } from '../../commitment/packet-hash.ts'
import type { InterchainPorts, Packet, PacketApplication } from '../../port.ts'
import type { ApplicationTable } from '../applications.ts'
import type { AcknowledgePacket } from '../messages.ts'
import { checkDestination, endPacket, openPacketHash } from './open-packet.ts'

export type AcknowledgePlan =
  | { readonly kind: 'noop' }
  | {
      readonly kind: 'acknowledge'
      readonly packet: Packet
      readonly packetHash: Uint8Array
      readonly bytes: Uint8Array
      readonly ackHash: Uint8Array
      readonly application: PacketApplication
    }

/** Order of ibc-go `acknowledgePacket`: counterparty, commitment, proof. */
export function checkAcknowledgePacket(
  ports: InterchainPorts,
  applications: ApplicationTable,
  ctx: CheckContext,
  message: AcknowledgePacket,
): AcknowledgePlan {
  ports.mayRelay(ctx)
  const packet = packetFromJson(message.packet)
  checkDestination(ctx, packet)
  const packetHash = openPacketHash(ctx, packet)
  if (packetHash === null) return { kind: 'noop' }
  const { sourceClient, destinationClient, sequence, payload } = packet
  const bytes = base64Decode(message.acknowledgement)
  const ackHash = acknowledgementCommitment(ctx.crypto, bytes)
  const claim = {
    clientId: sourceClient,
    proofHeight: message.proofHeight,
    proof: base64Decode(message.proof),
    key: keyBytes(acknowledgementKey(destinationClient, sequence)),
  }
  requireProof(ctx, claim, ackHash)
  const application = applications.require(payload.sourcePort)
  return { kind: 'acknowledge', packet, packetHash, bytes, ackHash, application }
}

export function acknowledgePacket(ctx: TxContext, { proofHeight }: AcknowledgePacket, plan: AcknowledgePlan): Json {
  if (plan.kind === 'noop') return { result: 'noop' }
  const { packet, packetHash, bytes, ackHash, application } = plan
  const isError = isErrorAcknowledgement(bytes)
  const outcome = isError ? 'error' : 'acknowledged'
  endPacket(ctx, packet, { packetHash, outcome, ackHash, proofHeight })
  const { sourceClient, destinationClient, sequence } = packet
  ctx.emit({ type: 'PacketAcknowledged', data: { sourceClient, destinationClient, sequence, outcome } })
  application.onAcknowledge(ctx, packet, isError ? { kind: 'error' } : { kind: 'success', bytes })
  return { result: outcome }
}
