import { LawError } from '../law-error.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Judgement } from '../registry/judgement.ts'
import { date, nullable, object, type Value } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['PERFORMED', 'ENFORCEMENT_BARRED', 'WAIT', 'MAY_ENFORCE', 'PROVISIONAL'] as const
type Verdict = (typeof VERDICTS)[number]

const input = object({
  servedOn: date(),
  objectedOn: nullable(date()),
  performedOn: nullable(date()),
  today: date(),
})
type Facts = Value<typeof input>

/** Enforcement work provisions arts. 45 to 53; the first branch that fits. An objection in time is not reviewed. */
export const thirdPartyDebt = defineFunction({
  name: 'enforcement.thirdPartyDebt',
  question: { zh: '可以执行被执行人对第三人的到期债权吗？', en: 'May a third party’s debt be enforced?' },
  rules: ['R20-29', 'X-02', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'PA-R20-29.objection'],
  reasons: ['OBJECTION_IN_TIME R20-29', 'OBJECTION_LATE R20-29', 'SILENCE R20-29', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'servedOn',
  input,
  output: judged(VERDICTS, { due: object(periodFields) }),
  evaluate(facts, law) {
    refuseImpossibleOrder(facts)
    const length = law.count('PA-R20-29.objection', 'day')
    const due = endOfPeriod(law, { start: facts.servedOn, length, unit: 'DAY', regime: 'CIVIL' })
    return { ...judgementOf(facts, due.legalEnd), due }
  },
})

function refuseImpossibleOrder({ servedOn, objectedOn, performedOn, today }: Facts): void {
  if (today < servedOn) throw new LawError('DEADLINE_ORDER', '/today', { earlier: 'servedOn' })
  const isOutside = (day: CivilDate | null): boolean => day !== null && (day < servedOn || day > today)
  if (isOutside(objectedOn)) throw new LawError('DEADLINE_ORDER', '/objectedOn', { between: 'servedOn, today' })
  if (isOutside(performedOn)) throw new LawError('DEADLINE_ORDER', '/performedOn', { between: 'servedOn, today' })
}

function judgementOf({ objectedOn, performedOn, today }: Facts, legalEnd: CivilDate | null): Judgement<Verdict> {
  if (performedOn !== null) return decided('PERFORMED')
  if (legalEnd === null) return decided('PROVISIONAL', { code: 'CALENDAR_NOT_LOADED', rule: 'X-14' })
  if (objectedOn !== null && objectedOn <= legalEnd) {
    return decided('ENFORCEMENT_BARRED', { code: 'OBJECTION_IN_TIME', rule: 'R20-29' })
  }
  if (today <= legalEnd) return decided('WAIT')
  return decided('MAY_ENFORCE', { code: objectedOn === null ? 'SILENCE' : 'OBJECTION_LATE', rule: 'R20-29' })
}
