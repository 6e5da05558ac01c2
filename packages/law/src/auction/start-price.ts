import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { ceilExact, exactOf, exactOne, multiplyExact, subtractExact } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { cents, nullable, object, positive, type Value } from '../schema/schema.ts'

const VERDICTS = ['PASS', 'BLOCK'] as const
const ROUNDS_MAX = 2

const input = object({
  round: positive(),
  startCents: cents(),
  referenceCents: nullable(cents()),
  previousStartCents: nullable(cents()),
})
type Facts = Value<typeof input>

/** Online auction provisions arts. 10 and 26. The minimum is rounded up to a cent. */
export const startPrice = defineFunction({
  name: 'auction.startPrice',
  question: { zh: '起拍价是否够高？', en: 'Is the start price high enough?' },
  rules: ['R20-34'],
  parameters: ['P-20-26.startMin', 'P-20-26.reductionMax'],
  reasons: ['NO_FURTHER_ROUND R20-34', 'START_PRICE_TOO_LOW R20-34'],
  errors: [],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, { minimumCents: nullable(cents()) }),
  evaluate(facts, law) {
    if (facts.round > ROUNDS_MAX) {
      return { ...decided('BLOCK', { code: 'NO_FURTHER_ROUND', rule: 'R20-34' }), minimumCents: null }
    }
    const minimumCents = minimumOf(facts, law)
    const tooLow = facts.startCents < minimumCents
    return {
      ...(tooLow ? decided('BLOCK', { code: 'START_PRICE_TOO_LOW', rule: 'R20-34' }) : decided('PASS')),
      minimumCents,
    }
  },
})

function minimumOf({ round, referenceCents, previousStartCents }: Facts, law: LawReading): bigint {
  if (round === 1) {
    if (referenceCents === null) throw new LawError('FORMAT_MISSING', '/referenceCents', { key: 'referenceCents' })
    return ceilExact(multiplyExact(exactOf(referenceCents), law.fraction('P-20-26.startMin', 'fraction')))
  }
  if (previousStartCents === null) {
    throw new LawError('FORMAT_MISSING', '/previousStartCents', { key: 'previousStartCents' })
  }
  const kept = subtractExact(exactOne, law.fraction('P-20-26.reductionMax', 'fraction'))
  return ceilExact(multiplyExact(exactOf(previousStartCents), kept))
}
