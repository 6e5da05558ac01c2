import { gcm } from '@noble/ciphers/aes.js'
import type { OpenInput, SealInput } from '../crypto.ts'

/** AES-256-GCM (NIST SP 800-38D): ciphertext followed by its tag. */
export function aesGcmSeal({ key, nonce, plaintext, associatedData }: SealInput): Uint8Array {
  return gcm(key, nonce, associatedData).encrypt(plaintext)
}

/** The plaintext, or null if the tag does not fit. */
export function aesGcmOpen({ key, nonce, sealed, associatedData }: OpenInput): Uint8Array | null {
  try {
    return gcm(key, nonce, associatedData).decrypt(sealed)
  } catch {
    // Sizes were checked before, so the tag is what did not fit.
    return null
  }
}
