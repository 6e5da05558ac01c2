import { LawError } from '../law-error.ts'
import { addCivilMonths } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { date, nullable, object } from '../schema/schema.ts'

const VERDICTS = ['KEPT', 'OPEN', 'LOST'] as const

/** Construction interpretation (I) art. 41: at most eighteen months from the day the price is due, the last day included. */
export const constructionPriority = defineFunction({
  name: 'distribution.constructionPriority',
  question: {
    zh: '承包人的建设工程价款优先受偿权是否仍然存在？',
    en: 'Is the contractor’s priority still alive?',
  },
  rules: ['R20-77c', 'X-05'],
  parameters: ['PA-R20-77c.months'],
  reasons: ['PRIORITY_PERIOD_OVER R20-77c'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'dueOn',
  input: object({ dueOn: date(), assertedOn: nullable(date()), today: date() }),
  output: judged(VERDICTS, { limitOn: date() }),
  evaluate({ dueOn, assertedOn, today }, law) {
    if (assertedOn !== null && (assertedOn < dueOn || assertedOn > today)) {
      throw new LawError('DEADLINE_ORDER', '/assertedOn', { between: 'dueOn, today' })
    }
    const limitOn = addCivilMonths(dueOn, law.count('PA-R20-77c.months', 'month'))
    if ((assertedOn ?? today) > limitOn) {
      return { ...decided('LOST', { code: 'PRIORITY_PERIOD_OVER', rule: 'R20-77c' }), limitOn }
    }
    return { ...decided(assertedOn === null ? 'OPEN' : 'KEPT'), limitOn }
  },
})
