import { formatDigest, pureCrypto } from '@xiezhi/crypto'

/** Digest of a document as ledgers write it. */
export function digestOf(algorithm: 'sha256' | 'sm3', bytes: Uint8Array): string {
  return formatDigest({ algorithm, bytes: pureCrypto[algorithm](bytes) })
}
