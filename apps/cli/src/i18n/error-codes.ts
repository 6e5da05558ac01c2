/** Errors of the command line; each has a text and a cure in every language. */
export const ERROR_CODES = [
  'USAGE',
  'CONFIG_FIELD',
  'CONFIG_SYNTAX',
  'FILE_UNREADABLE',
  'JSON_INVALID',
  'PORT_IN_USE',
  'ALREADY_RUNNING',
  'NOT_SET_UP',
  'NOT_BUILT',
  'CHILD_ENDED',
  'START_TIMEOUT',
  'ZONE_UNREACHABLE',
  'LEDGER_REFUSED',
  'NOT_INCLUDED',
  'QUERY_REFUSED',
  'RPC_FAILED',
  'CASE_UNKNOWN',
  'CASE_NUMBER_INVALID',
  'LICENCE_INVALID',
  'LICENCE_UNKNOWN',
  'FIRM_NEEDED',
  'ANSWER_LATE',
  'PROOF_INVALID',
  'ANCHOR_MISSING',
  'KEY_UNREADABLE',
  'LAW_FUNCTION_UNKNOWN',
  'LAW_REFUSED',
  'CSV_ROW',
  'BENCH_UNKNOWN',
  'BENCH_FAILED',
  'DATE_INVALID',
  'DISPATCH_UNKNOWN',
  'OPENING_MISSING',
  'OPENING_WRONG',
  'OPENING_OTHER',
  'FALLBACK_NOT_NEEDED',
  'FALLBACK_UNKNOWN',
  'OBJECTION_UNKNOWN',
  'ZONE_UNKNOWN',
  'ALARM_ABSENT',
  'CONFIRMATION_REFUSED',
  'RELAYER_REFUSED',
  'NODE_REFUSED',
  'INTERNAL',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

  'STATE_VERSION',
export interface ErrorText {
  /** What was expected, what was seen, against which anchor. */
  readonly text: string
  /** What to do. */
  readonly cure: string
}
