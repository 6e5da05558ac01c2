/** Why bytes or a value are not what CometBFT v0.38 would produce. */
export type CometErrorCode =
  | 'TIME_INVALID'
  | 'HEADER_VERSION'
  | 'HEADER_CHAIN_ID'
  | 'HEADER_HEIGHT'
  | 'HEADER_HASH_BYTES'
  | 'HEADER_PROPOSER'
  | 'BLOCK_ID_INVALID'
  | 'COMMIT_HEIGHT'
  | 'COMMIT_ROUND'
  | 'COMMIT_EMPTY'
  | 'COMMIT_SIG_INVALID'
  | 'VALIDATOR_INVALID'
  | 'VALIDATOR_SET_EMPTY'
  | 'VALIDATOR_POWER'
  | 'VALIDATOR_CHANGE'
  | 'PROPOSER_INVALID'
  | 'SIGNED_HEADER_MISMATCH'
  | 'VALIDATORS_HASH_MISMATCH'
  | 'VOTE_INVALID'
  | 'EVIDENCE_INVALID'
  | 'BLOCK_HASH_MISMATCH'
  | 'JSON_INVALID'
  | 'PROTO_MISSING'
  | 'LIMIT'

export type CometFacts = Readonly<Record<string, string | number>>

export class CometError extends Error {
  readonly code: CometErrorCode
  readonly facts: CometFacts

  constructor(code: CometErrorCode, facts: CometFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.name = 'CometError'
    this.code = code
    this.facts = facts
  }
}
