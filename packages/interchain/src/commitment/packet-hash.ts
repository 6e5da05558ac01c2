import { base64Decode, base64Encode, be64, bytesEqual, concatBytes, hexDecode, utf8Encode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { PacketJson } from '../fields.ts'
import type { Packet, Payload } from '../port.ts'

type Sha256 = Pick<Crypto, 'sha256'>

/** Protocol version byte: parts packets and acknowledgements of IBC v2 from those of v1. */
const VERSION_TAG = Uint8Array.of(2)
const ERROR_ACKNOWLEDGEMENT_HEX = '4774d4a575993f963b1c06573736617a457abef8589178db8d10c94b4ab511ab'

/** SHA-256 of "UNIVERSAL_ERROR_ACKNOWLEDGEMENT": the acknowledgement of a packet whose application refused. */
export function errorAcknowledgement(): Uint8Array {
  return hexDecode(ERROR_ACKNOWLEDGEMENT_HEX)
}

export function isErrorAcknowledgement(bytes: Uint8Array): boolean {
  return bytesEqual(bytes, errorAcknowledgement())
}

/** `H( H(srcPort) ‖ H(dstPort) ‖ H(version) ‖ H(encoding) ‖ H(value) )`. */
export function payloadHash(crypto: Sha256, payload: Payload): Uint8Array {
  const { sourcePort, destinationPort, version, encoding, value } = payload
  const texts = [sourcePort, destinationPort, version, encoding].map((text) => crypto.sha256(utf8Encode(text)))
  return crypto.sha256(concatBytes(...texts, crypto.sha256(value)))
}

/**
 * `H( 02 ‖ H(destinationClient) ‖ H(BE64(timeout seconds)) ‖ H(payload hash) )` (ibc-go `CommitPacket`). Source client and
 * sequence stand in the key. The timeout is big-endian, whatever PACKET.md says.
 */
export function packetCommitment(crypto: Sha256, packet: Omit<Packet, 'sequence' | 'sourceClient'>): Uint8Array {
  return crypto.sha256(
    concatBytes(
      VERSION_TAG,
      crypto.sha256(utf8Encode(packet.destinationClient)),
      crypto.sha256(be64(packet.timeoutSeconds)),
      crypto.sha256(payloadHash(crypto, packet.payload)),
    ),
  )
}

/** `H( 02 ‖ H(application acknowledgement) )`. */
export function acknowledgementCommitment(crypto: Sha256, acknowledgement: Uint8Array): Uint8Array {
  return crypto.sha256(concatBytes(VERSION_TAG, crypto.sha256(acknowledgement)))
}

export function packetFromJson({ payload, ...rest }: PacketJson): Packet {
  return { ...rest, payload: { ...payload, value: base64Decode(payload.value) } }
}

export function packetToJson({ payload, ...rest }: Packet): PacketJson {
  return { ...rest, payload: { ...payload, value: base64Encode(payload.value) } }
}
