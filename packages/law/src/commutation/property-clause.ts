import type { LawReading } from '../law-book/law-reading.ts'
import { addCriminalMonths } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Judgement } from '../registry/judgement.ts'
import { boolean, cents, date, enumeration, list, nullable, object, type Value } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['PASS', 'WAIT', 'REFUSE'] as const
type Verdict = (typeof VERDICTS)[number]

const input = object({
  ability: enumeration(['ABLE', 'NO_ASSETS_FOUND']),
  unpaidCents: cents(),
  abuse: list(
    object({
      kind: enumeration([
        'HIDDEN_ASSETS',
        'SILENCE_ON_PROCEEDS',
        'OBSTRUCTION',
        'FALSE_DECLARATION',
        'SPENDING_ABOVE_LIMIT',
      ]),
      endedOn: nullable(date()),
    }),
  ),
  performedInFullOn: nullable(date()),
  majorMerit: boolean(),
  submittedOn: date(),
})
type Facts = Value<typeof input>

type Answer = Judgement<Verdict> & { readonly waitUntil: CivilDate | null }

/** Property-clause provisions 2024 arts. 2 to 7; the first branch that fits. */
export const propertyClause = defineFunction({
  name: 'commutation.propertyClause',
  question: {
    zh: '未履行的财产性判项是否妨碍减刑、假释？',
    en: 'Do unpaid property clauses stand in the way?',
  },
  rules: ['R19-29', 'X-06'],
  parameters: ['P-19-04'],
  reasons: [
    'ABLE_NOT_PERFORMED R19-29',
    'ABUSE_CONTINUES R19-29',
    'DEEMED_UNABLE R19-29',
    'MAJOR_MERIT R19-29',
    'WAITING_TIME R19-29',
  ],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'submittedOn',
  input,
  output: judged(VERDICTS, { waitUntil: nullable(date()) }),
  evaluate(facts, law) {
    if (facts.majorMerit) return answer('PASS', 'MAJOR_MERIT')
    if (facts.abuse.length > 0) return afterAbuse(facts, law)
    if (facts.unpaidCents === 0n) return answer('PASS', null)
    return facts.ability === 'ABLE' ? answer('REFUSE', 'ABLE_NOT_PERFORMED') : answer('PASS', 'DEEMED_UNABLE')
  },
})

function afterAbuse(facts: Facts, law: LawReading): Answer {
  const { ability, unpaidCents, abuse, performedInFullOn, submittedOn } = facts
  const ends = abuse.map(({ endedOn }) => endedOn)
  // An abuse that still goes on counts as ended by full performance.
  const waitFrom = ends.includes(null) ? performedInFullOn : latest(ends)
  if (waitFrom === null) return answer('REFUSE', 'ABUSE_CONTINUES')
  const waitUntil = addCriminalMonths(waitFrom, law.count('P-19-04', 'month'))
  if (submittedOn <= waitUntil) return answer('WAIT', 'WAITING_TIME', waitUntil)
  const refused = ability === 'ABLE' && unpaidCents > 0n && performedInFullOn === null
  return refused ? answer('REFUSE', 'ABLE_NOT_PERFORMED', waitUntil) : answer('PASS', null, waitUntil)
}

function latest(days: readonly (CivilDate | null)[]): CivilDate | null {
  return days.reduce((last, day) => (last === null || (day !== null && day > last) ? day : last), null)
}

function answer(verdict: Verdict, code: string | null, waitUntil: CivilDate | null = null): Answer {
  return { ...judge(VERDICTS, code === null ? [] : [{ verdict, code, rule: 'R19-29' }]), waitUntil }
}
