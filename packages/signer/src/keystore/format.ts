import {
  base64Decode,
  CodecError,
  decodeCanonical,
  encodeCanonical,
  enumeration,
  hexBytes,
  integer,
  literal,
  object,
  string,
} from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { SignerError } from '../signer-error.ts'

export const KEYSTORE_FORMAT = 'xiezhi/keystore/v1'
export const KEYSTORE_BYTES_MAX = 8 * 1024
export const SALT_BYTES = 32
/** The least that a file may have: 4 MiB and some 0.01 s a guess. Only who has the key can write a file that costs less. */
export const COST_LOG2_MIN = 12
/** Length of the key check value: tells a wrong passphrase from a changed file. */
export const CHECK_BYTES = 16

const id = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })

/** Whom a key serves: a person, or one of the programs that act for an authority. */
export const KEY_USES = ['officer', 'relayer', 'gateway', 'lookups'] as const
export type KeyUse = (typeof KEY_USES)[number]

export const headerSchema = object({
  format: literal(KEYSTORE_FORMAT),
  suite: enumeration(['intl', 'sm']),
  organisation: id,
  officer: id,
  use: enumeration(KEY_USES),
  /** Key text of the public key (spec 02). */
  key: string({ bytesMin: 68, bytesMax: 80, pattern: /^(ed25519|p256|sm2):[0-9a-f]+$/ }),
  kdf: object({
    name: literal('scrypt'),
    /** Bounds keep a planted file from using up the machine, or from being cheap to guess. */
    costLog2: integer({ min: COST_LOG2_MIN, max: 20 }),
    blockSize: literal(8),
    parallel: literal(1),
    salt: hexBytes(SALT_BYTES),
  }),
  check: hexBytes(CHECK_BYTES),
  nonce: hexBytes(12),
  createdAtMs: integer({ min: 0 }),
})
export type KeystoreHeader = Infer<typeof headerSchema>

const fileSchema = object({
  header: headerSchema,
  /** Base64 of ciphertext and tag over the 32 bytes of the secret; the canonical header is authenticated with it. */
  sealed: string({ bytesMin: 64, bytesMax: 64 }),
  /** Of header and sealed bytes: finds a damaged disk. It is not keyed and proves nothing about intent. */
  digest: string({ bytesMin: 68, bytesMax: 71 }),
})
export type KeystoreFile = Infer<typeof fileSchema>

/** What the seal authenticates. */
export function headerBytes(header: KeystoreHeader): Uint8Array {
  return encodeCanonical(header)
}

export function encodeKeystore(header: KeystoreHeader, sealed: string): Uint8Array {
  return encodeCanonical({ header: header as Json, sealed, digest: fileDigest(header, sealed) })
}

/** @throws SignerError KEYSTORE_FORMAT, KEYSTORE_DAMAGED */
export function decodeKeystore(bytes: Uint8Array): { readonly header: KeystoreHeader; readonly sealed: Uint8Array } {
  let file: KeystoreFile
  let sealed: Uint8Array
  try {
    file = fileSchema.parse(decodeCanonical(bytes, { bytesMax: KEYSTORE_BYTES_MAX }))
    sealed = base64Decode(file.sealed)
  } catch (error) {
    if (error instanceof CodecError) throw new SignerError('KEYSTORE_FORMAT', { reason: error.code })
    throw error
  }
  if (file.digest !== fileDigest(file.header, file.sealed)) throw new SignerError('KEYSTORE_DAMAGED')
  return { header: file.header, sealed }
}

function fileDigest(header: KeystoreHeader, sealed: string): string {
  return suite(nodeCrypto, header.suite satisfies SuiteId).digest(encodeCanonical({ header: header as Json, sealed }))
}
