import { bytesEqual, hexEncode } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { instantOf } from '../../client/consensus-states.ts'
import { counterparties } from '../../client/state.ts'
import { commitmentKey } from '../../commitment/keys.ts'
import { packetCommitment } from '../../commitment/packet-hash.ts'
import type { Packet } from '../../port.ts'
import { errors } from '../errors.ts'
import { doneRows, sentRows, sequencePart } from '../state.ts'
import type { Outcome } from '../state.ts'

/** @throws ContractError CounterpartyMissing, CounterpartyMismatch */
export function checkDestination(ctx: CheckContext, { sourceClient, destinationClient }: Packet): void {
  const counterparty = counterparties(ctx.store).get(sourceClient)
  ensure(counterparty !== undefined, errors.CounterpartyMissing, { clientId: sourceClient })
  ensure(counterparty.clientId === destinationClient, errors.CounterpartyMismatch, {
    clientId: sourceClient,
    expected: counterparty.clientId,
    seen: destinationClient,
  })
}

/** Hash of the packet, or null if it has ended: then a relay is redundant. @throws ContractError PacketMismatch */
export function openPacketHash(ctx: CheckContext, packet: Packet): Uint8Array | null {
  const { sourceClient, sequence } = packet
  const commitment = ctx.store.get(commitmentKey(sourceClient, sequence))
  if (commitment === undefined) return null
  const hash = packetCommitment(ctx.crypto, packet)
  ensure(bytesEqual(commitment, hash), errors.PacketMismatch, {
    clientId: sourceClient,
    sequence,
    expected: hexEncode(commitment),
    seen: hexEncode(hash),
  })
  return hash
}

export interface Ending {
  readonly packetHash: Uint8Array
  readonly outcome: Outcome
  readonly ackHash: Uint8Array | null
  readonly proofHeight: number
}

/** Deletes the commitment, which is the guard against replay, and writes how the packet ended. */
export function endPacket(ctx: TxContext, { sourceClient, sequence }: Packet, ending: Ending): void {
  const id = [sourceClient, sequencePart(sequence)] as const
  const at = instantOf(ctx.block)
  const sentAt = sentRows(ctx.store).get(...id)?.at ?? at
  ctx.store.delete(commitmentKey(sourceClient, sequence))
  sentRows(ctx.store).delete(...id)
  doneRows(ctx.store).set(id, {
    packetHash: hexEncode(ending.packetHash),
    outcome: ending.outcome,
    ackHash: ending.ackHash === null ? null : hexEncode(ending.ackHash),
    proofHeight: ending.proofHeight,
    sentAt,
    at,
  })
}
