import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { enumeration, list, object, text } from '../schema/schema.ts'

const VERDICTS = ['PASS', 'BLOCK'] as const

export const SPECIAL_ACTS = [
  'ADMIT_CLAIM',
  'WAIVE_CLAIM',
  'CHANGE_CLAIM',
  'SETTLE',
  'COUNTERCLAIM',
  'APPEAL',
  'SETTLE_IN_ENFORCEMENT',
] as const
type SpecialAct = (typeof SPECIAL_ACTS)[number]

export const GENERAL_ACTS = ['ATTEND_HEARING', 'SUBMIT_EVIDENCE', 'RECEIVE_SERVICE'] as const

/** Civil Procedure Law art. 62, its interpretation art. 89: 全权代理 without a list of powers is a general power. */
export const powerCheck = defineFunction({
  name: 'lawyer.powerCheck',
  question: { zh: '授权委托书是否包含这些行为的特别授权？', en: 'Does the power of attorney cover these acts?' },
  rules: ['R18-17', 'R20-35'],
  parameters: [],
  reasons: ['SPECIAL_POWER_MISSING R18-17', 'SPECIAL_POWER_MISSING R20-35'],
  errors: [],
  decisiveDate: null,
  input: object({
    wording: text(),
    specialPowers: list(enumeration(SPECIAL_ACTS)),
    acts: list(enumeration([...SPECIAL_ACTS, ...GENERAL_ACTS])),
  }),
  output: judged(VERDICTS, {
    scope: enumeration(['GENERAL', 'SPECIAL']),
    missingPowers: list(enumeration(SPECIAL_ACTS)),
  }),
  evaluate({ specialPowers, acts }) {
    const missingPowers = [...new Set(acts)].filter(isSpecial).filter((act) => !specialPowers.includes(act))
    const grounds = missingPowers.map((act) => ({
      verdict: 'BLOCK' as const,
      code: 'SPECIAL_POWER_MISSING',
      rule: act === 'SETTLE_IN_ENFORCEMENT' ? 'R20-35' : 'R18-17',
    }))
    return { ...judge(VERDICTS, grounds), scope: specialPowers.length > 0 ? 'SPECIAL' : 'GENERAL', missingPowers }
  },
})

function isSpecial(act: string): act is SpecialAct {
  return SPECIAL_ACTS.some((special) => special === act)
}
