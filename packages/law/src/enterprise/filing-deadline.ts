import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { endDayOf, provisionalReasons } from '../period/end-day.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, rollToWorkingDay, type Period } from '../period/period.ts'
import { endOfWorkingDays } from '../period/working-day-period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { needed } from '../schema/needed.ts'
import { date, enumeration, integer, nullable, object, optional, type Value } from '../schema/schema.ts'
import { civilDate } from '../time/civil-date.ts'

const VERDICTS = ['ON_TIME', 'LATE', 'OPEN', 'OVERDUE'] as const
const MONTH_DAY = /^(\d{2})-(\d{2})$/

const input = object({
  kind: enumeration(['CHANGE_REGISTRATION', 'EVENT_PUBLICITY', 'ANNUAL_REPORT']),
  eventOn: optional(date()),
  reportYear: optional(integer()),
  filedOn: nullable(date()),
  asOf: date(),
})
type Facts = Value<typeof input>

/**
 * Market Entity Registration Regulations arts. 24, 29; Enterprise Publicity Regulations arts. 8, 10. The length of a period
 * is that of the day of the event; the day of annual reports is that of `asOf`.
 */
export const filingDeadline = defineFunction({
  name: 'enterprise.filingDeadline',
  question: {
    zh: '变更登记、信息公示是否按期办理？',
    en: 'Was a registration or publicity duty met in time?',
  },
  rules: ['R22-02', 'R22-03', 'X-02', 'X-12', 'X-14'],
  parameters: ['P-22-03', 'P-22-04', 'PB-R22-03.annualReport', ...PERIOD_PARAMETERS],
  reasons: ['DEADLINE_PASSED R22-02', 'DEADLINE_PASSED R22-03', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'asOf',
  input,
  output: judged(VERDICTS, { due: object(periodFields), daysLate: integer() }),
  evaluate(facts, law) {
    const { kind, filedOn, asOf } = facts
    const due = dueOf(facts, law)
    const end = endDayOf(due)
    const provisional = provisionalReasons([due])
    if (end === null) return { ...decided('OPEN', ...provisional), due, daysLate: 0 }
    const daysLate = Math.max(0, (filedOn ?? asOf) - end)
    const rule = kind === 'CHANGE_REGISTRATION' ? 'R22-02' : 'R22-03'
    const passed = daysLate > 0 ? [{ code: 'DEADLINE_PASSED', rule }] : []
    const [inTime, late] = filedOn === null ? (['OPEN', 'OVERDUE'] as const) : (['ON_TIME', 'LATE'] as const)
    return { ...decided(daysLate > 0 ? late : inTime, ...passed, ...provisional), due, daysLate }
  },
})

function dueOf({ kind, eventOn, reportYear }: Facts, law: LawReading): Period {
  if (kind === 'ANNUAL_REPORT') return annualReportDue(needed(reportYear, '/reportYear'), law)
  const start = needed(eventOn, '/eventOn')
  if (kind === 'EVENT_PUBLICITY') return endOfWorkingDays(law, start, law.count('P-22-04', 'workday', start))
  return endOfPeriod(law, { start, length: law.count('P-22-03', 'day', start), unit: 'DAY', regime: 'CIVIL' })
}

function annualReportDue(reportYear: number, law: LawReading): Period {
  const key = 'PB-R22-03.annualReport'
  const { value } = law.row(key)
  const [, month, date] = (typeof value === 'string' ? MONTH_DAY.exec(value) : null) ?? []
  if (month === undefined || date === undefined) {
    throw new LawError('VERSION_PARAMETER_MISSING', '', { key, expected: 'MM-DD' })
  }
  const day = civilDate({ year: reportYear + 1, month: Number(month), day: Number(date) })
  if (day === undefined) throw new LawError('LIMIT_EXCEEDED', '/reportYear', { most: 9_998 })
  law.word('P-T-02', ['ROLL_TO_NEXT_WORKING_DAY'])
  return rollToWorkingDay(law, day)
}
