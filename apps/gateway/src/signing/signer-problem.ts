import { SignerError } from '@xiezhi/signer'
import type { SignerErrorCode } from '@xiezhi/signer'
import { GatewayError } from '../gateway-error.ts'
import type { ProblemCode } from '../problem-codes.ts'

const CODES: Partial<Readonly<Record<SignerErrorCode, ProblemCode>>> = {
  PASSPHRASE_WRONG: 'SIGNER_PASSPHRASE',
  KEYSTORE_ABSENT: 'SIGNER_MISSING',
  HOLDER_NAME: 'SIGNER_MISSING',
  SIGNER_NOT_NAMED: 'SIGNER_MISSING',
  KEYSTORE_FORMAT: 'SIGNER_DAMAGED',
  KEYSTORE_DAMAGED: 'SIGNER_DAMAGED',
  KEYSTORE_TAMPERED: 'SIGNER_DAMAGED',
  LOCKED: 'SIGNER_LOCKED',
  UNLOCK_EXPIRED: 'SIGNER_LOCKED',
  ACT_NOT_SHOWN: 'SIGNER_NOT_SHOWN',
  ACT_NOT_IN_TIME: 'SIGNER_NOT_SHOWN',
  ACT_MALFORMED: 'INPUT_INVALID',
  PROPOSAL_MISSING: 'SUBJECT_UNKNOWN',
  PROPOSAL_MISMATCH: 'NOT_IN_FORCE',
}

/** Why nothing was signed, as the page is told; what else went wrong stays as it is. */
export function signerProblem(error: unknown): unknown {
  if (!(error instanceof SignerError)) return error
  const code = CODES[error.code]
  return code === undefined ? error : new GatewayError(code, { reason: error.code }, error)
}
