import { LawError } from '../law-error.ts'
import { exactOf, multiplyExact, roundHalfUp } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { cents, exact, object, positive, text } from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'
import { onePlus, powerExact, scaled } from './power.ts'

/** A hundred years of months. */
const PERIODS_MAX = 1_200
const YEAR_MONTHS = 12
const RATE_DECIMALS = 6

/** 等额本息: the last instalment takes the difference that rounding leaves. */
export const equalInstalments = defineFunction({
  name: 'loan.equalInstalments',
  question: {
    zh: '等额本息每期还多少，披露的年化利率是多少？',
    en: 'What is each equal instalment, and which annual rate is disclosed?',
  },
  rules: ['R24-10', 'S2.5'],
  parameters: [],
  reasons: [],
  errors: ['LIMIT_EXCEEDED', 'AMOUNT_NEGATIVE'],
  decisiveDate: null,
  input: object({ principalCents: cents(), monthlyRate: exact(), periods: positive() }),
  output: object({
    instalmentCents: cents(),
    nominalTotalCents: cents(),
    scheduleTotalCents: cents(),
    lastInstalmentCents: cents(),
    nominalAnnualRate: exact(),
    effectiveAnnualRate: text(),
  }),
  evaluate({ principalCents, monthlyRate, periods }) {
    if (periods > PERIODS_MAX) throw new LawError('LIMIT_EXCEEDED', '/periods', { most: PERIODS_MAX })
    const count = BigInt(periods)
    const instalment = exactInstalment(principalCents, monthlyRate, periods)
    const instalmentCents = roundHalfUp(instalment)
    const scheduleTotalCents = roundHalfUp(scaled(count, instalment))
    const lastInstalmentCents = scheduleTotalCents - (count - 1n) * instalmentCents
    if (lastInstalmentCents < 0n) {
      // Cents rounded up add up to more than so small a sum: no such schedule exists.
      throw new LawError('AMOUNT_NEGATIVE', '/principalCents', { periods })
    }
    return {
      instalmentCents,
      nominalTotalCents: count * instalmentCents,
      scheduleTotalCents,
      lastInstalmentCents,
      nominalAnnualRate: multiplyExact(exactOf(BigInt(YEAR_MONTHS)), monthlyRate),
      effectiveAnnualRate: decimalText(effectiveRate(monthlyRate)),
    }
  },
})

/** P·r(1+r)^n ÷ ((1+r)^n − 1), or P ÷ n without interest. */
function exactInstalment(principal: bigint, rate: Rational, periods: number): Rational {
  if (rate.numerator === 0n) return { numerator: principal, denominator: BigInt(periods) }
  const { numerator: top, denominator: bottom } = powerExact(onePlus(rate), periods)
  return { numerator: principal * rate.numerator * top, denominator: rate.denominator * (top - bottom) }
}

/** (1+r)^12 − 1. */
function effectiveRate(monthlyRate: Rational): Rational {
  const { numerator, denominator } = powerExact(onePlus(monthlyRate), YEAR_MONTHS)
  return { numerator: numerator - denominator, denominator }
}

/** Plain decimal, half up, without trailing zeros. */
function decimalText(value: Rational): string {
  const digits = String(roundHalfUp(scaled(10n ** BigInt(RATE_DECIMALS), value))).padStart(RATE_DECIMALS + 1, '0')
  return `${digits.slice(0, -RATE_DECIMALS)}.${digits.slice(-RATE_DECIMALS)}`.replace(/\.?0+$/, '')
}
