/** Why a document of the interface was refused. Part of the interface: append, never rename. */
export const CONTROL_INTERFACE_CODES = [
  'JSON_SYNTAX',
  'JSON_BYTES',
  'JSON_DUPLICATE_KEY',
  'FIELD_MISSING',
  'FIELD_UNKNOWN',
  'FIELD_TYPE',
  'FIELD_LENGTH',
  'FIELD_FORMAT',
  'FIELD_RANGE',
  'FIELD_CODE',
  'RULING_MISSING',
  'ITEMS_MISSING',
  'ITEMS_NOT_ALLOWED',
  'SEQ_REPEATED',
  'ASSET_MISSING',
  'AMOUNT_MISSING',
  'UNITS_MISSING',
  'TERM_MISSING',
  'TERM_REVERSED',
  'PRIOR_REQUEST_MISSING',
  'TARGET_MISSING',
  'CONTROL_NOT_SUPPORTED',
  'BATCH_HEADER',
  'BATCH_RECORD',
  'BATCH_CUT',
  'BATCH_COUNT',
  'BATCH_DIGEST',
  'BATCH_MAC',
  'BATCH_NAME',
] as const
export type ControlInterfaceCode = (typeof CONTROL_INTERFACE_CODES)[number]

export const CONTROL_INTERFACE = 'control-interface'

export interface RefusalFacts {
  /** JSON pointer (RFC 6901) in interface keys. */
  readonly path: string
  readonly expected: string
  /** Type and size of what was found, never its text: it may be a number of a person or an account. */
  readonly seen: string
}

/** The only error of this package. */
export class ControlInterfaceError extends Error {
  override readonly name = 'ControlInterfaceError'
  readonly codespace = CONTROL_INTERFACE
  readonly code: ControlInterfaceCode
  readonly facts: RefusalFacts

  constructor(code: ControlInterfaceCode, facts: RefusalFacts) {
    super(`${code} at ${facts.path === '' ? '/' : facts.path}: ${facts.expected}, seen ${facts.seen}`)
    this.code = code
    this.facts = facts
  }
}

export function seenOf(value: unknown): string {
  if (typeof value === 'string') return `string of ${value.length} characters`
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `list of ${value.length} items`
  return typeof value === 'object' ? `object of ${Object.keys(value).length} keys` : typeof value
}

export function refuse(code: ControlInterfaceCode, path: string, expected: string, value: unknown): never {
  throw new ControlInterfaceError(code, { path, expected, seen: seenOf(value) })
}
