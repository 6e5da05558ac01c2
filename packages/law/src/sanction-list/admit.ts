import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { addCivilMonths, addYears } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, cents, date, enumeration, nullable, object, type Value } from '../schema/schema.ts'
import { situation } from './situation.ts'

const VERDICTS = ['LIST', 'REFER', 'BLOCK'] as const

const input = object({
  subjectKind: enumeration(['NATURAL', 'UNIT']),
  birthDate: nullable(date()),
  role: enumeration(['DEBTOR', 'UNIT_REPRESENTATIVE']),
  situation,
  decisionOn: date(),
  documentUnperformed: boolean(),
  sufficientSecurity: boolean(),
  sealedNetCents: cents(),
  claimCents: cents(),
  laterInOrder: boolean(),
  campusLoanStudent: boolean(),
  deletedAtSameApplicantsRequestOn: nullable(date()),
})
type Facts = Value<typeof input>
type AdmitGround = Ground<'REFER' | 'BLOCK'>

/** List provisions arts. 1 to 5. The function says what the law allows; the president of the court decides. */
export const admit = defineFunction({
  name: 'sanctionList.admit',
  question: { zh: '可以将其纳入失信被执行人名单吗？', en: 'May this person be put on the list?' },
  rules: ['R20-80', 'R20-82', 'R20-83', 'R20-84', 'R20-87', 'R20-89', 'O-18'],
  parameters: ['PA-R20-82.adultAge', 'PA-R20-87.months'],
  reasons: [
    'NOT_IN_DEFAULT R20-80',
    'LATER_IN_ORDER R20-82',
    'MINOR R20-82',
    'SEALED_ASSETS_SUFFICIENT R20-82',
    'SECURITY_SUFFICIENT R20-82',
    'REPRESENTATIVE_NOT_LISTABLE R20-83',
    'CAMPUS_LOAN_STUDENT R20-84',
    'ASKED_AGAIN_TOO_SOON R20-87',
  ],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'decisionOn',
  input,
  output: judged(VERDICTS, { consumptionOrder: enumeration(['NONE', 'MAY', 'MUST']) }),
  evaluate(facts, law) {
    const judgement = judge(VERDICTS, [...personGrounds(facts, law), ...itemOneGrounds(facts)])
    const inDefault = facts.documentUnperformed
    return { ...judgement, consumptionOrder: !inDefault ? 'NONE' : judgement.verdict === 'LIST' ? 'MUST' : 'MAY' }
  },
})

function personGrounds(facts: Facts, law: LawReading): AdmitGround[] {
  const { decisionOn, deletedAtSameApplicantsRequestOn: deletedOn } = facts
  const grounds: AdmitGround[] = []
  const block = (code: string, rule: string): number => grounds.push({ verdict: 'BLOCK', code, rule })
  if (!facts.documentUnperformed) block('NOT_IN_DEFAULT', 'R20-80')
  if (facts.role === 'UNIT_REPRESENTATIVE') block('REPRESENTATIVE_NOT_LISTABLE', 'R20-83')
  if (facts.subjectKind === 'NATURAL') {
    if (facts.birthDate === null) throw new LawError('FORMAT_MISSING', '/birthDate', { key: 'birthDate' })
    if (decisionOn < addYears(facts.birthDate, law.count('PA-R20-82.adultAge', 'year'))) block('MINOR', 'R20-82')
  }
  if (deletedOn !== null && decisionOn <= addCivilMonths(deletedOn, law.count('PA-R20-87.months', 'month'))) {
    block('ASKED_AGAIN_TOO_SOON', 'R20-87')
  }
  if (facts.campusLoanStudent) grounds.push({ verdict: 'REFER', code: 'CAMPUS_LOAN_STUDENT', rule: 'R20-84' })
  return grounds
}

/** Art. 3: only for those who are able but refuse. */
function itemOneGrounds(facts: Facts): AdmitGround[] {
  if (facts.situation !== 1) return []
  const grounds: AdmitGround[] = []
  const block = (code: string): number => grounds.push({ verdict: 'BLOCK', code, rule: 'R20-82' })
  if (facts.sufficientSecurity) block('SECURITY_SUFFICIENT')
  if (facts.sealedNetCents >= facts.claimCents) block('SEALED_ASSETS_SUFFICIENT')
  if (facts.laterInOrder) block('LATER_IN_ORDER')
  return grounds
}
