import type { LawReading } from '../law-book/law-reading.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, type Period } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { date, enumeration, nullable, object } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

/** Procedure provisions of 2014 art. 1; only fixed terms and life imprisonment may be extended. */
export const decisionDue = defineFunction({
  name: 'commutation.decisionDue',
  question: { zh: '减刑、假释案件应当在何时之前裁定？', en: 'Until when must the court decide?' },
  rules: ['R19-02', 'X-02', 'X-06', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'P-19-02.base', 'P-19-02.extension', 'PA-R19-02.community'],
  reasons: [],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'receivedOn',
  input: object({
    penalty: enumeration(['FIXED', 'LIFE', 'SUSPENDED_DEATH', 'DETENTION', 'CONTROL', 'COMMUNITY_CORRECTION']),
    receivedOn: date(),
  }),
  output: object({ due: object(periodFields), extendedDue: nullable(object(periodFields)) }),
  evaluate({ penalty, receivedOn }, law) {
    if (penalty === 'COMMUNITY_CORRECTION') {
      const length = law.count('PA-R19-02.community', 'day')
      return {
        due: endOfPeriod(law, { start: receivedOn, length, unit: 'DAY', regime: 'CRIMINAL' }),
        extendedDue: null,
      }
    }
    const months = law.count('P-19-02.base', 'month')
    const extensible = penalty === 'FIXED' || penalty === 'LIFE'
    return {
      due: monthsAfter(law, receivedOn, months),
      extendedDue: extensible ? monthsAfter(law, receivedOn, months + law.count('P-19-02.extension', 'month')) : null,
    }
  },
})

function monthsAfter(law: LawReading, start: CivilDate, length: number): Period {
  return endOfPeriod(law, { start, length, unit: 'MONTH', regime: 'CRIMINAL' })
}
