import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { date, integer, object } from '../schema/schema.ts'
import { addDays, correspondingDay, isMonthEnd, targetMonthEnd } from '../time/civil-date.ts'

/** Interpretation of the Criminal Procedure Law, art. 202(2). */
export const sentenceEnd = defineFunction({
  name: 'calendar.sentenceEnd',
  question: { zh: '刑期何时届满？', en: 'When does a sentence end?' },
  rules: ['X-07'],
  parameters: [],
  reasons: [],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'start',
  input: object({ start: date(), years: integer(), months: integer() }),
  output: object({ end: date() }),
  evaluate({ start, years, months }) {
    const total = years * 12 + months
    if (total === 0) throw new LawError('FORMAT_NUMBER', '', { expected: 'years or months', seen: 'zero' })
    const monthEndToMonthEnd = years === 0 && isMonthEnd(start)
    const corresponding = monthEndToMonthEnd ? null : correspondingDay(start, total)
    return { end: addDays(corresponding ?? targetMonthEnd(start, total), -1) }
  },
})
