import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { addCivilMonths, addYears } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Judgement } from '../registry/judgement.ts'
import {
  date,
  enumeration,
  integer,
  nullable,
  object,
  optional,
  positive,
  variant,
  type Value,
} from '../schema/schema.ts'
import { addDays, civilDate, partsOf, type CivilDate } from '../time/civil-date.ts'
import { needed } from '../schema/needed.ts'

const VERDICTS = ['NOT_YET', 'IN_FORCE', 'GRACE', 'EXPIRED', 'LAPSED', 'NEVER_EXISTED'] as const
type Verdict = (typeof VERDICTS)[number]

const PATENTS = ['PATENT_INVENTION', 'PATENT_UTILITY', 'PATENT_DESIGN'] as const
type PatentKind = (typeof PATENTS)[number]
const REGISTER_STATUSES = ['IN_FORCE', 'LAPSED_FEE', 'SURRENDERED', 'INVALIDATED_FULL'] as const

const input = object({
  rightKind: enumeration([...PATENTS, 'TRADEMARK', 'COPYRIGHT_NATURAL', 'COPYRIGHT_LEGAL']),
  filingDate: variant('rightKind', PATENTS, date()),
  grantDate: variant('rightKind', PATENTS, nullable(date())),
  register: variant('rightKind', PATENTS, optional(object({ status: enumeration(REGISTER_STATUSES), since: date() }))),
  registrationDate: variant('rightKind', ['TRADEMARK'], date()),
  renewals: variant('rightKind', ['TRADEMARK'], optional(integer())),
  authorDeathDate: variant('rightKind', ['COPYRIGHT_NATURAL'], nullable(date())),
  firstPublicationDate: variant('rightKind', ['COPYRIGHT_LEGAL'], date()),
  asOf: date(),
})
type Facts = Value<typeof input>

interface Term extends Judgement<Verdict> {
  readonly lastProtectedDay: CivilDate | null
  readonly termYears: number | null
  readonly terminationDate: CivilDate | null
  readonly termStart: CivilDate | null
  readonly graceEnd: CivilDate | null
}

const NO_FACTS = { termYears: null, terminationDate: null, termStart: null, graceEnd: null } as const

/**
 * Patent Law arts. 42–47, Trademark Law arts. 39–40, Copyright Law art. 23. No term rolls over holidays. The term of a
 * patent is the one of its filing date; the other parameters are those of `asOf`.
 */
export const protectionTerm = defineFunction({
  name: 'ip.protectionTerm',
  question: { zh: '该权利当日是否有效、有效至何时？', en: 'Is the right in force on a date, until when?' },
  rules: ['R21-02', 'R21-04', 'R21-05'],
  parameters: [
    'P-21-01.invention',
    'P-21-01.utility',
    'P-21-01.design',
    'PB-R21-02.designOld',
    'P-21-02.term',
    'P-21-02.grace',
    'PB-R21-05.copyright',
  ],
  reasons: [
    'INVALIDATED_FROM_START R21-02',
    'NOT_GRANTED R21-02',
    'REGISTER_LAPSED_FEE R21-02',
    'REGISTER_SURRENDERED R21-02',
    'TERM_ENDED R21-02',
    'TERM_ENDED R21-05',
    'SUBJECT_TO_FEES R21-02',
    'RENEWAL_GRACE R21-04',
    'NOT_RENEWED R21-04',
  ],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'asOf',
  input,
  output: judged(VERDICTS, {
    lastProtectedDay: nullable(date()),
    termYears: optional(positive()),
    terminationDate: optional(date()),
    termStart: optional(date()),
    graceEnd: optional(date()),
  }),
  evaluate(facts, law) {
    switch (facts.rightKind) {
      case 'TRADEMARK':
        return trademarkTerm(facts, law)
      case 'COPYRIGHT_NATURAL':
        return copyrightTerm(facts.authorDeathDate, facts.asOf, law)
      case 'COPYRIGHT_LEGAL':
        return copyrightTerm(facts.firstPublicationDate, facts.asOf, law)
      case 'PATENT_INVENTION':
      case 'PATENT_UTILITY':
      case 'PATENT_DESIGN':
        return patentTerm(facts.rightKind, facts, law)
    }
  },
})

function patentTerm(kind: PatentKind, facts: Facts, law: LawReading): Term {
  const { grantDate } = facts
  const filingDate = needed(facts.filingDate, '/filingDate')
  if (grantDate !== null && grantDate < filingDate) {
    throw new LawError('DEADLINE_ORDER', '/grantDate', { earlier: 'filingDate' })
  }
  const termYears = patentYears(kind, filingDate, law)
  const terminationDate = addYears(filingDate, termYears)
  return {
    ...NO_FACTS,
    ...patentStanding(facts, terminationDate),
    termYears,
    terminationDate,
    lastProtectedDay: addDays(terminationDate, -1),
  }
}

function patentYears(kind: PatentKind, filingDate: CivilDate, law: LawReading): number {
  if (kind === 'PATENT_INVENTION') return law.count('P-21-01.invention', 'year', filingDate)
  if (kind === 'PATENT_UTILITY') return law.count('P-21-01.utility', 'year', filingDate)
  const old = law.holds('PB-R21-02.designOld', filingDate)
  return law.count(old ? 'PB-R21-02.designOld' : 'P-21-01.design', 'year', filingDate)
}

function patentStanding({ grantDate, register, asOf }: Facts, terminationDate: CivilDate): Judgement<Verdict> {
  const rule = 'R21-02'
  if (register?.status === 'INVALIDATED_FULL') return decided('NEVER_EXISTED', { code: 'INVALIDATED_FROM_START', rule })
  if (grantDate === null || asOf < grantDate) return decided('NOT_YET', { code: 'NOT_GRANTED', rule })
  if (register !== null && register.status !== 'IN_FORCE' && asOf >= register.since) {
    return decided('LAPSED', { code: `REGISTER_${register.status}`, rule })
  }
  if (asOf >= terminationDate) return decided('EXPIRED', { code: 'TERM_ENDED', rule })
  return register === null ? decided('IN_FORCE', { code: 'SUBJECT_TO_FEES', rule }) : decided('IN_FORCE')
}

function trademarkTerm(facts: Facts, law: LawReading): Term {
  const registrationDate = needed(facts.registrationDate, '/registrationDate')
  const years = law.count('P-21-02.term', 'year')
  const renewals = facts.renewals ?? 0
  const termStart = addYears(registrationDate, years * renewals)
  const lastProtectedDay = addDays(addYears(registrationDate, years * (renewals + 1)), -1)
  const graceEnd = addCivilMonths(lastProtectedDay, law.count('P-21-02.grace', 'month'))
  const { asOf } = facts
  const standing = ((): Judgement<Verdict> => {
    if (asOf < registrationDate) return decided('NOT_YET')
    if (asOf <= lastProtectedDay) return decided('IN_FORCE')
    if (asOf <= graceEnd) return decided('GRACE', { code: 'RENEWAL_GRACE', rule: 'R21-04' })
    return decided('EXPIRED', { code: 'NOT_RENEWED', rule: 'R21-04' })
  })()
  return { ...NO_FACTS, ...standing, lastProtectedDay, termStart, graceEnd }
}

/** `startOn`: death of the author or first publication; null while the author lives. */
function copyrightTerm(startOn: CivilDate | null, asOf: CivilDate, law: LawReading): Term {
  if (startOn === null) return { ...NO_FACTS, ...decided('IN_FORCE'), lastProtectedDay: null }
  const year = partsOf(startOn).year + law.count('PB-R21-05.copyright', 'year')
  const lastProtectedDay = civilDate({ year, month: 12, day: 31 })
  if (lastProtectedDay === undefined) throw new LawError('LIMIT_EXCEEDED', '', { latest: '9999-12-31' })
  const ended = asOf > lastProtectedDay
  const standing = ended ? decided('EXPIRED', { code: 'TERM_ENDED', rule: 'R21-05' }) : decided('IN_FORCE')
  return { ...NO_FACTS, ...standing, lastProtectedDay }
}
