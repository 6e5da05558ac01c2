import type { Deposit, Platform } from '../state.ts'

/**
 * What a check of a digest finds (rulebook 2.7). The ledger gives the first six; the last three are found by whoever
 * fetches and checks the proof, on this chain or on the foreign one that the submitter names.
 */
export const DEPOSIT_RESULTS = [
  'MATCH_ANCHORED',
  'ANCHOR_AFTER_EVENT',
  'SUPERSEDED',
  'REVOKED',
  'HASH_MISMATCH',
  'NO_ANCHOR',
  'MATCH_ANCHOR_ON_FOREIGN_CHAIN',
  'CHAIN_UNREACHABLE',
  'PROOF_INVALID',
] as const
export type DepositResult = (typeof DEPOSIT_RESULTS)[number]

/** What the result never says. */
export const DEPOSIT_NOT_PROVED = ['TRUTH_BEFORE_CHAIN', 'CONTENT', 'AUTHORSHIP', 'CROSS_EXAMINATION'] as const

export type DepositCheck = {
  readonly result: DepositResult
  readonly depositId: string
  readonly kind: Deposit['kind']
  readonly depositedAtMs: number
  /** From the fact that it shall prove to the deposit; null where no fact is stated. */
  readonly delayMs: number | null
  readonly supersededBy: string | null
  readonly revocation: Deposit['revocation']
  readonly foreignAnchor: Deposit['foreignAnchor']
  readonly interest: Deposit['interest']
  readonly platform: Pick<Platform, 'platformId' | 'operatorCode' | 'filingNumber' | 'standards'> | null
  readonly contested: boolean
}

/** Judges one deposit against a digest. `factAtMs` is the fact as the checking person states it. */
export function checkDeposit(
  deposit: Deposit,
  platform: Platform | undefined,
  digest: string,
  factAtMs: number | null = deposit.factAtMs,
): DepositCheck {
  const { depositId, kind, depositedAtMs, supersededBy, revocation, foreignAnchor, interest } = deposit
  const delayMs = factAtMs === null ? null : depositedAtMs - factAtMs
  return {
    result: resultOf(deposit, digest, delayMs),
    depositId,
    kind,
    depositedAtMs,
    delayMs,
    supersededBy,
    revocation,
    foreignAnchor,
    interest,
    platform:
      platform === undefined
        ? null
        : {
            platformId: platform.platformId,
            operatorCode: platform.operatorCode,
            filingNumber: platform.filingNumber,
            standards: platform.standards,
          },
    contested: deposit.objections > 0,
  }
}

function resultOf(deposit: Deposit, digest: string, delayMs: number | null): DepositResult {
  if (deposit.digest !== digest) return 'HASH_MISMATCH'
  if (deposit.state !== 'STANDING') return deposit.state
  return delayMs !== null && delayMs > 0 ? 'ANCHOR_AFTER_EVENT' : 'MATCH_ANCHORED'
}

/** Of several deposits of one file the best speaks; none: nothing is anchored. */
export function overallResult(checks: readonly Pick<DepositCheck, 'result'>[]): DepositResult {
  return DEPOSIT_RESULTS.find((result) => checks.some((check) => check.result === result)) ?? 'NO_ANCHOR'
}

/** Of the digests of one file, that which the deposit is to be held against: it states one, by one algorithm. */
export function digestFor({ digest }: Pick<Deposit, 'digest'>, digests: readonly string[]): string {
  const algorithm = digest.slice(0, digest.indexOf(':') + 1)
  return digests.find((one) => one.startsWith(algorithm)) ?? digests[0] ?? ''
}
