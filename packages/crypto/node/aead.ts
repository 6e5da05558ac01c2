import { createCipheriv, createDecipheriv } from 'node:crypto'
import { concatBytes } from '@xiezhi/codec'
import type { OpenInput, SealInput } from '@xiezhi/crypto'

const TAG_BYTES = 16

export function aesGcmSeal({ key, nonce, plaintext, associatedData }: SealInput): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(associatedData)
  return concatBytes(cipher.update(plaintext), cipher.final(), cipher.getAuthTag())
}

export function aesGcmOpen({ key, nonce, sealed, associatedData }: OpenInput): Uint8Array | null {
  const cut = sealed.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(associatedData)
  decipher.setAuthTag(sealed.subarray(cut))
  const plaintext = decipher.update(sealed.subarray(0, cut))
  try {
    return concatBytes(plaintext, decipher.final())
  } catch {
    // final() throws when the tag does not fit; the bytes decrypted so far stay here.
    return null
  }
}
