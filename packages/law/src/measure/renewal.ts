import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, enumeration, integer, nullable, object, positive } from '../schema/schema.ts'
import { addDays } from '../time/civil-date.ts'
import { ASSETS, CAP_PARAMETERS, capMonthsOf, capRule } from './asset.ts'

const VERDICTS = ['PASS', 'WARN', 'REFUSE'] as const

/** A renewal is ruled before the end, within the same cap; the request should come seven days before. */
export const renewal = defineFunction({
  name: 'measure.renewal',
  question: { zh: '查封、扣押、冻结可以续行吗？', en: 'May a measure be renewed?' },
  rules: ['R20-09', 'R20-10', 'R20-11', 'R20-12', 'O-05'],
  parameters: [...CAP_PARAMETERS, 'P-20-06'],
  reasons: ['TERM_OVER_CAP R20-09', 'REQUEST_LATE R20-10', 'MEASURE_EXPIRED R20-11', 'TERM_OVER_CAP R20-12'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'rulingOn',
  input: object({
    asset: enumeration(ASSETS),
    currentTo: date(),
    /** Null: ex officio. */
    requestedOn: nullable(date()),
    rulingOn: date(),
    months: positive(),
  }),
  output: judged(VERDICTS, { renewBy: date(), capMonths: integer() }),
  evaluate({ asset, currentTo, requestedOn, rulingOn, months }, law) {
    if (requestedOn !== null && rulingOn < requestedOn) {
      throw new LawError('DEADLINE_ORDER', '/rulingOn', { earlier: 'requestedOn' })
    }
    const capMonths = capMonthsOf(asset, law)
    const renewBy = addDays(currentTo, -law.count('P-20-06', 'day'))
    const grounds: Ground<'WARN' | 'REFUSE'>[] = []
    if (rulingOn > currentTo) grounds.push({ verdict: 'REFUSE', code: 'MEASURE_EXPIRED', rule: 'R20-11' })
    if (months > capMonths) grounds.push({ verdict: 'REFUSE', code: 'TERM_OVER_CAP', rule: capRule(asset) })
    if (requestedOn !== null && requestedOn > renewBy) {
      grounds.push({ verdict: 'WARN', code: 'REQUEST_LATE', rule: 'R20-10' })
    }
    return { ...judge(VERDICTS, grounds), renewBy, capMonths }
  },
})
