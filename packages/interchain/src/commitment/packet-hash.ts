import { base64Decode, base64Encode, bytesEqual, hexDecode } from '@xiezhi/codec'
import type { PacketJson } from '../fields.ts'
import type { Packet } from '../port.ts'

export { acknowledgementCommitment, packetCommitment, payloadHash } from '@xiezhi/merkle'

const ERROR_ACKNOWLEDGEMENT_HEX = '4774d4a575993f963b1c06573736617a457abef8589178db8d10c94b4ab511ab'

/** SHA-256 of "UNIVERSAL_ERROR_ACKNOWLEDGEMENT": the acknowledgement of a packet whose application refused. */
export function errorAcknowledgement(): Uint8Array {
  return hexDecode(ERROR_ACKNOWLEDGEMENT_HEX)
}

export function isErrorAcknowledgement(bytes: Uint8Array): boolean {
  return bytesEqual(bytes, errorAcknowledgement())
}

export function packetFromJson({ payload, ...rest }: PacketJson): Packet {
  return { ...rest, payload: { ...payload, value: base64Decode(payload.value) } }
}

export function packetToJson({ payload, ...rest }: Packet): PacketJson {
  return { ...rest, payload: { ...payload, value: base64Encode(payload.value) } }
}
