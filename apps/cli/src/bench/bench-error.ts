export type BenchErrorCode = 'BENCH_UNKNOWN' | 'CHILD_FAILED' | 'WORK_REFUSED' | 'ANSWER_LATE'

/** A measurement that did not come about; a figure from it would mean nothing. */
export class BenchError extends Error {
  readonly code: BenchErrorCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: BenchErrorCode, facts: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.name = 'BenchError'
    this.code = code
    this.facts = facts
  }
}
