import { randomBytes } from 'node:crypto'
import {
  array,
  base64UrlDecode,
  CodecError,
  decodeCanonical,
  encodeCanonical,
  literal,
  object,
  string,
} from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { parseDigest, suite } from '@xiezhi/crypto'
import type { Suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Disclosure } from '../fields/disclosure.ts'
import { VaultError } from '../vault-error.ts'
import { PADDED_BYTES_MAX } from './size-classes.ts'

const FORMAT = 'xiezhi/annex-content/v1'
const SALT_BYTES = 16
/** Of the plaintext. A credit report has some kilobytes. */
export const CONTENT_BYTES_MAX = PADDED_BYTES_MAX - 1
const FIELDS_MAX = 512

const contentSchema = object({
  format: literal(FORMAT),
  salt: string({ bytesMin: 22, bytesMax: 22 }),
  disclosures: array(string({ bytesMin: 4, bytesMax: CONTENT_BYTES_MAX }), { min: 1, max: FIELDS_MAX }),
})

/** Format of one document that has its salt inside. */
const DOCUMENT_FORMAT = /^xiezhi\/[a-z]{1,32}-annex\/v[0-9]{1,3}$/
/** Field under which a document lies in the vault of whoever has received it. */
export const DOCUMENT_FIELD = 'document'

export interface AnnexContent {
  readonly bytes: Uint8Array
  /** Salted digest that the sender's ledger commits to. */
  readonly digest: string
}

/** Of disclosures: with the salt and the disclosures the same bytes are made again. */
export interface SaltedContent extends AnnexContent {
  readonly salt: string
}

/**
 * What travels: the disclosures of the fields that the purpose needs, in their order, under a salt of their own; under a given
 * one where a ledger has committed to the content before.
 */
export function annexContent(
  algorithms: Suite,
  disclosures: readonly Pick<Disclosure, 'text'>[],
  salt = randomBytes(SALT_BYTES).toString('base64url'),
): SaltedContent {
  const texts = disclosures.map(({ text }) => text)
  const oversized = new VaultError('ANNEX_OVERSIZED', { bytesMax: CONTENT_BYTES_MAX })
  if (texts.reduce((sum, text) => sum + text.length, 0) > CONTENT_BYTES_MAX) throw oversized
  const bytes = encodeCanonical({ format: FORMAT, salt, disclosures: texts }, { bytesMax: 2 * CONTENT_BYTES_MAX })
  if (bytes.length > CONTENT_BYTES_MAX) throw oversized
  return { bytes, digest: algorithms.digest(bytes), salt }
}

/**
 * What travels where the ledger has committed to one document: its canonical bytes.
 * @throws VaultError ANNEX_OVERSIZED, ANNEX_MALFORMED, ANNEX_DIGEST
 */
export function documentContent(document: Json, digest: string): AnnexContent {
  if (!isDocument(document)) throw new VaultError('ANNEX_MALFORMED', { reason: 'format' })
  const bytes = encodeCanonical(document, { bytesMax: 2 * CONTENT_BYTES_MAX })
  if (bytes.length > CONTENT_BYTES_MAX) throw new VaultError('ANNEX_OVERSIZED', { bytesMax: CONTENT_BYTES_MAX })
  if (!isCommitted(bytes, digest)) throw new VaultError('ANNEX_DIGEST', { expected: digest })
  return { bytes, digest }
}

function isDocument(value: Json): boolean {
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  return typeof format === 'string' && DOCUMENT_FORMAT.test(format)
}

/** Whether bytes are those behind a committed digest, whichever of the two hashes it names. */
export function isCommitted(bytes: Uint8Array, digest: string): boolean {
  const { algorithm } = parseDigest(digest)
  return suite(nodeCrypto, algorithm === 'sm3' ? 'sm' : 'intl').digest(bytes) === digest
}

/** The fields of an annex; a document is one. @throws VaultError ANNEX_MALFORMED */
export function readContent(bytes: Uint8Array): readonly Pick<Disclosure, 'salt' | 'name' | 'value'>[] {
  try {
    const content = decodeCanonical(bytes, { bytesMax: CONTENT_BYTES_MAX })
    if (isDocument(content))
      return [{ salt: randomBytes(SALT_BYTES).toString('base64url'), name: DOCUMENT_FIELD, value: content }]
    const { disclosures } = contentSchema.parse(content)
    return disclosures.map((text) => {
      const [salt, name, value, ...more] = decodeCanonical(base64UrlDecode(text)) as readonly Json[]
      const fits = typeof salt === 'string' && typeof name === 'string' && value !== undefined && more.length === 0
      if (!fits) throw new VaultError('ANNEX_MALFORMED', { reason: 'disclosure' })
      return { salt, name, value }
    })
  } catch (error) {
    if (error instanceof CodecError) throw new VaultError('ANNEX_MALFORMED', { reason: error.code })
    throw error
  }
}
