import { LawError } from '../law-error.ts'
import { DEADLINE_NAMES, DEADLINE_PARAMETERS, endOfDeadline } from '../period/statutory-deadline.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { date, enumeration, integer, nullable, object } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['IN_TIME', 'LATE', 'PROVISIONAL'] as const

interface Act {
  readonly eventOn: CivilDate
  readonly receivedOn: CivilDate | null
  readonly postedOn: CivilDate | null
  readonly travelDays: number
}

/** a document posted before the end is in time, and travel time is not counted. */
export const timeliness = defineFunction({
  name: 'calendar.timeliness',
  question: { zh: '该行为是否在期间内作出？', en: 'Was an act done in time?' },
  rules: ['X-01', 'X-02', 'X-04', 'X-10', 'X-14'],
  parameters: DEADLINE_PARAMETERS,
  reasons: ['LATE X-01', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'eventOn',
  input: object({
    deadline: enumeration(DEADLINE_NAMES),
    eventOn: date(),
    receivedOn: nullable(date()),
    postedOn: nullable(date()),
    travelDays: integer(),
  }),
  output: judged(VERDICTS, { legalEnd: nullable(date()), daysLate: nullable(integer()) }),
  evaluate(input, law) {
    const actedOn = countedDay(input)
    const { legalEnd } = endOfDeadline(law, input.deadline, input.eventOn)
    if (legalEnd === null) {
      const grounds = [{ verdict: 'PROVISIONAL', code: 'CALENDAR_NOT_LOADED', rule: 'X-14' }] as const
      return { ...judge(VERDICTS, grounds), legalEnd: null, daysLate: null }
    }
    const daysLate = Math.max(0, actedOn - legalEnd)
    const grounds = daysLate > 0 ? ([{ verdict: 'LATE', code: 'LATE', rule: 'X-01' }] as const) : []
    return { ...judge(VERDICTS, grounds), legalEnd, daysLate }
  },
})

/** As a number of days: travel time may reach before the first day of the calendar. */
function countedDay({ eventOn, receivedOn, postedOn, travelDays }: Act): number {
  if (postedOn !== null && receivedOn !== null && postedOn > receivedOn) {
    throw new LawError('DEADLINE_ORDER', '/postedOn', { later: 'receivedOn' })
  }
  if (postedOn !== null && travelDays > 0)
    throw new LawError('FORMAT_ENUM', '/travelDays', { expected: 'zero with postedOn' })
  const received = receivedOn === null ? null : receivedOn - travelDays
  const counted = postedOn ?? received
  if (counted === null) throw new LawError('FORMAT_MISSING', '/receivedOn', { or: 'postedOn' })
  if (counted < eventOn) {
    throw new LawError('DEADLINE_ORDER', postedOn === null ? '/receivedOn' : '/postedOn', { earlier: 'eventOn' })
  }
  return counted
}
