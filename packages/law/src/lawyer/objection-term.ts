import { LawError } from '../law-error.ts'
import { isAfterEnd, provisionalReasons } from '../period/end-day.ts'
import { periodFields } from '../period/period.ts'
import { endOfWorkingDays } from '../period/working-day-period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, sortReasons } from '../registry/judgement.ts'
import { date, nullable, object } from '../schema/schema.ts'

const VERDICTS = ['OPEN', 'ANSWERED', 'ANSWERED_LATE', 'OVERDUE'] as const

/** Design rule by analogy with the Administrative Licensing Law, arts. 42 and 82: an authority's term is in working days. */
export const objectionTerm = defineFunction({
  name: 'lawyer.objectionTerm',
  question: {
    zh: '司法行政机关应在何时对律师信息异议作出决定？',
    en: "By when must the bureau decide an objection to a lawyer's record?",
  },
  rules: ['S18.4', 'X-11', 'X-12', 'X-14'],
  parameters: ['PX-S18.4.objection'],
  reasons: ['DEADLINE_PASSED S18.4', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: 'receivedOn',
  input: object({ receivedOn: date(), resolvedOn: nullable(date()), asOf: date() }),
  output: judged(VERDICTS, { answerBy: object(periodFields) }),
  evaluate({ receivedOn, resolvedOn, asOf }, law) {
    if (resolvedOn !== null && resolvedOn < receivedOn) {
      throw new LawError('DEADLINE_ORDER', '/resolvedOn', { earlier: 'receivedOn' })
    }
    const answerBy = endOfWorkingDays(law, receivedOn, law.count('PX-S18.4.objection', 'workday'))
    const late = isAfterEnd(resolvedOn ?? asOf, answerBy)
    const passed = late === true ? [{ code: 'DEADLINE_PASSED', rule: 'S18.4' }] : []
    return {
      verdict: verdictOf(late, resolvedOn !== null),
      reasons: sortReasons([...passed, ...provisionalReasons([answerBy])]),
      answerBy,
    }
  },
})

/** Without an end nothing can be said about lateness yet. */
function verdictOf(late: boolean | null, answered: boolean): (typeof VERDICTS)[number] {
  if (answered) return late === true ? 'ANSWERED_LATE' : 'ANSWERED'
  return late === true ? 'OVERDUE' : 'OPEN'
}
