import type { PublicKey } from '@xiezhi/crypto'

/** A key that can sign until it is destroyed: out of a keystore file, or in a token. */
export interface SigningKey {
  readonly key: PublicKey
  /** 64 bytes. @throws SignerError */
  sign(message: Uint8Array): Uint8Array
  destroy(): void
}
