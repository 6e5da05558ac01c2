import { addYears } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged } from '../registry/judgement.ts'
import { boolean, date, enumeration, object } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['ALLOWED', 'NOT_ALLOWED'] as const
const RULE = 'R25-09'
const CODES = ['NOT_MUTUAL', 'ACQUIRED_AFTER_ACCEPTANCE', 'ACQUIRED_KNOWING_INSOLVENCY'] as const

interface Facts {
  readonly acceptanceOn: CivilDate
  readonly mutual: boolean
  readonly claim: {
    readonly origin: 'ORIGINAL' | 'ASSIGNED'
    readonly acquiredOn: CivilDate
    readonly knewInsolvency: boolean
  }
}

/** Bankruptcy Law art. 40. First match. */
export const setOff = defineFunction({
  name: 'bankruptcy.setOff',
  question: { zh: '债权人能否主张抵销？', en: 'May a creditor set off?' },
  rules: [RULE, 'X-05', 'X-09'],
  parameters: ['PB-R25-09.window'],
  reasons: CODES.map((code) => `${code} ${RULE}`),
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'acceptanceOn',
  input: object({
    acceptanceOn: date(),
    mutual: boolean(),
    claim: object({ origin: enumeration(['ORIGINAL', 'ASSIGNED']), acquiredOn: date(), knewInsolvency: boolean() }),
  }),
  output: judged(VERDICTS, { windowFrom: date() }),
  evaluate(input, law) {
    const windowFrom = addYears(input.acceptanceOn, -law.count('PB-R25-09.window', 'year'))
    const code = obstacleOf(input, windowFrom)
    return {
      verdict: code === null ? 'ALLOWED' : 'NOT_ALLOWED',
      reasons: code === null ? [] : [{ code, rule: RULE }],
      windowFrom,
    }
  },
})

function obstacleOf({ acceptanceOn, mutual, claim }: Facts, windowFrom: CivilDate): (typeof CODES)[number] | null {
  const { origin, acquiredOn, knewInsolvency } = claim
  if (!mutual) return 'NOT_MUTUAL'
  if (origin === 'ASSIGNED' && acquiredOn > acceptanceOn) return 'ACQUIRED_AFTER_ACCEPTANCE'
  const inWindow = windowFrom <= acquiredOn && acquiredOn <= acceptanceOn
  return knewInsolvency && inWindow ? 'ACQUIRED_KNOWING_INSOLVENCY' : null
}
