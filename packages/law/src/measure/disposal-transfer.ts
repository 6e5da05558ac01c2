import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { addYears } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, date, enumeration, object, type Value } from '../schema/schema.ts'
import { addDays, type CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['MAY_REQUEST', 'NOT_YET', 'NO'] as const

const input = object({
  requester: enumeration(['PRIORITY_CREDITOR_COURT', 'FIRST_WAITING_COURT']),
  firstSealedOn: date(),
  today: date(),
  saleStarted: boolean(),
  priorityJudgmentEffective: boolean(),
  firstIsPreservation: boolean(),
  waitingInEnforcement: boolean(),
})
type Facts = Value<typeof input>

/** Priority court: after more than 60 days. First waiting court: after more than one year of a preservation. */
export const disposalTransfer = defineFunction({
  name: 'measure.disposalTransfer',
  question: { zh: '其他法院可以要求移送处置权吗？', en: 'May another court ask for the right to dispose?' },
  rules: ['R20-20', 'R20-21', 'X-09'],
  parameters: ['P-20-21', 'P-20-23'],
  reasons: [
    'JUDGMENT_NOT_EFFECTIVE R20-20',
    'PERIOD_NOT_OVER R20-20',
    'SALE_STARTED R20-20',
    'NOT_A_PRESERVATION_SEAL R20-21',
    'NOT_IN_ENFORCEMENT R20-21',
    'PERIOD_NOT_OVER R20-21',
    'SALE_STARTED R20-21',
  ],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'today',
  input,
  output: judged(VERDICTS, { requestableFrom: date() }),
  evaluate(facts, law) {
    const { requester, firstSealedOn, today, saleStarted } = facts
    if (today < firstSealedOn) throw new LawError('DEADLINE_ORDER', '/today', { earlier: 'firstSealedOn' })
    const isPriority = requester === 'PRIORITY_CREDITOR_COURT'
    const rule = isPriority ? 'R20-20' : 'R20-21'
    const requestableFrom = requestableDay(facts, law)
    const grounds: Ground<'NOT_YET' | 'NO'>[] = []
    const bar = (code: string): number => grounds.push({ verdict: 'NO', code, rule })
    if (saleStarted) bar('SALE_STARTED')
    if (isPriority && !facts.priorityJudgmentEffective) bar('JUDGMENT_NOT_EFFECTIVE')
    if (!isPriority && !facts.firstIsPreservation) bar('NOT_A_PRESERVATION_SEAL')
    if (!isPriority && !facts.waitingInEnforcement) bar('NOT_IN_ENFORCEMENT')
    if (today < requestableFrom) grounds.push({ verdict: 'NOT_YET', code: 'PERIOD_NOT_OVER', rule })
    return { ...judge(VERDICTS, grounds), requestableFrom }
  },
})

/** "more than" is strict, so the day after the last day of the period. */
function requestableDay({ requester, firstSealedOn }: Facts, law: LawReading): CivilDate {
  const lastDay =
    requester === 'PRIORITY_CREDITOR_COURT'
      ? addDays(firstSealedOn, law.count('P-20-21', 'day'))
      : addYears(firstSealedOn, law.count('P-20-23', 'year'))
  return addDays(lastDay, 1)
}
