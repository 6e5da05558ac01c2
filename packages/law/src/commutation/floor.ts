import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { compareExact, exactOf, multiplyExact, subtractExact } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { enumeration, exact, integer, nullable, object, positive, type Value } from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'

const VERDICTS = ['PASS', 'BREACH'] as const

const input = object({
  penalty: enumeration([
    'FIXED',
    'DETENTION',
    'CONTROL',
    'LIFE',
    'SUSPENDED_DEATH',
    'RESTRICTED_TO_LIFE',
    'RESTRICTED_TO_25_YEARS',
  ]),
  termMonths: nullable(positive()),
  totalReductionMonths: nullable(integer()),
  /** For SUSPENDED_DEATH without the two years of suspension. */
  servedMonths: nullable(integer()),
})
type Facts = Value<typeof input>

/** Least time actually served: Criminal Law art. 78, 2016 provisions art. 12. */
export const floor = defineFunction({
  name: 'commutation.floor',
  question: { zh: '减刑后实际执行的刑期是否不低于法定下限？', en: 'Is the minimum actually served kept?' },
  rules: ['R19-20'],
  parameters: [
    'PA-R19-20.fixed',
    'PA-R19-20.life',
    'PA-R19-20.suspendedDeath',
    'PA-R19-20.restrictedToLife',
    'PA-R19-20.restrictedTo25',
  ],
  reasons: ['BELOW_FLOOR R19-20'],
  errors: ['AMOUNT_OVER_TERM'],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, { floorMonths: exact(), servedMonths: integer(), shortMonths: exact() }),
  evaluate(facts, law) {
    const servedMonths = servedOf(facts)
    const floorMonths = floorOf(facts, law)
    const served = exactOf(BigInt(servedMonths))
    const breach = compareExact(served, floorMonths) < 0
    const grounds = breach ? ([{ verdict: 'BREACH', code: 'BELOW_FLOOR', rule: 'R19-20' }] as const) : []
    return {
      ...judge(VERDICTS, grounds),
      floorMonths,
      servedMonths,
      shortMonths: subtractExact(floorMonths, served),
    }
  },
})

function servedOf({ penalty, termMonths, totalReductionMonths, servedMonths }: Facts): number {
  if (penalty !== 'FIXED' && penalty !== 'DETENTION' && penalty !== 'CONTROL') {
    return needed(servedMonths, 'servedMonths')
  }
  const term = needed(termMonths, 'termMonths')
  const reduction = needed(totalReductionMonths, 'totalReductionMonths')
  if (reduction > term) throw new LawError('AMOUNT_OVER_TERM', '/totalReductionMonths', { termMonths: term })
  return term - reduction
}

function floorOf({ penalty, termMonths }: Facts, law: LawReading): Rational {
  const months = (key: string): Rational => exactOf(BigInt(law.count(key, 'month')))
  switch (penalty) {
    case 'FIXED':
    case 'DETENTION':
    case 'CONTROL':
      return multiplyExact(exactOf(BigInt(termMonths ?? 0)), law.fraction('PA-R19-20.fixed', 'fraction'))
    case 'LIFE':
      return months('PA-R19-20.life')
    case 'SUSPENDED_DEATH':
      return months('PA-R19-20.suspendedDeath')
    case 'RESTRICTED_TO_LIFE':
      return months('PA-R19-20.restrictedToLife')
    case 'RESTRICTED_TO_25_YEARS':
      return months('PA-R19-20.restrictedTo25')
  }
}

function needed(value: number | null, key: string): number {
  if (value === null) throw new LawError('FORMAT_MISSING', `/${key}`, { key })
  return value
}
