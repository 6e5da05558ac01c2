import { latin1Encode } from '@xiezhi/codec'
import type { StoreKey } from '@xiezhi/kernel'

export { acknowledgementKey, commitmentKey, packetKeyPrefix as rawPrefix, receiptKey } from '@xiezhi/merkle'

/** Bytes of a store key, for proofs. */
export function keyBytes(key: StoreKey): Uint8Array {
  return latin1Encode(key)
}
