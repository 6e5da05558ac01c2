import { base64Decode, base64Encode, CodecError, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { CryptoError, parseKey } from '@xiezhi/crypto'
import type { Crypto, Signer } from '@xiezhi/crypto'

/** Signature over the canonical bytes of a statement, as text. */
export function signStatement(signer: Signer, statement: Json): string {
  return base64Encode(signer.sign(encodeCanonical(statement)))
}

/** Whether the key, given as text, signed the statement. Texts that are no key or signature come from others: they did not. */
export function isSignedBy(crypto: Crypto, key: string, statement: Json, signature: string): boolean {
  try {
    const { algorithm, bytes: publicKey } = parseKey(key)
    const check = { algorithm, publicKey, message: encodeCanonical(statement), signature: base64Decode(signature) }
    return crypto.verifyMany([check])[0] === true
  } catch (error) {
    if (error instanceof CodecError || error instanceof CryptoError) return false
    throw error
  }
}
