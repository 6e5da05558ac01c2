import { CometError, validateCommit, type Commit } from '@xiezhi/comet'
import { LightClientError, type LightClientErrorCode } from './light-client-error.ts'

/** Runs a check of CometBFT's own; its refusal becomes `code`, with CometBFT's code as the fact `reason`. */
export function checkShape(code: LightClientErrorCode, validate: () => void): void {
  try {
    validate()
  } catch (error) {
    if (error instanceof CometError) throw new LightClientError(code, { ...error.facts, reason: error.code })
    throw error
  }
}

/** Throws `COMMIT_MALFORMED {reason}`. */
export function checkCommitShape(commit: Commit): void {
  checkShape('COMMIT_MALFORMED', () => validateCommit(commit))
}
