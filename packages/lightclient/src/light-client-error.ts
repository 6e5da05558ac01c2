/** Why a header, a commit or evidence was refused: one reason, one code. Append, never rename. */
export type LightClientErrorCode =
  | 'TRUST_OPTIONS'
  | 'TRUST_EXPIRED'
  | 'HEADER_MALFORMED'
  | 'COMMIT_MALFORMED'
  | 'VALIDATORS_MALFORMED'
  | 'VALIDATOR_DUPLICATE'
  | 'CHAIN_ID'
  | 'HEIGHT_NOT_GREATER'
  | 'HEIGHT_NOT_ADJACENT'
  | 'HEIGHT_ADJACENT'
  | 'TIME_NOT_GREATER'
  | 'HEADER_FROM_FUTURE'
  | 'COMMIT_HEIGHT'
  | 'COMMIT_BLOCK_ID'
  | 'COMMIT_SIZE'
  | 'COMMIT_ADDRESS'
  | 'VALIDATORS_HASH'
  | 'NEXT_VALIDATORS_HASH'
  | 'TRUSTED_VALIDATORS_ABSENT'
  | 'TRUSTED_VALIDATORS_HASH'
  | 'DUPLICATE_SIGNATURE'
  | 'WRONG_SIGNATURE'
  | 'NOT_ENOUGH_TRUST'
  | 'NOT_ENOUGH_POWER'
  | 'NO_MISBEHAVIOUR'
  | 'BLOCKS_UNORDERED'

export type LightClientFacts = Readonly<Record<string, string | number>>

/**
 * A refused header, commit or piece of evidence. `NOT_ENOUGH_TRUST` says that a header between the two may lead on; every
 * other code is final for this header and this trusted state.
 */
export class LightClientError extends Error {
  override readonly name = 'LightClientError'
  readonly code: LightClientErrorCode
  readonly facts: LightClientFacts

  constructor(code: LightClientErrorCode, facts: LightClientFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}
