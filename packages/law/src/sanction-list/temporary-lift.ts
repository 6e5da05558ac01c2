import { LawError } from '../law-error.ts'
import { addCivilMonths } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, date, enumeration, object } from '../schema/schema.ts'

const VERDICTS = ['PASS', 'REFUSE'] as const

/** Good-faith enforcement opinions: at most one month, for a listed ground, with the approval of the president. */
export const temporaryLift = defineFunction({
  name: 'sanctionList.temporaryLift',
  question: { zh: '可以暂时解除限制吗？', en: 'May restrictions be lifted for a while?' },
  rules: ['R20-84', 'X-05'],
  parameters: ['P-20-19'],
  reasons: ['GROUND_NOT_LISTED R20-84', 'LIFT_TOO_LONG R20-84', 'NOT_APPROVED R20-84'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'from',
  input: object({
    ground: enumeration(['SERIOUS_ILLNESS', 'FUNERAL', 'OFFICIAL_DUTY', 'EXAM', 'OTHER']),
    from: date(),
    to: date(),
    presidentApproved: boolean(),
  }),
  output: judged(VERDICTS, { latestTo: date() }),
  evaluate({ ground, from, to, presidentApproved }, law) {
    if (to < from) throw new LawError('DEADLINE_ORDER', '/to', { earlier: 'from' })
    const latestTo = addCivilMonths(from, law.count('P-20-19', 'month'))
    const grounds: Ground<'REFUSE'>[] = []
    const refuse = (code: string): number => grounds.push({ verdict: 'REFUSE', code, rule: 'R20-84' })
    if (to > latestTo) refuse('LIFT_TOO_LONG')
    if (ground === 'OTHER') refuse('GROUND_NOT_LISTED')
    if (!presidentApproved) refuse('NOT_APPROVED')
    return { ...judge(VERDICTS, grounds), latestTo }
  },
})
