import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, type Period } from '../period/period.ts'
import { workingDaysAfter } from '../period/working-days.ts'
import { defineFunction } from '../registry/define-function.ts'
import { date, enumeration, nullable, object } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

/** List provisions arts. 11 and 12. */
export const correction = defineFunction({
  name: 'sanctionList.correction',
  question: { zh: '纠正申请启动哪些期限？', en: 'Which clocks run on a correction request?' },
  rules: ['R20-88', 'X-02', 'X-12', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'P-20-18.decide', 'P-20-18.fix', 'P-20-18.reconsider', 'P-20-18.reconsiderDecide'],
  reasons: [],
  errors: ['DEADLINE_PASSED', 'LIMIT_EXCEEDED'],
  decisiveDate: 'requestedOn',
  input: object({
    requestedOn: date(),
    outcome: enumeration(['PENDING', 'UPHELD', 'REFUSED']),
    /** Decision if upheld, service if refused. */
    outcomeOn: nullable(date()),
    reconsiderationAskedOn: nullable(date()),
  }),
  output: object({
    decideBy: object(periodFields),
    fixBy: nullable(date()),
    reconsiderBy: nullable(object(periodFields)),
    reconsiderDecideBy: nullable(object(periodFields)),
  }),
  evaluate({ requestedOn, outcome, outcomeOn, reconsiderationAskedOn: askedOn }, law) {
    const decideBy = days(law, requestedOn, 'P-20-18.decide')
    const open = { decideBy, fixBy: null, reconsiderBy: null, reconsiderDecideBy: null }
    if (outcome === 'PENDING') return open
    if (outcomeOn === null) throw new LawError('FORMAT_MISSING', '/outcomeOn', { key: 'outcomeOn' })
    if (outcome === 'UPHELD') {
      const fixBy = workingDaysAfter(law, outcomeOn, law.count('P-20-18.fix', 'workday'))?.at(-1) ?? null
      return { ...open, fixBy }
    }
    const reconsiderBy = days(law, outcomeOn, 'P-20-18.reconsider')
    if (askedOn !== null && reconsiderBy.legalEnd !== null && askedOn > reconsiderBy.legalEnd) {
      throw new LawError('DEADLINE_PASSED', '/reconsiderationAskedOn', {})
    }
    const reconsiderDecideBy = askedOn === null ? null : days(law, askedOn, 'P-20-18.reconsiderDecide')
    return { ...open, reconsiderBy, reconsiderDecideBy }
  },
})

function days(law: LawReading, start: CivilDate, key: string): Period {
  return endOfPeriod(law, { start, length: law.count(key, 'day'), unit: 'DAY', regime: 'CIVIL' })
}
