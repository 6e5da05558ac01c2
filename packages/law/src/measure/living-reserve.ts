import { lessCents } from '../money/cents.ts'
import { defineFunction } from '../registry/define-function.ts'
import { cents, integer, nullable, object } from '../schema/schema.ts'

/** Sealing provisions art. 3: living costs of the debtor and dependants stay free; the months are for the court (O-10). */
export const livingReserve = defineFunction({
  name: 'measure.livingReserve',
  question: {
    zh: '保留必需的生活费用后，账户最多可以冻结多少？',
    en: 'How much of an account may be frozen?',
  },
  rules: ['R20-15', 'O-10'],
  parameters: ['PA-O-10.months'],
  reasons: [],
  errors: [],
  decisiveDate: null,
  input: object({
    balanceCents: cents(),
    monthlyMinimumCents: cents(),
    persons: integer(),
    courtMonths: nullable(integer()),
  }),
  output: object({ reserveCents: cents(), freezableCents: cents(), months: integer() }),
  evaluate({ balanceCents, monthlyMinimumCents, persons, courtMonths }, law) {
    const months = courtMonths ?? law.count('PA-O-10.months', 'month')
    const reserveCents = monthlyMinimumCents * BigInt(persons) * BigInt(months)
    return { reserveCents, freezableCents: lessCents(balanceCents, reserveCents), months }
  },
})
