import { ceilExact, exactOf, floorExact, multiplyExact } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { cents, object } from '../schema/schema.ts'

const VERDICTS = ['PASS', 'BLOCK'] as const

/** Online auction provisions art. 17. */
export const deposit = defineFunction({
  name: 'auction.deposit',
  question: { zh: '保证金是否在法定范围内？', en: 'Is the deposit in range?' },
  rules: ['R20-34'],
  parameters: ['P-20-26.depositMin', 'P-20-26.depositMax'],
  reasons: ['DEPOSIT_TOO_HIGH R20-34', 'DEPOSIT_TOO_LOW R20-34'],
  errors: [],
  decisiveDate: null,
  input: object({ startCents: cents(), depositCents: cents() }),
  output: judged(VERDICTS, { minCents: cents(), maxCents: cents() }),
  evaluate({ startCents, depositCents }, law) {
    const start = exactOf(startCents)
    const minCents = ceilExact(multiplyExact(start, law.fraction('P-20-26.depositMin', 'fraction')))
    const maxCents = floorExact(multiplyExact(start, law.fraction('P-20-26.depositMax', 'fraction')))
    const grounds: Ground<'BLOCK'>[] = []
    if (depositCents < minCents) grounds.push({ verdict: 'BLOCK', code: 'DEPOSIT_TOO_LOW', rule: 'R20-34' })
    if (depositCents > maxCents) grounds.push({ verdict: 'BLOCK', code: 'DEPOSIT_TOO_HIGH', rule: 'R20-34' })
    return { ...judge(VERDICTS, grounds), minCents, maxCents }
  },
})
