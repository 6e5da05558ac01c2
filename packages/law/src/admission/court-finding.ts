import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { courtTies } from '../lawyer/court-ties.ts'
import { powerCheck } from '../lawyer/power-check.ts'
import { receiptFreshness } from '../lawyer/receipt-freshness.ts'
import { representation } from '../lawyer/representation.ts'
import { EXCEPTIONS, LICENCE_STATUSES } from '../lawyer/standing.ts'
import { endOfPeriod, PERIOD_PARAMETERS } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { boolean, date, enumeration, list, nullable, object, type Value } from '../schema/schema.ts'
import { findingOf, findingSchema, groundsOfPart, partOf, type FindingGround } from './finding.ts'
import { tasksOf } from './tasks.ts'

const DEFENDER_BARS = [
  'SERVING_SENTENCE',
  'RESTRICTED_LIBERTY',
  'DISMISSED_OR_REVOKED',
  'SERVING_STAFF',
  'ASSESSOR',
  'INTERESTED',
  'FOREIGNER',
  'NO_CAPACITY',
] as const
type DefenderBar = (typeof DEFENDER_BARS)[number]

/** Own unit of public and company lawyers, permitted matters of residents of Hong Kong, Macao and Taiwan. */
const PRACTICE_SCOPES = ['WITHIN', 'OTHER_UNIT', 'OPEN'] as const

/** Items 3 to 7 of art. 40: a guardian or close relative whom the defendant instructs may be allowed. */
const MAY_BE_ALLOWED: readonly DefenderBar[] = [
  'DISMISSED_OR_REVOKED',
  'SERVING_STAFF',
  'ASSESSOR',
  'INTERESTED',
  'FOREIGNER',
]

const papersSchema = object({
  poaFiledOn: nullable(date()),
  hearingOn: nullable(date()),
  licenceCopy: boolean(),
  /** Letter of the firm, or official letter of the legal-aid body. */
  firmLetter: boolean(),
  /** Day on which a defender took the instruction; null for agents. */
  instructedOn: nullable(date()),
})

const input = object({
  on: date(),
  role: enumeration(['AGENT', 'DEFENDER']),
  stage: enumeration(['INVESTIGATION', 'OTHER']),
  exception: enumeration(EXCEPTIONS),
  /** Is the agent already admitted in this case? Then a bar means that the court must act. */
  alreadyActing: boolean(),
  /** Status by the answer of the bureau; null: no licence. */
  statusOnDay: nullable(enumeration(LICENCE_STATUSES)),
  courtTies: partOf(courtTies),
  representation: partOf(representation),
  /** Null where no act is asked for. */
  powerCheck: nullable(partOf(powerCheck)),
  /** Null where the bureau is asked in this very step. */
  receiptFreshness: nullable(partOf(receiptFreshness)),
  /** Days on which the agent acted in this case while suspended or revoked. */
  actsWhileBarred: list(date()),
  conflict: enumeration(['NONE', 'NAME_MATCH', 'FIRM_MATCH', 'CONFIRMED']),
  defenderBars: list(enumeration(DEFENDER_BARS)),
  /** OPEN: the records do not say whether the matter is one that this category may handle. */
  practiceScope: enumeration(PRACTICE_SCOPES),
  papers: papersSchema,
})
type Facts = Value<typeof input>

/** What only the court can judge: its own staff, the parties, the powers, the papers. */
export const courtFinding = defineFunction({
  name: 'admission.courtFinding',
  question: {
    zh: '就法院掌握的情况而言，该律师能否在本案代理、辩护？',
    en: 'May this lawyer act in this case, as far as the court knows?',
  },
  rules: [
    'R18-04',
    'R18-06',
    'R18-07',
    'R18-08',
    'R18-09',
    'R18-10',
    'R18-12',
    'R18-13',
    'R18-15',
    'R18-16',
    'R18-17',
    'R18-18',
    'R18-20',
    'R18-22',
    'R18-24',
  ],
  parameters: [...PERIOD_PARAMETERS, 'PX-R18-18.defender'],
  reasons: [
    ...[courtTies, representation, powerCheck, receiptFreshness].flatMap(({ declaration }) => declaration.reasons),
    'ACTED_WHILE_BARRED R18-04',
    'ORDER_TO_STOP R18-12',
    'CONFLICT_MATCH R18-13',
    'CONFLICT_OF_INTEREST R18-13',
    'NOT_A_LAWYER_IN_INVESTIGATION R18-16',
    'POA_NOT_FILED R18-18',
    'POA_FILED_LATE R18-18',
    'LICENCE_COPY_MISSING R18-18',
    'FIRM_LETTER_MISSING R18-18',
    'DEFENDER_FILED_LATE R18-18',
    'CALENDAR_NOT_LOADED X-14',
    ...DEFENDER_BARS.map((bar) => `${bar} R18-20`),
    'NOT_OWN_UNIT R18-22',
    'SCOPE_NOT_CHECKED R18-22',
  ],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'on',
  input,
  output: findingSchema,
  evaluate(facts, law) {
    const grounds = [
      ...groundsOfPart(facts.courtTies, courtTies, '/courtTies'),
      ...groundsOfPart(facts.representation, representation, '/representation'),
      ...groundsOfPart(facts.powerCheck, powerCheck, '/powerCheck'),
      ...groundsOfPart(facts.receiptFreshness, receiptFreshness, '/receiptFreshness'),
      ...stopGrounds(facts),
      ...pastActGrounds(facts),
      ...conflictGrounds(facts),
      ...investigationGrounds(facts),
      ...defenderGrounds(facts),
      ...scopeGrounds(facts),
      ...paperGrounds(facts),
      ...defenderDeadlineGrounds(facts, law),
    ]
    return findingOf(grounds, tasksOf(grounds))
  },
})

// R18-12: nobody is removed by program; the judge orders it.
function stopGrounds({ alreadyActing, courtTies: ties }: Facts): FindingGround[] {
  const due = alreadyActing && ties.verdict === 'BLOCK'
  return due ? [{ verdict: 'PERSON_DECIDES', code: 'ORDER_TO_STOP', rule: 'R18-12' }] : []
}

function pastActGrounds({ actsWhileBarred, on }: Facts): FindingGround[] {
  const index = actsWhileBarred.findIndex((day) => day > on)
  if (index >= 0) throw new LawError('DEADLINE_ORDER', `/actsWhileBarred/${index}`, { later: 'on' })
  if (actsWhileBarred.length === 0) return []
  return [{ verdict: 'PERSON_DECIDES', code: 'ACTED_WHILE_BARRED', rule: 'R18-04' }]
}

function conflictGrounds({ conflict }: Facts): FindingGround[] {
  if (conflict === 'NONE') return []
  if (conflict === 'CONFIRMED') return [{ verdict: 'BLOCK', code: 'CONFLICT_OF_INTEREST', rule: 'R18-13' }]
  return [{ verdict: 'PERSON_DECIDES', code: 'CONFLICT_MATCH', rule: 'R18-13' }]
}

function investigationGrounds({ stage, role, statusOnDay }: Facts): FindingGround[] {
  const isLawyer = statusOnDay === 'ACTIVE' || statusOnDay === 'TRANSFERRING'
  if (stage !== 'INVESTIGATION' || role !== 'DEFENDER' || isLawyer) return []
  return [{ verdict: 'BLOCK', code: 'NOT_A_LAWYER_IN_INVESTIGATION', rule: 'R18-16' }]
}

function defenderGrounds({ role, defenderBars, exception }: Facts): FindingGround[] {
  if (role !== 'DEFENDER') return []
  return defenderBars.map((bar) => {
    const forPerson = exception !== 'NONE' && MAY_BE_ALLOWED.includes(bar)
    return { verdict: forPerson ? 'PERSON_DECIDES' : 'BLOCK', code: bar, rule: 'R18-20' }
  })
}

// R18-22 warns; what the records do not say is put before the clerk.
function scopeGrounds({ practiceScope }: Facts): FindingGround[] {
  if (practiceScope === 'WITHIN') return []
  const code = practiceScope === 'OTHER_UNIT' ? 'NOT_OWN_UNIT' : 'SCOPE_NOT_CHECKED'
  return [{ verdict: 'WARN', code, rule: 'R18-22' }]
}

function paperGrounds({ papers, on, statusOnDay, exception }: Facts): FindingGround[] {
  const { poaFiledOn, hearingOn, licenceCopy, firmLetter } = papers
  const grounds: FindingGround[] = []
  const add = (verdict: FindingGround['verdict'], code: string): number =>
    grounds.push({ verdict, code, rule: 'R18-18' })
  if (poaFiledOn === null || poaFiledOn > on) {
    // Without the document nobody is authorised at the hearing; before it the paper can still come.
    add(hearingOn !== null && hearingOn <= on ? 'BLOCK' : 'WARN', 'POA_NOT_FILED')
  } else if (hearingOn !== null && poaFiledOn > hearingOn) add('WARN', 'POA_FILED_LATE')
  // A revoked lawyer who acts as guardian or close relative does not act as a lawyer and has no such papers.
  if (statusOnDay === 'REVOKED' && exception !== 'NONE') return grounds
  if (!licenceCopy) add('WARN', 'LICENCE_COPY_MISSING')
  if (!firmLetter) add('WARN', 'FIRM_LETTER_MISSING')
  return grounds
}

function defenderDeadlineGrounds({ role, papers, on }: Facts, law: LawReading): FindingGround[] {
  const { instructedOn, poaFiledOn } = papers
  if (role !== 'DEFENDER' || instructedOn === null) return []
  if (poaFiledOn !== null && poaFiledOn < instructedOn) {
    throw new LawError('DEADLINE_ORDER', '/papers/poaFiledOn', { earlier: 'instructedOn' })
  }
  const length = law.count('PX-R18-18.defender', 'day')
  const { legalEnd } = endOfPeriod(law, { start: instructedOn, length, unit: 'DAY', regime: 'CRIMINAL' })
  if (legalEnd === null) return [{ verdict: 'WARN', code: 'CALENDAR_NOT_LOADED', rule: 'X-14' }]
  const late = (poaFiledOn !== null && poaFiledOn <= on ? poaFiledOn : on) > legalEnd
  return late ? [{ verdict: 'WARN', code: 'DEFENDER_FILED_LATE', rule: 'R18-18' }] : []
}
