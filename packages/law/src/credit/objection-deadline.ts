import type { LawReading } from '../law-book/law-reading.ts'
import { isAfterEnd, provisionalReasons } from '../period/end-day.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, type Period } from '../period/period.ts'
import { endOfWorkingDays } from '../period/working-day-period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, sortReasons } from '../registry/judgement.ts'
import { date, enumeration, nullable, object } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['OPEN', 'ANSWERED', 'ANSWERED_LATE', 'OVERDUE'] as const
const REGIMES = ['CREDIT_BUREAU', 'JUDICIAL_LISTING', 'SHANGHAI_LOCAL'] as const
type Regime = (typeof REGIMES)[number]

const RULES: Readonly<Record<Regime, string>> = {
  CREDIT_BUREAU: 'R26-08',
  JUDICIAL_LISTING: 'R20-88',
  SHANGHAI_LOCAL: 'R26-14',
}

/** Credit Reporting Regulation art. 25, Listing Provisions arts. 11–12, Shanghai Social Credit Regulation arts. 35–38. */
export const objectionDeadline = defineFunction({
  name: 'credit.objectionDeadline',
  question: { zh: '异议应在何时标注和答复？', en: 'When must an objection be marked and answered?' },
  rules: [...Object.values(RULES), 'R26-13', 'X-01', 'X-02', 'X-12', 'X-14'],
  parameters: ['P-26-03', 'P-20-18.decide', 'PB-R26-14.decide', 'PB-R26-14.mark', ...PERIOD_PARAMETERS],
  reasons: [...Object.values(RULES).map((rule) => `DEADLINE_PASSED ${rule}`), 'CALENDAR_NOT_LOADED X-14'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'receivedOn',
  input: object({
    regime: enumeration(REGIMES),
    receivedOn: date(),
    resolvedOn: nullable(date()),
    asOf: date(),
  }),
  output: judged(VERDICTS, { answerBy: object(periodFields), markBy: nullable(date()) }),
  evaluate({ regime, receivedOn, resolvedOn, asOf }, law) {
    const answerBy = answerByOf(law, regime, receivedOn)
    const late = isAfterEnd(resolvedOn ?? asOf, answerBy)
    const passed = late === true ? [{ code: 'DEADLINE_PASSED', rule: RULES[regime] }] : []
    return {
      verdict: verdictOf(late, resolvedOn !== null),
      reasons: sortReasons([...passed, ...provisionalReasons([answerBy])]),
      answerBy,
      markBy: markByOf(law, regime, receivedOn),
    }
  },
})

/** Without an end nothing can be said about the answer yet. */
function verdictOf(late: boolean | null, answered: boolean): (typeof VERDICTS)[number] {
  if (late === null) return 'OPEN'
  if (answered) return late ? 'ANSWERED_LATE' : 'ANSWERED'
  return late ? 'OVERDUE' : 'OPEN'
}

function answerByOf(law: LawReading, regime: Regime, start: CivilDate): Period {
  if (regime === 'SHANGHAI_LOCAL') return endOfWorkingDays(law, start, law.count('PB-R26-14.decide', 'workday'))
  const length = law.count(regime === 'CREDIT_BUREAU' ? 'P-26-03' : 'P-20-18.decide', 'day')
  return endOfPeriod(law, { start, length, unit: 'DAY', regime: 'CIVIL' })
}

/** R26-13: at once; in Shanghai on the next working day, unknown while the year is not loaded. */
function markByOf(law: LawReading, regime: Regime, receivedOn: CivilDate): CivilDate | null {
  if (regime !== 'SHANGHAI_LOCAL') return receivedOn
  return endOfWorkingDays(law, receivedOn, law.count('PB-R26-14.mark', 'workday')).legalEnd
}
