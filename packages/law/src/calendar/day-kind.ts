import { DAY_KINDS, isWorkingKind } from '../law-book/calendar-table.ts'
import { PERIOD_STATUSES } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { boolean, date, enumeration, nullable, object } from '../schema/schema.ts'

/** weekly rest days and the State Council's yearly notice. */
export const dayKind = defineFunction({
  name: 'calendar.dayKind',
  question: { zh: '这一天是不是工作日？', en: 'Is this day a working day?' },
  rules: ['X-11', 'X-14'],
  parameters: [],
  reasons: [],
  errors: [],
  decisiveDate: 'date',
  input: object({ date: date() }),
  output: object({
    status: enumeration(PERIOD_STATUSES),
    kind: nullable(enumeration(DAY_KINDS)),
    workingDay: nullable(boolean()),
  }),
  evaluate(input, law) {
    const kind = law.dayKind(input.date)
    if (kind === null) return { status: 'PROVISIONAL', kind: null, workingDay: null }
    return { status: 'FINAL', kind, workingDay: isWorkingKind(kind) }
  },
})
