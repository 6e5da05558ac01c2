import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { COURT_LIMIT_PARAMETERS, courtLimit } from '../loan/rate-cap.ts'
import { daysBetween, interestOfDays, percentOf } from '../loan/simple-interest.ts'
import { compareExact, exactOf, multiplyExact, roundHalfUp } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged } from '../registry/judgement.ts'
import { boolean, cents, date, exact, integer, nullable, object } from '../schema/schema.ts'
import { addDays, type CivilDate } from '../time/civil-date.ts'
import type { Rational } from '../time/rational.ts'

const VERDICTS = ['SUPPORTED', 'REDUCED', 'REFUSED'] as const
const DAY_BASIS = 365

const DAILY_CAP = 'PB-R24-10.dailyCap'
const DAILY_FLOOR = 'PB-R24-10.floor'

/** What binds the rate of an accrual; no cap: a court has switched the limit off (O-09). */
interface Limits {
  readonly cap: Rational | null
  readonly aboveCap: { readonly code: string; readonly rule: string }
  readonly floor: Rational | null
}

interface Finding {
  readonly verdict: (typeof VERDICTS)[number]
  readonly reasons: readonly { readonly code: string; readonly rule: string }[]
}

/** Bank Card Provisions (2021) arts. 2–3; the daily limits of the card business rules ended with 2020. First match. */
export const interestReview = defineFunction({
  name: 'card.interestReview',
  question: { zh: '信用卡透支利息在多大范围内受支持？', en: 'How much card interest is supported?' },
  rules: ['R24-10', 'R24-05', 'R24-11', 'O-09'],
  parameters: [...COURT_LIMIT_PARAMETERS, DAILY_CAP, DAILY_FLOOR],
  reasons: [
    'ABOVE_COURT_LIMIT R24-05',
    'ABOVE_DAILY_CAP R24-10',
    'BELOW_DAILY_FLOOR R24-10',
    'TERMS_NOT_NOTIFIED R24-11',
  ],
  errors: ['VERSION_SPLIT_REQUIRED', 'DEADLINE_ORDER'],
  decisiveDate: 'to',
  input: object({
    balanceCents: cents(),
    annualRate: exact(),
    from: date(),
    to: date(),
    termsNoticeProven: boolean(),
  }),
  output: judged(VERDICTS, {
    days: integer(),
    claimedCents: cents(),
    limitCents: nullable(cents()),
    supportedCents: cents(),
  }),
  evaluate({ balanceCents, annualRate, from, to, termsNoticeProven }, law) {
    const days = daysBetween(from, to, '/to')
    const limits = limitsOf(law, from, to)
    const { verdict, reasons } = findingOf(annualRate, limits, termsNoticeProven)
    const claimedCents = roundHalfUp(interestOfDays(balanceCents, annualRate, days, DAY_BASIS))
    const limitCents =
      limits.cap === null ? null : roundHalfUp(interestOfDays(balanceCents, limits.cap, days, DAY_BASIS))
    const supported = { SUPPORTED: claimedCents, REDUCED: limitCents ?? claimedCents, REFUSED: 0n }
    return { verdict, reasons, days, claimedCents, limitCents, supportedCents: supported[verdict] }
  },
})

/** Interest accrues on the days after `from` up to `to`; all of them must lie on one side of the end of the daily cap. */
function limitsOf(law: LawReading, from: CivilDate, to: CivilDate): Limits {
  if (law.holds(DAILY_CAP, to)) {
    const cap = multiplyExact(percentOf(law.fraction(DAILY_CAP, 'percent/day')), exactOf(BigInt(DAY_BASIS)))
    const floor = multiplyExact(cap, law.fraction(DAILY_FLOOR, 'multiple of the daily cap'))
    return { cap, aboveCap: { code: 'ABOVE_DAILY_CAP', rule: 'R24-10' }, floor }
  }
  if (from < to && law.holds(DAILY_CAP, addDays(from, 1))) {
    throw new LawError('VERSION_SPLIT_REQUIRED', '/to', { key: DAILY_CAP })
  }
  return { cap: courtLimit(law), aboveCap: { code: 'ABOVE_COURT_LIMIT', rule: 'R24-05' }, floor: null }
}

function findingOf(rate: Rational, { cap, aboveCap, floor }: Limits, noticeProven: boolean): Finding {
  if (!noticeProven) return { verdict: 'REFUSED', reasons: [{ code: 'TERMS_NOT_NOTIFIED', rule: 'R24-11' }] }
  if (cap !== null && compareExact(rate, cap) > 0) return { verdict: 'REDUCED', reasons: [aboveCap] }
  const below = floor !== null && compareExact(rate, floor) < 0
  return { verdict: 'SUPPORTED', reasons: below ? [{ code: 'BELOW_DAILY_FLOOR', rule: 'R24-10' }] : [] }
}
