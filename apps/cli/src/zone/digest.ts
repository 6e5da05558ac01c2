import { randomBytes } from 'node:crypto'
import { utf8Encode } from '@xiezhi/codec'
import { suite } from '@xiezhi/crypto'
import type { Digest } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'

const SALT_BYTES = 16

/** `sha256:` of bytes. */
export const digestOf: (bytes: Uint8Array) => Digest = suite(nodeCrypto, 'intl').digest

/** The digits of a digest without the name of its algorithm. */
export function digestHex(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1)
}

/** 16 random bytes in hexadecimal. */
export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('hex')
}

/** `sha256:` of a salted text under a name: without the salt nothing can be guessed. */
export function saltedDigest(salt: string, name: string, value: string): Digest {
  return digestOf(utf8Encode(JSON.stringify([salt, name, value])))
}
