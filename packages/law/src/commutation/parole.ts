import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { ceilExact, exactOf, multiplyExact } from '../money/exact.ts'
import { addCriminalHalfMonths, addCriminalMonths } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, date, enumeration, integer, nullable, object, positive, type Value } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['PASS', 'INCOMPLETE', 'TOO_EARLY', 'BARRED'] as const

/** 2016 provisions art. 28: a reduction of one year or more has the longer interval. */
const LONG_REDUCTION_MONTHS = 12
/** Art. 28: with less than two years left the interval may be shorter. */
const SHORT_REST_MONTHS = 24
const HALVES_PER_MONTH = 2n

const input = object({
  penalty: enumeration(['FIXED', 'LIFE', 'SUSPENDED_DEATH']),
  termMonths: nullable(positive()),
  custodyFrom: date(),
  finalityOn: date(),
  suspensionEndedOn: nullable(date()),
  requestedOn: date(),
  recidivist: boolean(),
  listedViolentTenYears: boolean(),
  ableNotPaying: boolean(),
  reoffendingRisk: boolean(),
  communityReport: boolean(),
  lastReduction: nullable(object({ months: positive(), servedOn: date() })),
  remainingMonths: nullable(integer()),
})
type Facts = Value<typeof input>

/** Criminal Law art. 81; 2016 provisions arts. 23 to 28. The earliest day itself is open. */
export const parole = defineFunction({
  name: 'commutation.parole',
  question: { zh: '该日是否可以假释？', en: 'Is parole open on this day?' },
  rules: ['R19-26', 'R19-27', 'X-06'],
  parameters: [
    'PA-R19-20.fixed',
    'PA-R19-20.life',
    'PA-R19-20.suspendedDeath',
    'PA-R19-27.interval',
    'PA-R19-27.longInterval',
  ],
  reasons: [
    'ABLE_NOT_PAYING R19-26',
    'COMMUNITY_REPORT_MISSING R19-26',
    'LISTED_VIOLENT_TEN_YEARS R19-26',
    'RECIDIVIST R19-26',
    'REOFFENDING_RISK R19-26',
    'TERM_NOT_SERVED R19-26',
    'INTERVAL_MAY_BE_SHORTENED R19-27',
    'INTERVAL_NOT_OVER R19-27',
  ],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'requestedOn',
  input,
  output: judged(VERDICTS, { earliestOn: date() }),
  evaluate(facts, law) {
    const servedOn = termServedOn(facts, law)
    const intervalOn = intervalOverOn(facts, law)
    const mayShorten = facts.remainingMonths !== null && facts.remainingMonths < SHORT_REST_MONTHS
    const grounds: Ground<(typeof VERDICTS)[number]>[] = [...personGrounds(facts)]
    if (facts.requestedOn < servedOn) grounds.push({ verdict: 'TOO_EARLY', code: 'TERM_NOT_SERVED', rule: 'R19-26' })
    if (intervalOn !== null && facts.requestedOn < intervalOn) {
      grounds.push(
        mayShorten
          ? { verdict: 'PASS', code: 'INTERVAL_MAY_BE_SHORTENED', rule: 'R19-27' }
          : { verdict: 'TOO_EARLY', code: 'INTERVAL_NOT_OVER', rule: 'R19-27' },
      )
    }
    const earliestOn = intervalOn !== null && intervalOn > servedOn && !mayShorten ? intervalOn : servedOn
    return { ...judge(VERDICTS, grounds), earliestOn }
  },
})

function personGrounds(facts: Facts): Ground<'BARRED' | 'INCOMPLETE'>[] {
  const grounds: Ground<'BARRED' | 'INCOMPLETE'>[] = []
  const bar = (code: string): number => grounds.push({ verdict: 'BARRED', code, rule: 'R19-26' })
  if (facts.recidivist) bar('RECIDIVIST')
  if (facts.listedViolentTenYears) bar('LISTED_VIOLENT_TEN_YEARS')
  if (facts.ableNotPaying) bar('ABLE_NOT_PAYING')
  if (facts.reoffendingRisk) bar('REOFFENDING_RISK')
  if (!facts.communityReport) grounds.push({ verdict: 'INCOMPLETE', code: 'COMMUNITY_REPORT_MISSING', rule: 'R19-26' })
  return grounds
}

/** A fixed term counts custody before the judgment, life imprisonment does not. */
function termServedOn(facts: Facts, law: LawReading): CivilDate {
  switch (facts.penalty) {
    case 'FIXED': {
      if (facts.termMonths === null) throw new LawError('FORMAT_MISSING', '/termMonths', { key: 'termMonths' })
      const halves = exactOf(BigInt(facts.termMonths) * HALVES_PER_MONTH)
      const served = ceilExact(multiplyExact(halves, law.fraction('PA-R19-20.fixed', 'fraction')))
      return addCriminalHalfMonths(facts.custodyFrom, Number(served))
    }
    case 'LIFE':
      return addCriminalMonths(facts.finalityOn, law.count('PA-R19-20.life', 'month'))
    case 'SUSPENDED_DEATH':
      if (facts.suspensionEndedOn === null) {
        throw new LawError('FORMAT_MISSING', '/suspensionEndedOn', { key: 'suspensionEndedOn' })
      }
      return addCriminalMonths(facts.suspensionEndedOn, law.count('PA-R19-20.suspendedDeath', 'month'))
  }
}

function intervalOverOn({ lastReduction }: Facts, law: LawReading): CivilDate | null {
  if (lastReduction === null) return null
  const key = lastReduction.months >= LONG_REDUCTION_MONTHS ? 'PA-R19-27.longInterval' : 'PA-R19-27.interval'
  return addCriminalMonths(lastReduction.servedOn, law.count(key, 'month'))
}
