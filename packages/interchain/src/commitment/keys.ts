import { be64, latin1Decode, latin1Encode } from '@xiezhi/codec'
import type { StoreKey } from '@xiezhi/kernel'

// ICS-24 of IBC v2 as the implementations have it: the text of PACKET.md exchanges receipt and acknowledgement.
const COMMITMENT = '\u0001'
const RECEIPT = '\u0002'
const ACKNOWLEDGEMENT = '\u0003'

/** Where the source keeps the commitment: `clientId ‖ 01 ‖ BE64(sequence)`. */
export function commitmentKey(sourceClient: string, sequence: number): StoreKey {
  return rawKey(sourceClient, COMMITMENT, sequence)
}

/** Where the destination keeps the receipt: `clientId ‖ 02 ‖ BE64(sequence)`. */
export function receiptKey(destinationClient: string, sequence: number): StoreKey {
  return rawKey(destinationClient, RECEIPT, sequence)
}

/** Where the destination keeps the acknowledgement: `clientId ‖ 03 ‖ BE64(sequence)`. */
export function acknowledgementKey(destinationClient: string, sequence: number): StoreKey {
  return rawKey(destinationClient, ACKNOWLEDGEMENT, sequence)
}

/** First part of all commitment, receipt or acknowledgement keys of a client. */
export function rawPrefix(clientId: string, kind: 'commitment' | 'receipt' | 'acknowledgement'): StoreKey {
  return clientId + { commitment: COMMITMENT, receipt: RECEIPT, acknowledgement: ACKNOWLEDGEMENT }[kind]
}

/** Bytes of a store key, for proofs. */
export function keyBytes(key: StoreKey): Uint8Array {
  return latin1Encode(key)
}

function rawKey(clientId: string, kind: string, sequence: number): StoreKey {
  return clientId + kind + latin1Decode(be64(sequence))
}
