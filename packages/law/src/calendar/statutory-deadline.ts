import { periodFields } from '../period/period.ts'
import { DEADLINE_NAMES, DEADLINE_PARAMETERS, endOfDeadline } from '../period/statutory-deadline.ts'
import { defineFunction } from '../registry/define-function.ts'
import { date, enumeration, object, text } from '../schema/schema.ts'

/** `eventOn` is the service, receipt, finality or other event from which the named period runs. */
export const statutoryDeadline = defineFunction({
  name: 'calendar.statutoryDeadline',
  question: { zh: '这一法定期间何时届满？', en: 'When does this named statutory period end?' },
  rules: ['X-01', 'X-02', 'X-03', 'X-04', 'X-05', 'X-06', 'X-08', 'X-14'],
  parameters: DEADLINE_PARAMETERS,
  reasons: [],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'eventOn',
  input: object({ deadline: enumeration(DEADLINE_NAMES), eventOn: date() }),
  output: object({ ...periodFields, deadline: enumeration(DEADLINE_NAMES), parameterKey: text() }),
  evaluate: ({ deadline, eventOn }, law) => ({ ...endOfDeadline(law, deadline, eventOn), deadline }),
})
