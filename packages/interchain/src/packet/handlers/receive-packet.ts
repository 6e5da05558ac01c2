import { base64Decode, bytesEqual, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { freezeClient } from '../../client/acts.ts'
import { requireClient, requireProof } from '../../client/client-reads.ts'
import { instantOf, keepConsensus } from '../../client/consensus-states.ts'
import { counterparties } from '../../client/state.ts'
import { commitmentKey, keyBytes, receiptKey } from '../../commitment/keys.ts'
import { errorAcknowledgement, packetCommitment, packetFromJson } from '../../commitment/packet-hash.ts'
import type { InterchainPorts, Packet, PacketApplication } from '../../port.ts'
import { checkSuccess, storeAcknowledgement } from '../acknowledgements.ts'
import type { ApplicationTable } from '../applications.ts'
import { errors } from '../errors.ts'
import type { ReceivePacket } from '../messages.ts'
import { headerSeconds } from '../sender.ts'
import { equivocationRows, sequencePart, waitingRows } from '../state.ts'

export type ReceivePlan =
  | { readonly kind: 'noop' }
  | { readonly kind: 'equivocation'; readonly first: Uint8Array; readonly hash: Uint8Array }
  | {
      readonly kind: 'receive'
      readonly packet: Packet
      readonly hash: Uint8Array
      readonly application: PacketApplication
    }

/**
 * Order of ibc-go `recvPacket`: counterparty, timeout, receipt, proof. A used sequence with the same body is a no-op;
 * another body must first bring its own valid proof, and is then the peer's equivocation.
 */
export function checkReceivePacket(
  ports: InterchainPorts,
  applications: ApplicationTable,
  ctx: CheckContext,
  message: ReceivePacket,
): ReceivePlan {
  ports.mayRelay(ctx)
  const packet = packetFromJson(message.packet)
  const { sourceClient, destinationClient, sequence, timeoutSeconds } = packet
  const counterparty = counterparties(ctx.store).get(destinationClient)
  ensure(counterparty !== undefined, errors.CounterpartyMissing, { clientId: destinationClient })
  ensure(counterparty.clientId === sourceClient, errors.CounterpartyMismatch, {
    clientId: destinationClient,
    expected: counterparty.clientId,
    seen: sourceClient,
  })
  const nowSeconds = headerSeconds(ctx)
  ensure(nowSeconds < timeoutSeconds, errors.TimeoutElapsed, { timeoutSeconds, nowSeconds })
  const hash = packetCommitment(ctx.crypto, packet)
  const receipt = ctx.store.get(receiptKey(destinationClient, sequence))
  if (receipt !== undefined && bytesEqual(receipt, hash)) return { kind: 'noop' }
  const claim = {
    clientId: destinationClient,
    proofHeight: message.proofHeight,
    proof: base64Decode(message.proof),
    key: keyBytes(commitmentKey(sourceClient, sequence)),
  }
  requireProof(ctx, claim, hash)
  if (receipt !== undefined) return { kind: 'equivocation', first: receipt, hash }
  return { kind: 'receive', packet, hash, application: applications.require(packet.payload.destinationPort) }
}

export function receivePacket(ctx: TxContext, message: ReceivePacket, plan: ReceivePlan): Json {
  if (plan.kind === 'noop') return { result: 'noop' }
  if (plan.kind === 'equivocation') return recordEquivocation(ctx, message, plan)
  const { packet, hash, application } = plan
  const { destinationClient, sequence, sourceClient } = packet
  // Before the application runs: it cannot receive the same packet again from inside.
  ctx.store.set(receiptKey(destinationClient, sequence), hash)
  const packetHash = hexEncode(hash)
  ctx.emit({ type: 'PacketReceived', data: { sourceClient, destinationClient, sequence, packetHash } })
  const attempt = ctx.attempt((inner) => application.onReceive(inner, packet))
  const at = instantOf(ctx.block)
  if (!attempt.ok) {
    const { codespace, code } = attempt.error.kind
    ctx.emit({ type: 'ApplicationRefused', data: { destinationClient, sequence, codespace, code } })
    storeAcknowledgement(ctx, message.packet, errorAcknowledgement(), at)
    return { result: 'error' }
  }
  if (attempt.value.kind === 'later') {
    waitingRows(ctx.store).set([destinationClient, sequencePart(sequence)], { packet: message.packet, at })
    return { result: 'later' }
  }
  const { acknowledgement } = attempt.value
  checkSuccess(acknowledgement)
  storeAcknowledgement(ctx, message.packet, acknowledgement, at)
  return { result: 'answered' }
}

function recordEquivocation(
  ctx: TxContext,
  { packet, proofHeight }: ReceivePacket,
  { first, hash }: { readonly first: Uint8Array; readonly hash: Uint8Array },
): Json {
  const { destinationClient, sequence } = packet
  const hashes = { firstPacketHash: hexEncode(first), secondPacketHash: hexEncode(hash) }
  const facts = { ...hashes, sequence, proofHeight }
  const client = requireClient(ctx, destinationClient)
  const act = freezeClient(ctx, destinationClient, client, { cause: 'packet-equivocation', reason: null, facts })
  keepConsensus(ctx, destinationClient, proofHeight)
  equivocationRows(ctx.store).set([destinationClient, sequencePart(sequence)], {
    ...hashes,
    second: packet,
    proofHeight,
    act,
    at: instantOf(ctx.block),
  })
  ctx.emit({ type: 'PacketEquivocation', data: { clientId: destinationClient, sequence, ...hashes, act } })
  return { result: 'equivocation', act }
}
