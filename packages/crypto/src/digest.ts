import { hexDecode, hexEncode } from '@xiezhi/codec'
import { CryptoError } from './crypto-error.ts'
import type { HashAlgorithm } from './crypto.ts'

declare const digestMark: unique symbol

/** `sha256:` or `sm3:` and 64 lower-case hexadecimal digits. Two digests of one text under different algorithms differ as texts. */
export type Digest = string & { readonly [digestMark]: true }

export interface DigestParts {
  readonly algorithm: HashAlgorithm
  /** 32 bytes. */
  readonly bytes: Uint8Array
}

const DIGEST_TEXT = /^(sha256|sm3):([0-9a-f]{64})$/

/** The text of 32 bytes. Throws `DIGEST_TEXT_INVALID` for another length. */
export function formatDigest({ algorithm, bytes }: DigestParts): Digest {
  if (bytes.length !== 32) throw new CryptoError('DIGEST_TEXT_INVALID', { expected: 32, seen: bytes.length })
  return `${algorithm}:${hexEncode(bytes)}` as Digest
}

/** Algorithm and bytes of a digest text. Throws `DIGEST_TEXT_INVALID`. */
export function parseDigest(text: string): DigestParts {
  const match = DIGEST_TEXT.exec(text)
  if (match === null) throw new CryptoError('DIGEST_TEXT_INVALID', { length: text.length })
  return { algorithm: match[1] as HashAlgorithm, bytes: hexDecode(match[2] as string) }
}

/** Whether a text is a digest in its one form. */
export function isDigest(text: string): text is Digest {
  return DIGEST_TEXT.test(text)
}
