import { base64Encode, hexEncode } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { instantOf } from '../client/consensus-states.ts'
import { acknowledgementKey } from '../commitment/keys.ts'
import {
  acknowledgementCommitment,
  isErrorAcknowledgement,
  packetCommitment,
  packetFromJson,
} from '../commitment/packet-hash.ts'
import type { PacketJson } from '../fields.ts'
import { ACKNOWLEDGEMENT_BYTES_MAX } from '../limits.ts'
import type { LateAcknowledger } from '../port.ts'
import { errors } from './errors.ts'
import { ackRows, sequencePart, waitingRows } from './state.ts'

/** @throws ContractError AcknowledgementBytes, AcknowledgementIsSentinel */
export function checkSuccess(acknowledgement: Uint8Array): void {
  const seenBytes = acknowledgement.length
  const isSized = seenBytes > 0 && seenBytes <= ACKNOWLEDGEMENT_BYTES_MAX
  ensure(isSized, errors.AcknowledgementBytes, { seenBytes, bytesMax: ACKNOWLEDGEMENT_BYTES_MAX })
  // An application that keeps its writes must not be able to look as if it had failed.
  ensure(!isErrorAcknowledgement(acknowledgement), errors.AcknowledgementIsSentinel)
}

/** Writes the commitment under the ICS-24 key, the permanent record, and the event that relayers read. */
export function storeAcknowledgement(
  ctx: TxContext,
  packet: PacketJson,
  acknowledgement: Uint8Array,
  receivedAt: ReturnType<typeof instantOf>,
): void {
  const { destinationClient, sequence } = packet
  const ackHash = acknowledgementCommitment(ctx.crypto, acknowledgement)
  ctx.store.set(acknowledgementKey(destinationClient, sequence), ackHash)
  const packetHash = hexEncode(packetCommitment(ctx.crypto, packetFromJson(packet)))
  const text = base64Encode(acknowledgement)
  ackRows(ctx.store).set([destinationClient, sequencePart(sequence)], {
    packetHash,
    acknowledgement: text,
    receivedAt,
    at: instantOf(ctx.block),
  })
  const isError = isErrorAcknowledgement(acknowledgement)
  ctx.emit({
    type: 'AcknowledgementWritten',
    data: { packet, packetHash, acknowledgement: text, ackHash: hexEncode(ackHash), isError },
  })
}

export const lateAcknowledger: LateAcknowledger = {
  writeAcknowledgement(ctx, destinationClient, sequence, bytes) {
    const id = [destinationClient, sequencePart(sequence)] as const
    ensure(!ackRows(ctx.store).has(...id), errors.AcknowledgementExists, { clientId: destinationClient, sequence })
    const waiting = waitingRows(ctx.store).get(...id)
    ensure(waiting !== undefined, errors.NotReceived, { clientId: destinationClient, sequence })
    checkSuccess(bytes)
    waitingRows(ctx.store).delete(...id)
    storeAcknowledgement(ctx, waiting.packet, bytes, waiting.at)
  },
}
