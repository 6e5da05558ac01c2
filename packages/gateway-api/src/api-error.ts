import type { Problem } from './schemas/problem.ts'

export type ClientErrorCode = 'OFFLINE' | 'ANSWER_MALFORMED'

/** What went wrong with a call: the gateway's problem, or that there was no gateway. Texts follow from code and facts. */
export class ApiError extends Error {
  /** The problem's, or that of the client. */
  readonly code: string
  /** 0 without an answer. */
  readonly status: number
  readonly facts: Readonly<Record<string, unknown>>
  readonly problem: Problem | null

  constructor(
    code: string,
    status: number,
    facts: Readonly<Record<string, unknown>>,
    problem: Problem | null,
    cause?: unknown,
  ) {
    super(`${code} ${status}`, cause === undefined ? undefined : { cause })
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.facts = facts
    this.problem = problem
  }
}
