import type { LawReading } from '../law-book/law-reading.ts'
import { compareExact, multiplyExact, roundHalfUp } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { cents, date, enumeration, exact, integer, nullable, object, optional } from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'
import { DAY_BASES, daysBetween, interestOfDays } from './simple-interest.ts'

const VERDICTS = ['PASS', 'BLOCK'] as const
const DEFAULT_KINDS = ['OVERDUE', 'MISUSE'] as const

const BOUNDS = {
  OVERDUE: { least: 'P-24-03.penaltyMin', most: 'P-24-03.penaltyMax' },
  MISUSE: { least: 'P-24-03.misuseMin', most: 'P-24-03.misuseMax' },
} as const

/** 银发〔2003〕251号: the penalty rate is a multiple of the contract rate within bounds that depend on the default. */
export const bankInterest = defineFunction({
  name: 'loan.bankInterest',
  question: {
    zh: '银行贷款的合同利息和罚息是多少？',
    en: 'What are the contract and the penalty interest of a bank loan?',
  },
  rules: ['R24-06', 'S2.5'],
  parameters: DEFAULT_KINDS.flatMap((kind) => [BOUNDS[kind].least, BOUNDS[kind].most]),
  reasons: ['MULTIPLIER_OUT_OF_RANGE R24-06'],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: 'from',
  input: object({
    principalCents: cents(),
    contractAnnualRate: exact(),
    dayBasis: enumeration(DAY_BASES),
    from: date(),
    to: date(),
    overdue: optional(object({ kind: enumeration(DEFAULT_KINDS), multiplier: exact(), from: date(), to: date() })),
  }),
  output: judged(VERDICTS, {
    days: integer(),
    interestCents: cents(),
    penaltyAnnualRate: nullable(exact()),
    penaltyDays: integer(),
    penaltyCents: nullable(cents()),
  }),
  evaluate({ principalCents, contractAnnualRate, dayBasis, from, to, overdue }, law) {
    const days = daysBetween(from, to, '/to')
    const penaltyDays = overdue === null ? 0 : daysBetween(overdue.from, overdue.to, '/overdue/to')
    const penaltyAnnualRate = overdue === null ? null : multiplyExact(contractAnnualRate, overdue.multiplier)
    const outOfRange = overdue !== null && !isWithin(law, overdue.kind, overdue.multiplier)
    const grounds = outOfRange ? ([{ verdict: 'BLOCK', code: 'MULTIPLIER_OUT_OF_RANGE', rule: 'R24-06' }] as const) : []
    return {
      ...judge(VERDICTS, grounds),
      days,
      interestCents: roundHalfUp(interestOfDays(principalCents, contractAnnualRate, days, dayBasis)),
      penaltyAnnualRate,
      penaltyDays,
      penaltyCents:
        penaltyAnnualRate === null || outOfRange
          ? null
          : roundHalfUp(interestOfDays(principalCents, penaltyAnnualRate, penaltyDays, dayBasis)),
    }
  },
})

function isWithin(law: LawReading, kind: keyof typeof BOUNDS, multiplier: Rational): boolean {
  const { least, most } = BOUNDS[kind]
  return (
    compareExact(multiplier, law.fraction(least, 'multiple')) >= 0 &&
    compareExact(multiplier, law.fraction(most, 'multiple')) <= 0
  )
}
