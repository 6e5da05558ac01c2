import { LawError } from '../law-error.ts'
import type { LawReading } from '../law-book/law-reading.ts'
import { addExact, compareExact, exactOf, exactZero, multiplyExact, roundHalfUp } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { cents, date, enumeration, exact, nullable, object, optional } from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'
import { COURT_LIMIT_PARAMETERS, courtLimit, PRIVATE_CAP_PARAMETERS, privateLendingCap } from './rate-cap.ts'

const VERDICTS = ['WITHIN_CAP', 'REDUCED', 'NO_INTEREST'] as const
const LENDER_KINDS = ['PRIVATE', 'LICENSED_FINANCIAL', 'LOCAL_FINANCIAL'] as const
type LenderKind = (typeof LENDER_KINDS)[number]

/** Civil Code arts. 670 and 680, Private Lending Provisions arts. 24–29. Sums are compared before they are rounded. */
export const interestCap = defineFunction({
  name: 'loan.interestCap',
  question: { zh: '约定利息在多大范围内受支持？', en: 'How much of the agreed interest is supported?' },
  rules: ['R24-01', 'R24-02', 'R24-03', 'R24-05', 'O-09'],
  parameters: [...PRIVATE_CAP_PARAMETERS, ...COURT_LIMIT_PARAMETERS],
  reasons: ['UPFRONT_INTEREST_DEDUCTED R24-01', 'ABOVE_CAP R24-03', 'INTEREST_NOT_AGREED R24-03', 'ABOVE_CAP R24-05'],
  errors: ['AMOUNT_DEDUCTION_EXCEEDS', 'VERSION_PARAMETER_MISSING'],
  decisiveDate: 'contractDate',
  input: object({
    lenderKind: enumeration(LENDER_KINDS),
    contractDate: date(),
    contractPrincipalCents: cents(),
    deductedUpfrontCents: cents(),
    agreedAnnualRate: nullable(exact()),
    termYears: exact(),
    feesCents: optional(cents()),
  }),
  output: judged(VERDICTS, {
    principalCents: cents(),
    capAnnualRate: nullable(exact()),
    claimedCents: cents(),
    limitCents: nullable(cents()),
    supportedCents: cents(),
  }),
  evaluate(input, law) {
    const { lenderKind, deductedUpfrontCents, agreedAnnualRate, termYears, feesCents } = input
    if (deductedUpfrontCents > input.contractPrincipalCents) {
      throw new LawError('AMOUNT_DEDUCTION_EXCEEDS', '/deductedUpfrontCents', { atMost: 'contractPrincipalCents' })
    }
    const principalCents = input.contractPrincipalCents - deductedUpfrontCents
    const capAnnualRate = capOf(law, lenderKind)
    const principalYears = multiplyExact(exactOf(principalCents), termYears)
    const interest = agreedAnnualRate === null ? exactZero : multiplyExact(principalYears, agreedAnnualRate)
    const claimed = addExact(interest, exactOf(feesCents ?? 0n))
    const limit = capAnnualRate === null ? null : multiplyExact(principalYears, capAnnualRate)
    const reduced = limit !== null && compareExact(claimed, limit) > 0

    const grounds: Ground<(typeof VERDICTS)[number]>[] = []
    if (deductedUpfrontCents > 0n) {
      grounds.push({ verdict: 'WITHIN_CAP', code: 'UPFRONT_INTEREST_DEDUCTED', rule: 'R24-01' })
    }
    if (reduced) {
      grounds.push({ verdict: 'REDUCED', code: 'ABOVE_CAP', rule: lenderKind === 'PRIVATE' ? 'R24-03' : 'R24-05' })
    }
    if (agreedAnnualRate === null) {
      grounds.push({ verdict: 'NO_INTEREST', code: 'INTEREST_NOT_AGREED', rule: 'R24-03' })
    }
    return {
      ...judge(VERDICTS, grounds),
      principalCents,
      capAnnualRate,
      claimedCents: roundHalfUp(claimed),
      limitCents: limit === null ? null : roundHalfUp(limit),
      supportedCents: roundHalfUp(reduced ? limit : claimed),
    }
  },
})

/** R24-02: the cap of private lending does not bind licensed and local financial institutions. */
function capOf(law: LawReading, lenderKind: LenderKind): Rational | null {
  return lenderKind === 'PRIVATE' ? privateLendingCap(law) : courtLimit(law)
}
