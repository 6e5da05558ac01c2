import { endOfPeriod, PERIOD_PARAMETERS, PERIOD_UNITS, periodFields, REGIMES } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { date, enumeration, object, positive } from '../schema/schema.ts'

/** Civil Procedure Law art. 85, Civil Code arts. 201–203, Criminal Procedure Law art. 105. */
export const periodEnd = defineFunction({
  name: 'calendar.periodEnd',
  question: { zh: '这样长的期间何时届满？', en: 'When does a period of this length end?' },
  rules: ['X-01', 'X-02', 'X-03', 'X-04', 'X-05', 'X-06', 'X-14', 'O-06'],
  parameters: PERIOD_PARAMETERS,
  reasons: [],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'start',
  input: object({
    start: date(),
    length: positive(),
    unit: enumeration(PERIOD_UNITS),
    regime: enumeration(REGIMES),
  }),
  output: object(periodFields),
  evaluate: (input, law) => endOfPeriod(law, input),
})
