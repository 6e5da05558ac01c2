import { assessment } from '../lawyer/assessment.ts'
import { CATEGORIES } from '../lawyer/licence-number.ts'
import { parseLicence } from '../lawyer/parse-licence.ts'
import { samePerson } from '../lawyer/same-person.ts'
import { LICENCE_STATUSES, standing } from '../lawyer/standing.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged } from '../registry/judgement.ts'
import { boolean, enumeration, nullable, object, type Value } from '../schema/schema.ts'
import { findingOf, findingFields, FINDING_VERDICTS, groundsOfPart, partOf, type FindingGround } from './finding.ts'
import { tasksOf } from './tasks.ts'

const input = object({
  licence: partOf(parseLicence),
  /** Null where the number never changed. */
  samePerson: nullable(partOf(samePerson)),
  standing: partOf(standing),
  /** By the result of `lawyer.standing`. */
  statusOnDay: nullable(enumeration(LICENCE_STATUSES)),
  assessment: partOf(assessment),
  /** As registered; null where the number is an old one and the register has no category. */
  category: nullable(enumeration(CATEGORIES)),
  publicOffice: enumeration(['NONE', 'CIVIL_SERVANT', 'STANDING_COMMITTEE']),
  /** Does a public or company lawyer act for the own unit? Null: not asked. */
  forOwnUnit: nullable(boolean()),
  /** Is the matter one that a lawyer resident in Hong Kong, Macao or Taiwan may handle? Null: not asked. */
  matterPermitted: nullable(boolean()),
})
type Facts = Value<typeof input>

/** The answer that travels to the court. */
const bureauFindingSchema = judged(FINDING_VERDICTS, {
  ...findingFields,
  statusOnDay: nullable(enumeration(LICENCE_STATUSES)),
})

/** What the justice bureau can answer from its own records: licence, status, firm, office, assessment, category. */
export const bureauFinding = defineFunction({
  name: 'admission.bureauFinding',
  question: {
    zh: '就司法行政机关掌握的记录而言，该律师能否代理？',
    en: 'May this lawyer act, as far as the records of the justice bureau say?',
  },
  rules: ['R18-01', 'R18-02', 'R18-03', 'R18-05', 'R18-14', 'R18-21', 'R18-22', 'S18.3', 'S18.4'],
  parameters: [],
  reasons: [
    ...[parseLicence, samePerson, standing, assessment].flatMap(({ declaration }) => declaration.reasons),
    'CIVIL_SERVANT R18-14',
    'STANDING_COMMITTEE_MEMBER R18-14',
    'NOT_OWN_UNIT R18-22',
    'MATTER_NOT_PERMITTED R18-22',
  ],
  errors: [],
  decisiveDate: null,
  input,
  output: bureauFindingSchema,
  evaluate(facts) {
    const grounds = [
      ...groundsOfPart(facts.licence, parseLicence, '/licence'),
      ...groundsOfPart(facts.samePerson, samePerson, '/samePerson'),
      ...groundsOfPart(facts.standing, standing, '/standing'),
      ...groundsOfPart(facts.assessment, assessment, '/assessment'),
      ...officeGrounds(facts),
      ...categoryGrounds(facts),
    ]
    return { ...findingOf(grounds, tasksOf(grounds)), statusOnDay: facts.statusOnDay }
  },
})

function officeGrounds({ publicOffice, category }: Facts): FindingGround[] {
  switch (publicOffice) {
    case 'NONE':
      return []
    case 'STANDING_COMMITTEE':
      return [{ verdict: 'BLOCK', code: 'STANDING_COMMITTEE_MEMBER', rule: 'R18-14' }]
    case 'CIVIL_SERVANT':
      // A public lawyer (公职律师) is a civil servant by definition.
      return category === 'PUBLIC' ? [] : [{ verdict: 'BLOCK', code: 'CIVIL_SERVANT', rule: 'R18-14' }]
  }
}

function categoryGrounds({ category, forOwnUnit, matterPermitted }: Facts): FindingGround[] {
  const unitLawyer = category === 'PUBLIC' || category === 'COMPANY'
  const resident = category === 'HONG_KONG' || category === 'MACAO' || category === 'TAIWAN'
  if (unitLawyer && forOwnUnit === false) return [{ verdict: 'WARN', code: 'NOT_OWN_UNIT', rule: 'R18-22' }]
  if (resident && matterPermitted === false) return [{ verdict: 'WARN', code: 'MATTER_NOT_PERMITTED', rule: 'R18-22' }]
  return []
}
