import { addYears } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged } from '../registry/judgement.ts'
import { date, nullable, object } from '../schema/schema.ts'

const VERDICTS = ['NOT_STARTED', 'KEEP', 'DELETE'] as const

/** Credit Reporting Regulation art. 16: five years from the end of the conduct, moved by no holiday. */
export const adverseRetention = defineFunction({
  name: 'credit.adverseRetention',
  question: { zh: '不良信息是否应当删除？', en: 'Must adverse credit information be deleted?' },
  rules: ['R26-08', 'X-05'],
  parameters: ['P-26-02'],
  reasons: ['FIVE_YEARS_REACHED R26-08'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'asOf',
  input: object({ conductEndedOn: nullable(date()), asOf: date() }),
  output: judged(VERDICTS, { deleteOn: nullable(date()) }),
  evaluate({ conductEndedOn, asOf }, law) {
    if (conductEndedOn === null || conductEndedOn > asOf) return { verdict: 'NOT_STARTED', reasons: [], deleteOn: null }
    const deleteOn = addYears(conductEndedOn, law.count('P-26-02', 'year'))
    if (asOf < deleteOn) return { verdict: 'KEEP', reasons: [], deleteOn }
    return { verdict: 'DELETE', reasons: [{ code: 'FIVE_YEARS_REACHED', rule: 'R26-08' }], deleteOn }
  },
})
