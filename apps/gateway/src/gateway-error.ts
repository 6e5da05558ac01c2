import type { Json } from '@xiezhi/codec'
import type { ProblemCode } from './problem-codes.ts'

export type Facts = Readonly<Record<string, Json>>

/** A failure with a registered code; texts and HTTP status follow from it (`problems.ts`). */
export class GatewayError extends Error {
  readonly code: ProblemCode
  readonly facts: Facts

  constructor(code: ProblemCode, facts: Facts = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.name = 'GatewayError'
    this.code = code
    this.facts = facts
  }
}
