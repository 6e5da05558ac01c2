import { randomBytes } from 'node:crypto'
import { base64Decode, base64Encode, concatBytes, utf8Decode, utf8Encode } from '@xiezhi/codec'
import type { Suite } from '@xiezhi/crypto'

const NONCE_BYTES = 12

/** Texts of a database under a key that lies apart from it, each bound to what it is about. */
export class SealedText {
  readonly #algorithms: Suite
  readonly #key: Uint8Array

  /** `key`: 32 bytes. */
  constructor(algorithms: Suite, key: Uint8Array) {
    this.#algorithms = algorithms
    this.#key = algorithms.aead === 'sm4-gcm' ? key.subarray(0, 16) : key
  }

  seal(text: string, about: string): string {
    const nonce = new Uint8Array(randomBytes(NONCE_BYTES))
    const sealed = this.#algorithms.seal({
      key: this.#key,
      nonce,
      plaintext: utf8Encode(text),
      associatedData: utf8Encode(about),
    })
    return base64Encode(concatBytes(nonce, sealed))
  }

  /** @throws CryptoError OPEN_FAILED */
  open(sealed: string, about: string): string {
    const bytes = base64Decode(sealed)
    const plaintext = this.#algorithms.open({
      key: this.#key,
      nonce: bytes.subarray(0, NONCE_BYTES),
      sealed: bytes.subarray(NONCE_BYTES),
      associatedData: utf8Encode(about),
    })
    return utf8Decode(plaintext)
  }
}
