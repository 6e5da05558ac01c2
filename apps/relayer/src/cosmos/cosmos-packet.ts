import { base64Decode, base64Encode, CodecError, hexDecode } from '@xiezhi/codec'
import { packetSchema } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import { SdkError } from '@xiezhi/sdk'
import { Acknowledgement, Packet } from 'cosmjs-types/ibc/core/channel/v2/packet'
import { decoded } from './decoded.ts'

/** The packet as ibc-go writes it. */
export function toCosmosPacket({ payload, ...packet }: PacketJson): Packet {
  return Packet.fromPartial({
    sequence: BigInt(packet.sequence),
    sourceClient: packet.sourceClient,
    destinationClient: packet.destinationClient,
    timeoutTimestamp: BigInt(packet.timeoutSeconds),
    payloads: [{ ...payload, value: base64Decode(payload.value) }],
  })
}

/** A packet in hexadecimal protobuf; undefined if a zone can take no such packet: not one payload, beyond a limit. */
export function fromCosmosPacket(hex: string): PacketJson | undefined {
  return readable(() => {
    const { sequence, sourceClient, destinationClient, timeoutTimestamp, payloads } = decoded(Packet, hexDecode(hex))
    const [payload] = payloads
    if (payload === undefined || payloads.length > 1) return undefined
    return packetSchema.parse({
      sequence: Number(sequence),
      sourceClient,
      destinationClient,
      timeoutSeconds: Number(timeoutTimestamp),
      payload: { ...payload, value: base64Encode(payload.value) },
    })
  })
}

export function toCosmosAcknowledgement(acknowledgement: string): Acknowledgement {
  return { appAcknowledgements: [base64Decode(acknowledgement)] }
}

/** The one application's answer in base64; undefined where there is not one. */
export function fromCosmosAcknowledgement(hex: string): string | undefined {
  return readable(() => {
    const { appAcknowledgements } = decoded(Acknowledgement, hexDecode(hex))
    const [answer] = appAcknowledgements
    return answer === undefined || appAcknowledgements.length > 1 ? undefined : base64Encode(answer)
  })
}

function readable<T>(read: () => T | undefined): T | undefined {
  try {
    return read()
  } catch (error) {
    // Bytes that protobuf does not allow, or a value that zones do not take.
    if (error instanceof CodecError || error instanceof SdkError) return undefined
    throw error
  }
}
