import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { endOfPeriod, PERIOD_PARAMETERS } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, enumeration, list, nullable, object, optional } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['ACTIVE', 'LAPSED'] as const
const RIGHT_KINDS = ['PATENT', 'TRADEMARK'] as const
const TERM_KEYS = { PATENT: 'P-20-04', TRADEMARK: 'P-20-05' } as const

/** Preservation of patents and marks: fixed terms from receipt by the office, no waiting preservation. */
export const preservationStatus = defineFunction({
  name: 'ip.preservationStatus',
  question: {
    zh: '专利权、商标权的保全是否仍在期限内？',
    en: 'Is a preservation of a patent or mark still in force?',
  },
  rules: ['R21-08', 'R20-12', 'O-05', 'O-06'],
  parameters: ['P-20-04', 'P-20-05', ...PERIOD_PARAMETERS],
  reasons: ['TERM_ENDED R21-08', 'NO_WAITING_PRESERVATION R21-08', 'RENEWAL_TOO_LATE R20-12'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'receivedOn',
  input: object({
    rightKind: enumeration(RIGHT_KINDS),
    receivedOn: date(),
    renewals: list(date()),
    asOf: date(),
    secondRequestOn: optional(date()),
  }),
  output: judged(VERDICTS, { endsOn: date(), secondRequest: nullable(enumeration(['REJECT', 'ACCEPT'])) }),
  evaluate({ rightKind, receivedOn, renewals, asOf, secondRequestOn }, law) {
    const early = renewals.findIndex((renewal) => renewal < receivedOn)
    if (early >= 0) throw new LawError('DEADLINE_ORDER', `/renewals/${early}`, { earlier: 'receivedOn' })
    const grounds: Ground<'ACTIVE' | 'LAPSED'>[] = []
    let endsOn = endOfTerm(law, rightKind, receivedOn)
    for (const renewal of [...renewals].sort((one, other) => one - other)) {
      if (renewal <= endsOn) endsOn = endOfTerm(law, rightKind, renewal)
      else grounds.push({ verdict: 'ACTIVE', code: 'RENEWAL_TOO_LATE', rule: 'R20-12' })
    }
    if (asOf > endsOn) grounds.push({ verdict: 'LAPSED', code: 'TERM_ENDED', rule: 'R21-08' })
    const waiting = secondRequestOn !== null && receivedOn <= secondRequestOn && secondRequestOn <= endsOn
    if (waiting) grounds.push({ verdict: 'ACTIVE', code: 'NO_WAITING_PRESERVATION', rule: 'R21-08' })
    const secondRequest = secondRequestOn === null ? null : waiting ? 'REJECT' : 'ACCEPT'
    return { ...judge(VERDICTS, grounds), endsOn, secondRequest }
  },
})

function endOfTerm(law: LawReading, rightKind: (typeof RIGHT_KINDS)[number], start: CivilDate): CivilDate {
  const length = law.count(TERM_KEYS[rightKind], 'month', start)
  return endOfPeriod(law, { start, length, unit: 'MONTH', regime: 'MEASURE' }).legalEnd ?? start
}
