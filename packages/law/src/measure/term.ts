import { addCivilMonths } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { date, enumeration, integer, nullable, object, positive } from '../schema/schema.ts'
import { addDays } from '../time/civil-date.ts'
import { ASSETS, CAP_PARAMETERS, capMonthsOf, capRule } from './asset.ts'

const VERDICTS = ['PASS', 'REFUSE'] as const

/** Interpretation of the Civil Procedure Law art. 485. The last day is included, the term does not roll. */
export const term = defineFunction({
  name: 'measure.term',
  question: { zh: '查封、扣押、冻结期限是否合法，至何时届满？', en: 'May a measure last this long, and until when?' },
  rules: ['R20-09', 'R20-10', 'R20-12', 'O-05', 'O-06'],
  parameters: [...CAP_PARAMETERS, 'P-20-06'],
  reasons: ['TERM_OVER_CAP R20-09', 'TERM_OVER_CAP R20-12'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'startOn',
  input: object({
    asset: enumeration(ASSETS),
    /** Day of effect; for PATENT and TRADEMARK receipt by the IP office. */
    startOn: date(),
    months: positive(),
  }),
  output: judged(VERDICTS, {
    capMonths: integer(),
    to: nullable(date()),
    renewBy: nullable(date()),
    latestTo: date(),
  }),
  evaluate({ asset, startOn, months }, law) {
    const capMonths = capMonthsOf(asset, law)
    const latestTo = addCivilMonths(startOn, capMonths)
    if (months > capMonths) {
      const grounds = [{ verdict: 'REFUSE', code: 'TERM_OVER_CAP', rule: capRule(asset) }] as const
      return { ...judge(VERDICTS, grounds), capMonths, to: null, renewBy: null, latestTo }
    }
    const to = addCivilMonths(startOn, months)
    return { ...judge(VERDICTS, []), capMonths, to, renewBy: addDays(to, -law.count('P-20-06', 'day')), latestTo }
  },
})
