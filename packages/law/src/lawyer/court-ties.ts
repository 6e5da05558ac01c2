import type { LawReading } from '../law-book/law-reading.ts'
import { addYears } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, date, enumeration, list, nullable, object, text, type Value } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'
import { EXCEPTIONS } from './standing.ts'

const VERDICTS = ['PASS', 'ALERT', 'BLOCK'] as const
type TieGround = Ground<'ALERT' | 'BLOCK'>

const input = object({
  actOn: date(),
  poaSignedOn: nullable(date()),
  caseCourt: text(),
  exception: enumeration(EXCEPTIONS),
  former: nullable(
    object({
      role: enumeration(['JUDGE', 'PROCURATOR']),
      organsServed: list(text()),
      leftOn: date(),
      leaveKind: enumeration(['RESIGNED', 'RETIRED', 'TRANSFERRED', 'DISMISSED']),
      senior: boolean(),
      firmInFormerArea: boolean(),
    }),
  ),
  relatives: list(object({ relation: enumeration(['SPOUSE', 'PARENT', 'CHILD', 'OTHER']), court: text() })),
})
type Facts = Value<typeof input>
type FormerStaff = NonNullable<Facts['former']>

/** Lawyers Law art. 41, Judges Law art. 36, recusal provisions (法释〔2011〕12号) arts. 8, 9; 司发通〔2021〕61号. */
export const courtTies = defineFunction({
  name: 'lawyer.courtTies',
  question: { zh: '与法院的关系是否使该律师不得代理？', en: 'Does a tie to the court bar this lawyer?' },
  rules: ['R18-06', 'R18-07', 'R18-08', 'R18-09', 'R18-10'],
  parameters: ['P-18-01', 'P-18-02', 'P-18-06.senior', 'P-18-06.other'],
  reasons: [
    'WITHIN_TWO_YEARS R18-06',
    'ACCEPTED_WITHIN_BAN R18-06',
    'FORMER_COURT R18-07',
    'DISMISSED_JUDGE R18-08',
    'FORMER_AREA_FIRM R18-09',
    'RELATIVE_IN_COURT R18-10',
  ],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'actOn',
  input,
  output: judged(VERDICTS, { banEndsOn: nullable(date()) }),
  evaluate(facts, law) {
    const { former } = facts
    const relatives = relativeGrounds(facts)
    if (former === null) return { ...judge(VERDICTS, relatives), banEndsOn: null }
    const banEndsOn = addYears(former.leftOn, law.count('P-18-01', 'year'))
    const grounds = [
      ...banGrounds(facts, banEndsOn),
      ...judgeGrounds(facts, former, law),
      ...areaGrounds(facts, former, law),
      ...relatives,
    ]
    return { ...judge(VERDICTS, grounds), banEndsOn }
  },
})

function banGrounds({ actOn, poaSignedOn }: Facts, banEndsOn: CivilDate): TieGround[] {
  if (actOn <= banEndsOn) return [{ verdict: 'BLOCK', code: 'WITHIN_TWO_YEARS', rule: 'R18-06' }]
  const acceptedWithin = poaSignedOn !== null && poaSignedOn <= banEndsOn
  return acceptedWithin ? [{ verdict: 'ALERT', code: 'ACCEPTED_WITHIN_BAN', rule: 'R18-06' }] : []
}

function judgeGrounds({ caseCourt, exception }: Facts, former: FormerStaff, law: LawReading): TieGround[] {
  if (former.role !== 'JUDGE' || exception !== 'NONE') return []
  const grounds: TieGround[] = []
  law.word('P-18-02', ['LIFE'])
  if (former.organsServed.includes(caseCourt)) grounds.push({ verdict: 'BLOCK', code: 'FORMER_COURT', rule: 'R18-07' })
  if (former.leaveKind === 'DISMISSED') grounds.push({ verdict: 'BLOCK', code: 'DISMISSED_JUDGE', rule: 'R18-08' })
  return grounds
}

function areaGrounds({ actOn }: Facts, former: FormerStaff, law: LawReading): TieGround[] {
  const { leaveKind, firmInFormerArea, leftOn, senior } = former
  if (!firmInFormerArea || (leaveKind !== 'RESIGNED' && leaveKind !== 'RETIRED')) return []
  const years = law.count(senior ? 'P-18-06.senior' : 'P-18-06.other', 'year')
  return actOn <= addYears(leftOn, years) ? [{ verdict: 'ALERT', code: 'FORMER_AREA_FIRM', rule: 'R18-09' }] : []
}

function relativeGrounds({ relatives, caseCourt }: Facts): TieGround[] {
  const tied = relatives.some(({ relation, court }) => relation !== 'OTHER' && court === caseCourt)
  return tied ? [{ verdict: 'BLOCK', code: 'RELATIVE_IN_COURT', rule: 'R18-10' }] : []
}
