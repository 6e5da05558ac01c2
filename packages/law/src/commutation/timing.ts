import { LawError } from '../law-error.ts'
import { addCriminalMonths } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { boolean, date, enumeration, integer, nullable, object, positive } from '../schema/schema.ts'
import {
  BEHAVIOURS,
  CATEGORIES,
  INTERVAL_PARAMETERS,
  intervalKey,
  isMajorMerit,
  START_PARAMETERS,
  startKey,
} from './category.ts'

const VERDICTS = ['PASS', 'TOO_EARLY'] as const

/** Start from the hand-over, interval from service of the last ruling (2016 provisions, art. 40); the day itself is open. */
export const timing = defineFunction({
  name: 'commutation.timing',
  question: {
    zh: '减刑建议现在可以提请吗（起始时间与间隔时间）？',
    en: 'May this proposal be submitted now?',
  },
  rules: ['S19A', 'R19-05', 'X-06'],
  parameters: [...START_PARAMETERS, ...INTERVAL_PARAMETERS],
  reasons: ['BEFORE_INTERVAL R19-05', 'BEFORE_START R19-05', 'MAJOR_MERIT R19-05'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'submittedOn',
  input: object({
    category: enumeration(CATEGORIES),
    behaviour: enumeration(BEHAVIOURS),
    handedOverOn: date(),
    lastReduction: nullable(object({ months: positive(), servedOn: date() })),
    submittedOn: date(),
  }),
  output: judged(VERDICTS, {
    basis: enumeration(['START', 'INTERVAL', 'EXEMPT']),
    requiredMonths: integer(),
    earliestOn: nullable(date()),
    hearingRequired: boolean(),
  }),
  evaluate({ category, behaviour, handedOverOn, lastReduction, submittedOn }, law) {
    if (submittedOn < handedOverOn || (lastReduction !== null && submittedOn < lastReduction.servedOn)) {
      throw new LawError('DEADLINE_ORDER', '/submittedOn', { earlier: 'handedOverOn, lastReduction.servedOn' })
    }
    if (isMajorMerit(behaviour)) {
      const grounds = [{ verdict: 'PASS', code: 'MAJOR_MERIT', rule: 'R19-05' }] as const
      return {
        ...judge(VERDICTS, grounds),
        basis: 'EXEMPT',
        requiredMonths: 0,
        earliestOn: null,
        hearingRequired: true,
      }
    }
    // Art. 6: the interval is never shorter than the months last taken off.
    const requiredMonths =
      lastReduction === null
        ? law.count(startKey(category), 'month')
        : Math.max(law.count(intervalKey(category), 'month'), lastReduction.months)
    const earliestOn = addCriminalMonths(lastReduction?.servedOn ?? handedOverOn, requiredMonths)
    const code = lastReduction === null ? 'BEFORE_START' : 'BEFORE_INTERVAL'
    const early = submittedOn < earliestOn
    const grounds = early ? ([{ verdict: 'TOO_EARLY', code, rule: 'R19-05' }] as const) : []
    const basis = lastReduction === null ? 'START' : 'INTERVAL'
    return { ...judge(VERDICTS, grounds), basis, requiredMonths, earliestOn, hearingRequired: early }
  },
})
