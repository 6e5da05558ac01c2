import { CodecError, encodeCanonical, utf8Encode, concatBytes } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { formatCode } from './check/verification-code.ts'
import { DocumentError } from './document-error.ts'
import { templateOf } from './documents.ts'
import type { DocumentFields, DocumentKind } from './documents.ts'
import { fill } from './fill.ts'
import type { SheetBlock } from './fill.ts'
import type { Template } from './template.ts'

const CODE_DOMAIN = utf8Encode('xiezhi/document/v1\n')

/** A document as text, ready to be set on paper. */
export interface Sheet {
  readonly kind: DocumentKind
  readonly title: string
  readonly blocks: readonly SheetBlock[]
  /** Printed at the foot, with where anybody checks it. */
  readonly verificationCode: string
  readonly checkAt: string
  readonly signedOn: string
}

/**
 * The text of a document. The same fields give the same sheet. The code is keyed to the digest of kind, template and all
 * fields, so that it can stand on the paper whose digest is taken afterwards.
 * @throws DocumentError KIND_UNKNOWN, FIELD_MISSING, FIELD_INVALID, FIELD_UNKNOWN
 */
export function composeDocument<K extends DocumentKind>(
  crypto: Pick<Crypto, 'sm3'>,
  kind: K,
  fields: DocumentFields<K>,
): Sheet {
  const template = templateOf(kind)
  if (template === undefined) throw new DocumentError('KIND_UNKNOWN', {})
  const { signedOn, checkAt } = checkFields(template, fields)
  const content = { kind, version: template.version, fields: fields as unknown as Json }
  const digest = crypto.sm3(concatBytes(CODE_DOMAIN, encodeCanonical(content)))
  const blocks = fill(template.body, fields)
  return { kind, title: template.title.zh, blocks, verificationCode: formatCode(digest), checkAt, signedOn }
}

interface CommonFields {
  readonly signedOn: string
  readonly checkAt: string
}

/** Every template has these two; the schema has seen them. */
function checkFields(template: Template, fields: unknown): CommonFields {
  try {
    return template.fields.parse(fields) as CommonFields
  } catch (error) {
    if (error instanceof CodecError && error.code === 'SCHEMA_MISMATCH') throw refusalOf(error)
    throw error
  }
}

/** A blank, a null or an empty list in a mandatory field is a missing field. */
const NOTHING = /^(nothing|null|string of 0 characters|list of 0 items)$/

function refusalOf({ facts }: CodecError): DocumentError {
  const { path = '', expected = '', seen = '' } = facts
  if (String(expected).startsWith('no key but')) return new DocumentError('FIELD_UNKNOWN', { path, seen })
  return new DocumentError(NOTHING.test(String(seen)) ? 'FIELD_MISSING' : 'FIELD_INVALID', { path, expected, seen })
}
