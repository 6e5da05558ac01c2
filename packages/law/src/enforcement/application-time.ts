import { endOfPeriod, PERIOD_PARAMETERS, periodFields, type Period } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, nullable, object } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['IN_TIME', 'ACCEPT_WITH_DEFENCE', 'PROVISIONAL'] as const

/** Civil Procedure Law art. 250. The court files a late application; the limitation is for the debtor to raise. */
export const applicationTime = defineFunction({
  name: 'enforcement.applicationTime',
  question: { zh: '申请执行是否在期间之内？', en: 'Was enforcement applied for in time?' },
  rules: ['R20-32', 'X-02', 'X-05', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'P-20-14'],
  reasons: ['LIMITATION_PASSED R20-32', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'appliedOn',
  input: object({ performanceEndsOn: nullable(date()), effectiveOn: date(), appliedOn: date() }),
  output: judged(VERDICTS, { limit: object(periodFields) }),
  evaluate({ performanceEndsOn, effectiveOn, appliedOn }, law) {
    const start = performanceEndsOn ?? effectiveOn
    const length = law.count('P-20-14', 'year')
    const limit = endOfPeriod(law, { start, length, unit: 'YEAR', regime: 'CIVIL' })
    return { ...judge(VERDICTS, groundsOf(limit, appliedOn)), limit }
  },
})

/** A day up to the raw end is in time whatever the calendar will say. */
function groundsOf(
  { rawEnd, legalEnd }: Period,
  appliedOn: CivilDate,
): Ground<'ACCEPT_WITH_DEFENCE' | 'PROVISIONAL'>[] {
  const sureEnd = legalEnd ?? rawEnd
  if (sureEnd !== null && appliedOn <= sureEnd) return []
  if (legalEnd === null) return [{ verdict: 'PROVISIONAL', code: 'CALENDAR_NOT_LOADED', rule: 'X-14' }]
  return [{ verdict: 'ACCEPT_WITH_DEFENCE', code: 'LIMITATION_PASSED', rule: 'R20-32' }]
}
