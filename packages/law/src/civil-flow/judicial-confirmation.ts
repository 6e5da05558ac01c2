import { LawError } from '../law-error.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, date, object } from '../schema/schema.ts'

const VERDICTS = ['PASS', 'BLOCK', 'PROVISIONAL'] as const

/** Civil Procedure Law art. 205: both parties apply together within 30 days after the agreement takes effect. */
export const judicialConfirmation = defineFunction({
  name: 'civilFlow.judicialConfirmation',
  question: { zh: '司法确认申请是否符合规定？', en: 'Is an application for judicial confirmation in order?' },
  rules: ['S19C', 'X-02', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'P-T-08'],
  reasons: ['APPLIED_LATE S19C', 'NOT_JOINT S19C', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'effectiveOn',
  input: object({ effectiveOn: date(), appliedOn: date(), joint: boolean() }),
  output: judged(VERDICTS, { limit: object(periodFields) }),
  evaluate({ effectiveOn, appliedOn, joint }, law) {
    if (appliedOn < effectiveOn) throw new LawError('DEADLINE_ORDER', '/appliedOn', { earlier: 'effectiveOn' })
    const length = law.count('P-T-08', 'day')
    const limit = endOfPeriod(law, { start: effectiveOn, length, unit: 'DAY', regime: 'CIVIL' })
    const grounds: Ground<'BLOCK' | 'PROVISIONAL'>[] = []
    if (limit.legalEnd === null) grounds.push({ verdict: 'PROVISIONAL', code: 'CALENDAR_NOT_LOADED', rule: 'X-14' })
    else if (appliedOn > limit.legalEnd) grounds.push({ verdict: 'BLOCK', code: 'APPLIED_LATE', rule: 'S19C' })
    if (!joint) grounds.push({ verdict: 'BLOCK', code: 'NOT_JOINT', rule: 'S19C' })
    return { ...judge(VERDICTS, grounds), limit }
  },
})
