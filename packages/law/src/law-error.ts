/** Why an input was refused: the closed list of the law functions. Part of the interface: append, never rename. */
export const LAW_ERROR_CODES = [
  'FORMAT_DATE',
  'FORMAT_TIMESTAMP',
  'FORMAT_NUMBER',
  'FORMAT_BOOLEAN',
  'FORMAT_ENUM',
  'FORMAT_MISSING',
  'FORMAT_FRACTION',
  'FORMAT_TYPE',
  'FORMAT_CASE_NUMBER',
  'FORMAT_CASE_SERIAL',
  'FORMAT_COURT_CODE',
  'FORMAT_RESIDENT_ID',
  'FORMAT_USCC',
  'FORMAT_LICENCE_NO',
  'FORMAT_PATENT_NUMBER',
  'FORMAT_UNIT_CODE',
  'AMOUNT_NEGATIVE',
  'AMOUNT_OUT_OF_RANGE',
  'AMOUNT_NOT_POSITIVE',
  'AMOUNT_OVER_TERM',
  'AMOUNT_DEDUCTION_EXCEEDS',
  'AMOUNT_LOCAL_ADJUSTMENT',
  'AMOUNT_SHARE_RANGE',
  'AMOUNT_SHARE_SUM',
  'AMOUNT_SUM_MISMATCH',
  'AMOUNT_OVERPAID',
  'DEADLINE_ORDER',
  'CLOCK_ORDER',
  'DEADLINE_EXTENSION_RANGE',
  'DEADLINE_PASSED',
  'DUP_ID',
  'STATE_CHAIN_BROKEN',
  'STATE_CYCLE_SINGULAR',
  'STATE_DISSOLVED',
  'STATE_EXTENSION_ORDER',
  'STATE_NO_GROUP',
  'STATE_NO_TERM',
  'STATE_OVERLAP',
  'STATE_PRIORITY_CONFLICT',
  'STATE_SAME_ENTITY',
  'STATE_SELF_HOLDING',
  'STATE_UNKNOWN_CREDITOR',
  'STATE_RANK_TIE',
  'LIMIT_EXCEEDED',
  'EXTERNAL_RATE_MISSING',
  'VERSION_PARAMETER_MISSING',
  'VERSION_CALENDAR_MISSING',
  'VERSION_SPLIT_REQUIRED',
] as const

export type LawErrorCode = (typeof LAW_ERROR_CODES)[number]

export type LawFacts = Readonly<Record<string, string | number | null>>

/**
 * A refusal: the input gets no verdict.
 *
 * `path` is a JSON pointer (RFC 6901) into the input, empty for the input as a whole. Facts hold what was expected and
 * the type and size of what was seen, never the text of it, because that text may be personal data.
 */
export class LawError extends Error {
  override readonly name = 'LawError'
  readonly code: LawErrorCode
  readonly path: string
  readonly facts: LawFacts

  constructor(code: LawErrorCode, path: string, facts: LawFacts = {}) {
    super(`${code} at "${path}" ${JSON.stringify(facts)}`)
    this.code = code
    this.path = path
    this.facts = facts
  }
}

/** Type and size of a value, without its content. */
export function seenOf(value: unknown): string {
  if (typeof value === 'string') return `text of ${value.length} characters`
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `list of ${value.length} items`
  return typeof value
}
