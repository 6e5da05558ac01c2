import { LawError } from '../law-error.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, periodTo } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { boolean, date, enumeration, nullable, object } from '../schema/schema.ts'
import { addDays } from '../time/civil-date.ts'
import { regimeOf } from './regime.ts'

/** Criminal Procedure Law art. 172; the period runs again after a supplementary investigation (art. 175). */
export const prosecutionReview = defineFunction({
  name: 'criminalFile.prosecutionReview',
  question: { zh: '检察院应当在何时之前作出审查起诉决定？', en: 'Until when must the procuratorate decide?' },
  rules: ['R19-43', 'R19-44', 'X-02', 'X-03', 'X-06', 'X-14'],
  parameters: [
    ...PERIOD_PARAMETERS,
    'P-19-07.base',
    'P-19-07.complex',
    'P-19-07.fastTrack',
    'P-19-07.fastTrackOverOneYear',
  ],
  reasons: [],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'receivedOn',
  input: object({
    receivedOn: date(),
    resubmittedOn: nullable(date()),
    track: enumeration(['ORDINARY', 'FAST_TRACK']),
    /** More than one year of imprisonment is possible. */
    overOneYear: boolean(),
    inCustody: boolean(),
  }),
  output: object({ due: object(periodFields), extendedDue: nullable(object(periodFields)) }),
  evaluate({ receivedOn, resubmittedOn, track, overOneYear, inCustody }, law) {
    if (resubmittedOn !== null && resubmittedOn < receivedOn) {
      throw new LawError('DEADLINE_ORDER', '/resubmittedOn', { earlier: 'receivedOn' })
    }
    const start = resubmittedOn ?? receivedOn
    const regime = regimeOf(inCustody)
    if (track === 'FAST_TRACK') {
      const length = law.count(overOneYear ? 'P-19-07.fastTrackOverOneYear' : 'P-19-07.fastTrack', 'day')
      return { due: endOfPeriod(law, { start, length, unit: 'DAY', regime }), extendedDue: null }
    }
    const length = law.count('P-19-07.base', 'month')
    const due = endOfPeriod(law, { start, length, unit: 'MONTH', regime })
    const extendedRawEnd = addDays(due.rawEnd ?? start, law.count('P-19-07.complex', 'day'))
    return { due, extendedDue: periodTo(law, extendedRawEnd, regime) }
  },
})
