import { PERIOD_STATUSES } from '../period/period.ts'
import { workingDaysAfter } from '../period/working-days.ts'
import { defineFunction } from '../registry/define-function.ts'
import { date, enumeration, list, nullable, object, positive } from '../schema/schema.ts'

/** counting starts on the next working day. */
export const addWorkingDays = defineFunction({
  name: 'calendar.addWorkingDays',
  question: { zh: '某日之后的第 n 个工作日是哪一天？', en: 'Which is the n-th working day after a day?' },
  rules: ['X-11', 'X-12', 'X-14'],
  parameters: [],
  reasons: [],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'start',
  input: object({ start: date(), days: positive() }),
  output: object({
    status: enumeration(PERIOD_STATUSES),
    end: nullable(date()),
    counted: nullable(list(date())),
  }),
  evaluate({ start, days }, law) {
    const counted = workingDaysAfter(law, start, days)
    return { status: counted === null ? 'PROVISIONAL' : 'FINAL', end: counted?.at(-1) ?? null, counted }
  },
})
