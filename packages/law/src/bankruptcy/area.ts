import { administratorFeeCap } from './administrator-fee-cap.ts'
import { claimInterest } from './claim-interest.ts'
import { claimPeriod } from './claim-period.ts'
import { clawback } from './clawback.ts'
import { deadline } from './deadline.ts'
import { distribute } from './distribute.ts'
import { failedVotePath } from './failed-vote-path.ts'
import { planOutcome } from './plan-outcome.ts'
import { recourseClaims } from './recourse-claims.ts'
import { setOff } from './set-off.ts'
import { tallyVote } from './tally-vote.ts'
import { voteProcedure } from './vote-procedure.ts'

/** Bankruptcy (破产). */
export const bankruptcy = {
  deadline,
  claimPeriod,
  claimInterest,
  recourseClaims,
  tallyVote,
  planOutcome,
  voteProcedure,
  distribute,
  clawback,
  setOff,
  administratorFeeCap,
  failedVotePath,
}
