/** Why a record or a document was refused. Part of the interface: append, never rename. */
export const CREDIT_INTERFACE_CODES = [
  'FIELD_MISSING',
  'FIELD_UNKNOWN',
  'FIELD_TYPE',
  'FIELD_LENGTH',
  'FIELD_FORMAT',
  'FIELD_RANGE',
  'FIELD_CODE',
  /** A field of units in a record of a natural person, or the other way round. */
  'FIELD_NOT_ALLOWED',
  /** A record without a term counts as expired (R26-03). */
  'TERM_MISSING',
  'TERM_REVERSED',
  'SET_UNKNOWN',
  'LIST_OTHER',
  /** The subscription tells less than the field set needs. */
  'SCOPE_TOO_NARROW',
  /** The annex is about another entry. */
  'ENTRY_OTHER',
  'ANNEX_MALFORMED',
  'DOCUMENT_MALFORMED',
] as const
export type CreditInterfaceCode = (typeof CREDIT_INTERFACE_CODES)[number]

export interface CreditInterfaceFacts {
  /** JSON pointer (RFC 6901) in keys of the interface. */
  readonly path: string
  readonly expected: string
  /** Type and size of what was found, never its text: it may be a name or a number. */
  readonly seen: string
}

/** The only error of this package. */
export class CreditInterfaceError extends Error {
  override readonly name = 'CreditInterfaceError'
  readonly codespace = 'credit-interface'
  readonly code: CreditInterfaceCode
  readonly facts: CreditInterfaceFacts

  constructor(code: CreditInterfaceCode, facts: CreditInterfaceFacts) {
    super(`${code} at ${facts.path === '' ? '/' : facts.path}: ${facts.expected}, seen ${facts.seen}`)
    this.code = code
    this.facts = facts
  }
}

export function refuse(code: CreditInterfaceCode, path: string, expected: string, value: unknown): never {
  throw new CreditInterfaceError(code, { path, expected, seen: seenOf(value) })
}

function seenOf(value: unknown): string {
  if (typeof value === 'string') return `string of ${Array.from(value).length} characters`
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `list of ${value.length} items`
  return typeof value === 'object' ? `object of ${Object.keys(value).length} keys` : typeof value
}
