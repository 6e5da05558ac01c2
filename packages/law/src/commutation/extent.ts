import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { boolean, enumeration, integer, object, positive } from '../schema/schema.ts'
import { BEHAVIOURS, CAP_PARAMETERS, capKey, FIXED_CATEGORIES, isMajorMerit } from './category.ts'

const VERDICTS = ['PASS', 'OVER_CAP'] as const

/** Most that one reduction of a fixed term may take off. */
export const extent = defineFunction({
  name: 'commutation.extent',
  question: { zh: '提请的减刑幅度是否在上限之内？', en: 'Is the proposed reduction within the cap?' },
  rules: ['S19A', 'R19-05'],
  parameters: CAP_PARAMETERS,
  reasons: ['OVER_CAP R19-05'],
  errors: [],
  decisiveDate: null,
  input: object({
    category: enumeration(FIXED_CATEGORIES),
    behaviour: enumeration(BEHAVIOURS),
    proposedMonths: positive(),
  }),
  output: judged(VERDICTS, { capMonths: integer(), grantableMonths: integer(), hearingRequired: boolean() }),
  evaluate({ category, behaviour, proposedMonths }, law) {
    const capMonths = law.count(capKey(category, behaviour), 'month')
    const over = proposedMonths > capMonths
    const grounds = over ? ([{ verdict: 'OVER_CAP', code: 'OVER_CAP', rule: 'R19-05' }] as const) : []
    return {
      ...judge(VERDICTS, grounds),
      capMonths,
      grantableMonths: Math.min(proposedMonths, capMonths),
      hearingRequired: over || isMajorMerit(behaviour),
    }
  },
})
