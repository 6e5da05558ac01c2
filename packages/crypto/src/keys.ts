import { hexDecode, hexEncode } from '@xiezhi/codec'
import { admitKey } from './admission.ts'
import { CryptoError } from './crypto-error.ts'
import type { SignatureAlgorithm } from './crypto.ts'

declare const keyMark: unique symbol

/** `ed25519:` and 64, or `p256:` or `sm2:` and 66 lower-case hexadecimal digits of a public key in its one form. */
export type KeyText = string & { readonly [keyMark]: true }

export interface PublicKey {
  readonly algorithm: SignatureAlgorithm
  /** Ed25519: 32 bytes. P-256 and SM2: 33 bytes, compressed. */
  readonly bytes: Uint8Array
}

const KEY_TEXT = /^(?:(ed25519):([0-9a-f]{64})|(p256|sm2):([0-9a-f]{66}))$/

/** The text of a public key. Throws `PUBLIC_KEY_INVALID` for bytes that `verifyMany` would refuse whatever the signature. */
export function formatKey({ algorithm, bytes }: PublicKey): KeyText {
  requireKey(algorithm, bytes)
  return `${algorithm}:${hexEncode(bytes)}` as KeyText
}

/** Algorithm and bytes of a key text. Throws `KEY_TEXT_INVALID`, and `PUBLIC_KEY_INVALID` as `formatKey` does. */
export function parseKey(text: string): PublicKey {
  const match = KEY_TEXT.exec(text)
  if (match === null) throw new CryptoError('KEY_TEXT_INVALID', { length: text.length })
  const algorithm = (match[1] ?? match[3]) as SignatureAlgorithm
  const bytes = hexDecode((match[2] ?? match[4]) as string)
  requireKey(algorithm, bytes)
  return { algorithm, bytes }
}

function requireKey(algorithm: SignatureAlgorithm, bytes: Uint8Array): void {
  if (!admitKey(algorithm, bytes)) throw new CryptoError('PUBLIC_KEY_INVALID', { algorithm })
}
