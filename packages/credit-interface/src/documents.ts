import {
  array,
  CodecError,
  encodeCanonical,
  enumeration,
  hexEncode,
  integer,
  json,
  nullable,
  object,
  optional,
  string,
} from '@xiezhi/codec'
import type { Infer, Schema } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { CreditInterfaceError, refuse } from './credit-interface-error.ts'
import { checkRecord } from './field-set.ts'
import type { CreditFieldSet, CreditRecord } from './field-set.ts'

/** Of a document of this interface; a longer one is not read. */
export const CREDIT_DOCUMENT_BYTES_MAX = 262_144
/** Records of one page of a list. */
export const LIST_ROWS_MAX = 1_000
const RECORD_BYTES_MAX = 65_536

const recordId = string({ bytesMin: 32, bytesMax: 32, pattern: /^[0-9a-f]{32}$/ })
const revision = integer({ min: 0, max: 1_000_000 })
const code = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Z][A-Z0-9_]*$/ })
const digest = string({ bytesMin: 68, bytesMax: 71, pattern: /^(sha256|sm3):[0-9a-f]{64}$/ })

/** Show this record, or show it as it is now. Done once for each record and revision. */
export const putSchema = object({
  set: string({ bytesMin: 1, bytesMax: 64 }),
  record: json({ bytesMax: RECORD_BYTES_MAX }),
})
/** Delete it and every copy of it. `revision`: the last that was sent. */
export const deleteSchema = object({ recordId, revision })
export const statusSchema = object({ recordId })
export const listSchema = object({ after: optional(recordId), limit: integer({ min: 1, max: LIST_ROWS_MAX }) })
/** As the public asks: name and number both, never a name alone (rulebook 26.5). */
export const searchSchema = object({
  name: string({ bytesMin: 1, bytesMax: 800 }),
  number: string({ bytesMin: 1, bytesMax: 128 }),
})

/** `HIDDEN`: held and not shown, while it is lifted for a time. */
export const STANDINGS = ['SHOWN', 'HIDDEN', 'ABSENT'] as const
/** How a record stands at the platform: the answer to `put`, `delete` and `status` alike. */
export const standingSchema = object({
  recordId,
  state: enumeration(STANDINGS),
  revision: nullable(revision),
  digest: nullable(digest),
})
export type Standing = Infer<typeof standingSchema>

export const heldRowSchema = object({ recordId, revision })
export type HeldRow = Infer<typeof heldRowSchema>
export const heldPageSchema = object({ items: array(heldRowSchema, { max: LIST_ROWS_MAX }), next: nullable(recordId) })
export const foundSchema = object({ records: array(json({ bytesMax: RECORD_BYTES_MAX }), { max: 100 }) })
/** Instead of an answer: nothing was done. */
export const creditRefusalSchema = object({
  codespace: string({ bytesMin: 1, bytesMax: 32, pattern: /^[a-z][a-z-]*$/ }),
  code,
  path: optional(string({ bytesMin: 1, bytesMax: 256 })),
})
export type CreditRefusal = Infer<typeof creditRefusalSchema>

/** @throws CreditInterfaceError DOCUMENT_MALFORMED */
export function readDocument<T>(schema: Schema<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    const isOurs = error instanceof CodecError
    if (!isOurs && !(error instanceof SyntaxError)) throw error
    const path = isOurs ? String(error.facts['path'] ?? '') : ''
    throw new CreditInterfaceError('DOCUMENT_MALFORMED', {
      path,
      expected: 'a document',
      seen: isOurs ? error.code : 'no JSON',
    })
  }
}

/** A record that somebody sends for one of these sets. @throws CreditInterfaceError */
export function recordIn(
  sets: readonly CreditFieldSet[],
  { set: name, record }: Infer<typeof putSchema>,
): { readonly set: CreditFieldSet; readonly record: CreditRecord } {
  const set = sets.find((one) => one.name === name)
  if (set === undefined) return refuse('SET_UNKNOWN', '/set', 'a set of this platform', name)
  return { set, record: checkRecord(set, record) }
}

/** By which both sides see whether they mean the same content. */
export function recordDigest(crypto: Pick<Crypto, 'sha256'>, record: CreditRecord): string {
  return `sha256:${hexEncode(crypto.sha256(encodeCanonical(record)))}`
}
