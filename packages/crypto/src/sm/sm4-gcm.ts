import { concatBytes } from '@xiezhi/codec'
import { sm4 } from 'sm-crypto-v2'
import type { OpenInput, SealInput } from '../crypto.ts'

const TAG_BYTES = 16

/** RFC 8998 SM4-GCM: ciphertext followed by its tag. */
export function sm4GcmSeal({ key, nonce, plaintext, associatedData }: SealInput): Uint8Array {
  const box = sm4.encrypt(plaintext, key, { mode: 'gcm', output: 'array', outputTag: true, iv: nonce, associatedData })
  return concatBytes(box.output, box.tag as Uint8Array)
}

/** The plaintext, or null if the tag does not fit. */
export function sm4GcmOpen({ key, nonce, sealed, associatedData }: OpenInput): Uint8Array | null {
  const cut = sealed.length - TAG_BYTES
  const tag = sealed.subarray(cut)
  try {
    return sm4.decrypt(sealed.subarray(0, cut), key, { mode: 'gcm', output: 'array', iv: nonce, associatedData, tag })
  } catch {
    // The library checks the tag before it decrypts and throws only when the tag does not fit.
    return null
  }
}
