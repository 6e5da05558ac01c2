import { encodeCanonical, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto, PublicKey, Suite } from '@xiezhi/crypto'

const FORMAT = 'xiezhi/index-binding/v1'

/** What the authority asserts: this index key was made of the value behind this commitment. */
export interface Binding {
  readonly purpose: string
  readonly epoch: number
  readonly indexKey: string
  readonly commitment: string
}

export function bindingBytes(authority: string, { purpose, epoch, indexKey, commitment }: Binding): Uint8Array {
  return encodeCanonical({ format: FORMAT, authority, purpose, epoch, indexKey, commitment })
}

export interface BindingCheck {
  readonly authority: string
  readonly authorityKey: PublicKey
  readonly binding: Binding
  readonly signature: Uint8Array
  /** Disclosed to the auditor. */
  readonly epochKey: Uint8Array
  /** Text of the disclosure behind the commitment, and its value. */
  readonly disclosure: { readonly text: string; readonly value: Json }
}

/** `FALSE`: signed by the authority and wrong, so the signature itself is the proof. `UNSIGNED`: proves nothing. */
export function judgeBinding(crypto: Crypto, algorithms: Suite, check: BindingCheck): 'TRUE' | 'FALSE' | 'UNSIGNED' {
  const { authority, authorityKey, binding, signature, epochKey, disclosure } = check
  const message = bindingBytes(authority, binding)
  const { algorithm, bytes: publicKey } = authorityKey
  const [signed] = crypto.verifyMany([{ algorithm, publicKey, message, signature }])
  if (signed !== true) return 'UNSIGNED'
  const { purpose, epoch } = binding
  const value = encodeCanonical({ purpose, epoch, value: disclosure.value })
  const expected = hexEncode(crypto.hmac(algorithms.digestAlgorithm, epochKey, value))
  const committed = algorithms.digest(utf8Encode(disclosure.text)) === binding.commitment
  return committed && expected === binding.indexKey ? 'TRUE' : 'FALSE'
}
