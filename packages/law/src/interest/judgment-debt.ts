import { LawError } from '../law-error.ts'
import { addExact, divideExact, exactOf, exactZero, multiplyExact, roundHalfUp } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { cents, date, enumeration, exact, integer, nullable, object } from '../schema/schema.ts'

/** General interest runs on by the judgment; the doubled part is on the principal only (R20-60, R20-61). */
export const judgmentDebt = defineFunction({
  name: 'interest.judgmentDebt',
  question: { zh: '某日根据判决应付多少？', en: 'What is owed under a judgment on a day?' },
  rules: ['R20-60', 'R20-61', 'S2.5'],
  parameters: ['P-20-15'],
  reasons: [],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: 'dueOn',
  input: object({
    principalCents: cents(),
    general: nullable(object({ annualRate: exact(), dayBasis: enumeration([360, 365]), from: date() })),
    dueOn: date(),
    asOf: date(),
  }),
  output: object({
    generalDays: integer(),
    generalExactCents: exact(),
    doubledDays: integer(),
    doubledExactCents: exact(),
    totalExactCents: exact(),
    payableCents: cents(),
  }),
  evaluate({ principalCents, general, dueOn, asOf }, law) {
    if (general !== null && asOf < general.from) {
      throw new LawError('DEADLINE_ORDER', '/asOf', { earlier: 'general.from' })
    }
    const principal = exactOf(principalCents)
    const generalDays = general === null ? 0 : asOf - general.from
    const generalExactCents =
      general === null
        ? exactZero
        : divideExact(
            multiplyExact(multiplyExact(principal, general.annualRate), exactOf(BigInt(generalDays))),
            BigInt(general.dayBasis),
          )
    const doubledDays = Math.max(0, asOf - dueOn)
    const daily = law.fraction('P-20-15', 'per day')
    const doubledExactCents = multiplyExact(multiplyExact(principal, daily), exactOf(BigInt(doubledDays)))
    const totalExactCents = addExact(principal, addExact(generalExactCents, doubledExactCents))
    return {
      generalDays,
      generalExactCents,
      doubledDays,
      doubledExactCents,
      totalExactCents,
      payableCents: roundHalfUp(totalExactCents),
    }
  },
})
