import type { Json } from '@xiezhi/codec'

export type SdkErrorCode =
  | 'CONNECTION_CLOSED'
  | 'CONNECTION_FAILED'
  | 'ANSWER_LATE'
  | 'ANSWER_MALFORMED'
  | 'RPC_ERROR'
  | 'TX_REFUSED'
  | 'TX_NOT_INCLUDED'
  | 'QUERY_REFUSED'
  | 'CONFIRMATION_REFUSED'
  | 'BLOCK_UNAVAILABLE'
  | 'RECORD_ABSENT'
  | 'PROOF_INVALID'
  | 'SCENARIO_CLOCK_INVALID'

/** Something between the caller and a zone went wrong, or the zone refused. `facts` say which codespace and code. */
export class SdkError extends Error {
  readonly code: SdkErrorCode
  readonly facts: Readonly<Record<string, Json>>

  constructor(code: SdkErrorCode, facts: Readonly<Record<string, Json>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.name = 'SdkError'
    this.code = code
    this.facts = facts
  }
}
