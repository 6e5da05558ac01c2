import { be64, latin1Decode } from '@xiezhi/codec'

/**
 * Where packets of IBC v2 stand in the state, as store keys: one character a byte. ICS-24 as the implementations have it:
 * the text of PACKET.md exchanges receipt and acknowledgement.
 */
const KINDS = { commitment: '\u0001', receipt: '\u0002', acknowledgement: '\u0003' } as const
export type PacketKeyKind = keyof typeof KINDS

/** First part of all commitment, receipt or acknowledgement keys of a client. */
export function packetKeyPrefix(clientId: string, kind: PacketKeyKind): string {
  return clientId + KINDS[kind]
}

/** Where the source keeps the commitment: `clientId ‖ 01 ‖ BE64(sequence)`. */
export function commitmentKey(sourceClient: string, sequence: number): string {
  return packetKeyPrefix(sourceClient, 'commitment') + latin1Decode(be64(sequence))
}

/** Where the destination keeps the receipt: `clientId ‖ 02 ‖ BE64(sequence)`. */
export function receiptKey(destinationClient: string, sequence: number): string {
  return packetKeyPrefix(destinationClient, 'receipt') + latin1Decode(be64(sequence))
}

/** Where the destination keeps the acknowledgement: `clientId ‖ 03 ‖ BE64(sequence)`. */
export function acknowledgementKey(destinationClient: string, sequence: number): string {
  return packetKeyPrefix(destinationClient, 'acknowledgement') + latin1Decode(be64(sequence))
}
