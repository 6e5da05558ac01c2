/** Why bytes, text or a value were refused. Part of the interface: append, never rename. */
export type CodecErrorCode =
  | 'UTF8_INVALID'
  | 'TEXT_INVALID'
  | 'LATIN1_INVALID'
  | 'HEX_INVALID'
  | 'BASE64_INVALID'
  | 'INTEGER_RANGE'
  | 'BYTES_TRUNCATED'
  | 'JSON_SYNTAX'
  | 'JSON_TYPE'
  | 'JSON_NUMBER'
  | 'JSON_TEXT'
  | 'JSON_DEPTH'
  | 'JSON_BYTES'
  | 'JSON_DUPLICATE_KEY'
  | 'JSON_NOT_CANONICAL'
  | 'PROTO_INVALID'
  | 'SCHEMA_MISMATCH'
  | 'SCHEMA_DEFINITION'

export type CodecFacts = Readonly<Record<string, string | number>>

/**
 * The only error that this package throws.
 *
 * Facts never hold the text of a refused string, because that text may be personal data; they hold positions, sizes
 * and types.
 */
export class CodecError extends Error {
  override readonly name = 'CodecError'
  readonly code: CodecErrorCode
  readonly facts: CodecFacts

  constructor(code: CodecErrorCode, facts: CodecFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}
