import { endOfPeriod, PERIOD_PARAMETERS, periodFields } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { boolean, date, integer, nullable, object } from '../schema/schema.ts'
import { regimeOf } from './regime.ts'

const VERDICTS = ['PASS', 'BLOCK'] as const

/** Criminal Procedure Law art. 175: twice in all, also across a change of jurisdiction. */
export const supplementaryReturn = defineFunction({
  name: 'criminalFile.supplementaryReturn',
  question: { zh: '案件可以退回补充侦查吗？', en: 'May the file go back for supplementary investigation?' },
  rules: ['R19-44', 'X-02', 'X-03', 'X-06', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'P-19-08.length', 'P-19-08.maxTimes'],
  reasons: ['RETURNS_EXHAUSTED R19-44'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'returnedOn',
  input: object({ returnsUsed: integer(), returnedOn: date(), inCustody: boolean() }),
  output: judged(VERDICTS, { supplementDue: nullable(object(periodFields)), returnsLeft: integer() }),
  evaluate({ returnsUsed, returnedOn, inCustody }, law) {
    const most = law.count('P-19-08.maxTimes', 'time')
    if (returnsUsed >= most) {
      const grounds = [{ verdict: 'BLOCK', code: 'RETURNS_EXHAUSTED', rule: 'R19-44' }] as const
      return { ...judge(VERDICTS, grounds), supplementDue: null, returnsLeft: 0 }
    }
    const length = law.count('P-19-08.length', 'month')
    return {
      ...judge(VERDICTS, []),
      supplementDue: endOfPeriod(law, { start: returnedOn, length, unit: 'MONTH', regime: regimeOf(inCustody) }),
      returnsLeft: most - returnsUsed - 1,
    }
  },
})
