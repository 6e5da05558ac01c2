import { LawError } from '../law-error.ts'
import { compareExact, multiplyExact, exactOf, roundHalfUp } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, sortReasons, type Reason } from '../registry/judgement.ts'
import { cents, date, exact, object, positive } from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'
import { onePlus, powerExact, scaled } from './power.ts'
import { PRIVATE_CAP_PARAMETERS, privateLendingCap } from './rate-cap.ts'

const VERDICTS = ['WITHIN_CAP', 'REDUCED'] as const
const YEARS_MAX = 100

/** Private Lending Provisions art. 27: the ceiling is simple interest on the first principal for the whole time. */
export const rolledInterest = defineFunction({
  name: 'loan.rolledInterest',
  question: {
    zh: '利息转入本金后，受支持的本息总额是多少？',
    en: 'How much is supported after interest was rolled over?',
  },
  rules: ['R24-04', 'R24-03'],
  parameters: PRIVATE_CAP_PARAMETERS,
  reasons: ['RATE_ABOVE_CAP_NOT_ROLLED R24-04', 'TOTAL_ABOVE_SIMPLE_CEILING R24-04'],
  errors: ['LIMIT_EXCEEDED', 'VERSION_PARAMETER_MISSING'],
  decisiveDate: 'contractDate',
  input: object({
    initialPrincipalCents: cents(),
    contractDate: date(),
    agreedAnnualRate: exact(),
    years: positive(),
  }),
  output: judged(VERDICTS, {
    capAnnualRate: exact(),
    rolledPrincipalCents: cents(),
    compoundedTotalCents: cents(),
    ceilingTotalCents: cents(),
    claimedTotalCents: cents(),
    supportedTotalCents: cents(),
  }),
  evaluate({ initialPrincipalCents: principal, agreedAnnualRate, years }, law) {
    if (years > YEARS_MAX) throw new LawError('LIMIT_EXCEEDED', '/years', { most: YEARS_MAX })
    const capAnnualRate = privateLendingCap(law)
    const aboveCap = compareExact(agreedAnnualRate, capAnnualRate) > 0
    const countedRate = aboveCap ? capAnnualRate : agreedAnnualRate
    const grown = (rate: Rational, times: number): Rational => scaled(principal, powerExact(onePlus(rate), times))
    const compounded = grown(countedRate, years)
    const claimed = grown(agreedAnnualRate, years)
    const ceiling = scaled(principal, onePlus(multiplyExact(capAnnualRate, exactOf(BigInt(years)))))
    const aboveCeiling = compareExact(compounded, ceiling) > 0
    const supported = aboveCeiling ? ceiling : compounded

    const reasons: Reason[] = []
    if (aboveCap) reasons.push({ code: 'RATE_ABOVE_CAP_NOT_ROLLED', rule: 'R24-04' })
    if (aboveCeiling) reasons.push({ code: 'TOTAL_ABOVE_SIMPLE_CEILING', rule: 'R24-04' })
    return {
      verdict: compareExact(supported, claimed) === 0 ? 'WITHIN_CAP' : 'REDUCED',
      reasons: sortReasons(reasons),
      capAnnualRate,
      rolledPrincipalCents: roundHalfUp(grown(countedRate, years - 1)),
      compoundedTotalCents: roundHalfUp(compounded),
      ceilingTotalCents: roundHalfUp(ceiling),
      claimedTotalCents: roundHalfUp(claimed),
      supportedTotalCents: roundHalfUp(supported),
    }
  },
})
