import { LawError } from '../law-error.ts'
import { lessCents, minCents } from '../money/cents.ts'
import { addExact, exactOf, exactZero, multiplyExact, roundHalfUp } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { cents, exact, list, nullable, object, optional, type Value } from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'

/** Upper limits included; null: no limit. A band has a fixed sum or a rate. */
const bandsSchema = list(
  object({ uptoCents: nullable(cents()), fixedCents: optional(cents()), rate: optional(exact()) }),
)

/** Measures on litigation fees art. 14: cumulative bands. */
export const executionFee = defineFunction({
  name: 'fees.executionFee',
  question: { zh: '执行申请费是多少？', en: 'How much is the execution fee?' },
  rules: ['S20C', 'S2.5'],
  parameters: ['P-20-30'],
  reasons: [],
  errors: [],
  decisiveDate: null,
  input: object({ amountCents: cents() }),
  output: object({ exactCents: exact(), feeCents: cents() }),
  evaluate({ amountCents }, law) {
    if (amountCents === 0n) {
      throw new LawError('FORMAT_NUMBER', '/amountCents', { expected: 'positive integer', seen: 'zero' })
    }
    const exactCents = feeOf(amountCents, law.table('P-20-30', 'cumulative bands', bandsSchema))
    return { exactCents, feeCents: roundHalfUp(exactCents) }
  },
})

function feeOf(amount: bigint, bands: Value<typeof bandsSchema>): Rational {
  let fee = exactZero
  let below = 0n
  for (const { uptoCents, fixedCents, rate } of bands) {
    if (amount <= below) break
    const inBand = lessCents(uptoCents === null ? amount : minCents(amount, uptoCents), below)
    if (fixedCents !== null) fee = addExact(fee, exactOf(fixedCents))
    if (rate !== null) fee = addExact(fee, multiplyExact(rate, exactOf(inBand)))
    below = uptoCents ?? amount
  }
  return fee
}
