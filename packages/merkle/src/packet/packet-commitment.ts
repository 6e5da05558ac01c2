import { be64, concatBytes, utf8Encode } from '@xiezhi/codec'
import type { Sha256 } from '../tree/hasher.ts'

/** Protocol version byte: parts packets and acknowledgements of IBC v2 from those of v1. */
const VERSION_TAG = Uint8Array.of(2)

/** What a commitment covers of a payload: all of it. */
export interface CommittedPayload {
  readonly sourcePort: string
  readonly destinationPort: string
  readonly version: string
  readonly encoding: string
  readonly value: Uint8Array
}

/** What a commitment covers of a packet. Source client and sequence stand in the key. */
export interface CommittedPacket {
  readonly destinationClient: string
  /** Whole seconds. */
  readonly timeoutSeconds: number
  readonly payload: CommittedPayload
}

/** `H( H(srcPort) ‖ H(dstPort) ‖ H(version) ‖ H(encoding) ‖ H(value) )`. */
export function payloadHash(crypto: Sha256, payload: CommittedPayload): Uint8Array {
  const { sourcePort, destinationPort, version, encoding, value } = payload
  const texts = [sourcePort, destinationPort, version, encoding].map((text) => crypto.sha256(utf8Encode(text)))
  return crypto.sha256(concatBytes(...texts, crypto.sha256(value)))
}

/**
 * `H( 02 ‖ H(destinationClient) ‖ H(BE64(timeout seconds)) ‖ H(payload hash) )` (ibc-go `CommitPacket`). The timeout is
 * big-endian, whatever PACKET.md says.
 */
export function packetCommitment(crypto: Sha256, packet: CommittedPacket): Uint8Array {
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
