import { base64Decode, base64Encode, CodecError, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { CryptoError, parseKey } from '@xiezhi/crypto'
import type { Crypto, SignatureCheck, Signer } from '@xiezhi/crypto'

/** Signature over the canonical bytes of a statement, as text. */
export function signStatement(signer: Signer, statement: Json): string {
  return base64Encode(signer.sign(encodeCanonical(statement)))
}

/** Whether the key, given as text, signed the statement. Texts that are no key or signature come from others: they did not. */
export function isSignedBy(crypto: Crypto, key: string, statement: Json, signature: string): boolean {
  const check = signatureCheck(key, signature, () => encodeCanonical(statement))
  return check !== undefined && crypto.verifyMany([check])[0] === true
}

/** What has to be verified of a signature in texts; undefined where they are no key or no signature, which nobody made. */
export function signatureCheck(key: string, signature: string, message: () => Uint8Array): SignatureCheck | undefined {
  try {
    const { algorithm, bytes: publicKey } = parseKey(key)
    return { algorithm, publicKey, message: message(), signature: base64Decode(signature) }
  } catch (error) {
    if (error instanceof CodecError || error instanceof CryptoError) return undefined
    throw error
  }
}
