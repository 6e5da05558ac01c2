/** Part of the interface: append, never rename. */
export const ADAPTER_CODES = [
  /** Nothing left this machine: may be sent again. */
  'NOT_SENT',
  /** It may have been booked: ask by number. */
  'OUTCOME_UNKNOWN',
  /** The institution refused and booked nothing. */
  'REFUSED',
  'ANSWER_MALFORMED',
  'REQUEST_CHANGED',
  'REQUEST_BODY_MISSING',
  'JOURNAL_DAMAGED',
  'LIST_UNSORTED',
  'FOLDER_FULL',
  'CERTIFICATE_TOOL',
] as const
export type AdapterCode = (typeof ADAPTER_CODES)[number]

export type AdapterFacts = Readonly<Record<string, string | number>>

/** Facts hold request numbers, codes and counts, never what a request or an answer says. */
export class AdapterError extends Error {
  override readonly name = 'AdapterError'
  readonly code: AdapterCode
  readonly facts: AdapterFacts

  constructor(code: AdapterCode, facts: AdapterFacts = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.code = code
    this.facts = facts
  }
}
