import { addCivilMonths } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, enumeration, integer, nullable, object } from '../schema/schema.ts'
import { situation } from './situation.ts'

const VERDICTS = ['PASS', 'REFUSE'] as const

/** List provisions art. 2: item 1 has no term; the others two years, extended by one to three. */
export const term = defineFunction({
  name: 'sanctionList.term',
  question: { zh: '失信信息的期限是多久？', en: 'How long does an entry last?' },
  rules: ['R20-81', 'X-05'],
  parameters: ['P-20-16.base', 'P-20-16.extensionMin', 'P-20-16.extensionMax'],
  reasons: ['EXTENSION_GROUND_MISSING R20-81', 'EXTENSION_OUT_OF_RANGE R20-81', 'NO_FIXED_TERM R20-81'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'listedOn',
  input: object({
    situation,
    listedOn: date(),
    /** 0: none. */
    extensionMonths: integer(),
    extensionGround: enumeration(['NONE', 'SERIOUS_VIOLENCE_OR_THREAT', 'SEVERAL_BREACHES']),
  }),
  output: judged(VERDICTS, { termTo: nullable(date()) }),
  evaluate({ situation: item, listedOn, extensionMonths, extensionGround }, law) {
    const grounds: Ground<'REFUSE'>[] = []
    const refuse = (code: string): number => grounds.push({ verdict: 'REFUSE', code, rule: 'R20-81' })
    if (item === 1) {
      if (extensionMonths > 0) refuse('NO_FIXED_TERM')
      return { ...judge(VERDICTS, grounds), termTo: null }
    }
    if (extensionMonths > 0) {
      const [least, most] = [law.count('P-20-16.extensionMin', 'month'), law.count('P-20-16.extensionMax', 'month')]
      if (extensionMonths < least || extensionMonths > most) refuse('EXTENSION_OUT_OF_RANGE')
      if (extensionGround === 'NONE') refuse('EXTENSION_GROUND_MISSING')
    }
    const months = law.count('P-20-16.base', 'month') + extensionMonths
    return { ...judge(VERDICTS, grounds), termTo: grounds.length > 0 ? null : addCivilMonths(listedOn, months) }
  },
})
