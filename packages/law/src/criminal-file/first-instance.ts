import type { LawReading } from '../law-book/law-reading.ts'
import { ceilExact, exactOf, multiplyExact } from '../money/exact.ts'
import {
  addCriminalHalfMonths,
  endOfPeriod,
  PERIOD_PARAMETERS,
  periodFields,
  periodTo,
  type Period,
  type Regime,
} from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { boolean, date, enumeration, nullable, object, type Value } from '../schema/schema.ts'
import { addDays, type CivilDate } from '../time/civil-date.ts'
import { regimeOf } from './regime.ts'

const HALVES_PER_MONTH = 2n

const input = object({
  acceptedOn: date(),
  procedure: enumeration(['ORDINARY', 'SIMPLIFIED', 'FAST_TRACK']),
  overThreeYears: boolean(),
  overOneYear: boolean(),
  inCustody: boolean(),
  approvedExtension: boolean(),
})
type Facts = Value<typeof input>

interface Answer {
  readonly due: Period
  readonly latest: Period | null
  readonly extended: Period | null
  readonly applyExtensionBy: CivilDate | null
}

/** Criminal Procedure Law arts. 208, 220, 225. */
export const firstInstance = defineFunction({
  name: 'criminalFile.firstInstance',
  question: { zh: '一审应当在何时之前审结？', en: 'Until when must the first instance end?' },
  rules: ['R19-46', 'R19-47', 'X-02', 'X-03', 'X-06', 'X-14'],
  parameters: [
    ...PERIOD_PARAMETERS,
    'P-19-09.base',
    'P-19-09.latest',
    'P-19-09.approved',
    'P-19-09.simple',
    'P-19-09.simpleOverThreeYears',
    'P-19-09.fastTrack',
    'P-19-09.fastTrackOverOneYear',
    'PA-R19-46.applyBefore',
  ],
  reasons: [],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'acceptedOn',
  input,
  output: object({
    due: object(periodFields),
    latest: nullable(object(periodFields)),
    extended: nullable(object(periodFields)),
    applyExtensionBy: nullable(date()),
  }),
  evaluate(facts, law) {
    if (facts.procedure === 'ORDINARY') return ordinary(facts, law)
    return { due: shortDue(facts, law), latest: null, extended: null, applyExtensionBy: null }
  },
})

function ordinary({ acceptedOn, inCustody, approvedExtension }: Facts, law: LawReading): Answer {
  const regime = regimeOf(inCustody)
  const latestMonths = law.count('P-19-09.latest', 'month')
  const latest = monthsAfter(law, acceptedOn, latestMonths, regime)
  return {
    due: monthsAfter(law, acceptedOn, law.count('P-19-09.base', 'month'), regime),
    latest,
    extended: approvedExtension
      ? monthsAfter(law, acceptedOn, latestMonths + law.count('P-19-09.approved', 'month'), regime)
      : null,
    applyExtensionBy: addDays(latest.rawEnd ?? acceptedOn, -law.count('PA-R19-46.applyBefore', 'day')),
  }
}

function shortDue(facts: Facts, law: LawReading): Period {
  const { acceptedOn: start, procedure, overThreeYears, overOneYear, inCustody } = facts
  const regime = regimeOf(inCustody)
  if (procedure === 'SIMPLIFIED' && overThreeYears) {
    const months = law.fraction('P-19-09.simpleOverThreeYears', 'month')
    const halves = ceilExact(multiplyExact(months, exactOf(HALVES_PER_MONTH)))
    return periodTo(law, addCriminalHalfMonths(start, Number(halves)), regime)
  }
  const fastTrack = overOneYear ? 'P-19-09.fastTrackOverOneYear' : 'P-19-09.fastTrack'
  const length = law.count(procedure === 'SIMPLIFIED' ? 'P-19-09.simple' : fastTrack, 'day')
  return endOfPeriod(law, { start, length, unit: 'DAY', regime })
}

function monthsAfter(law: LawReading, start: CivilDate, length: number, regime: Regime): Period {
  return endOfPeriod(law, { start, length, unit: 'MONTH', regime })
}
