/** Why no document was composed. Part of the interface: append, never rename. */
export const DOCUMENT_ERROR_CODES = [
  'KIND_UNKNOWN',
  'FIELD_MISSING',
  'FIELD_INVALID',
  'FIELD_UNKNOWN',
  'TEMPLATE_INVALID',
] as const
export type DocumentErrorCode = (typeof DOCUMENT_ERROR_CODES)[number]

/** Paths, expectations, types and sizes; never the text of a field: it may be a name or a number of a person. */
export type DocumentFacts = Readonly<Record<string, string | number>>

/** The only error of this package. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly code: DocumentErrorCode
  readonly facts: DocumentFacts

  constructor(code: DocumentErrorCode, facts: DocumentFacts) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}
