import { LawError } from '../law-error.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Judgement } from '../registry/judgement.ts'
import { date, enumeration, nullable, object, type Value } from '../schema/schema.ts'
import { addDays, type CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['KEEP', 'WAIT', 'LIFT', 'PROVISIONAL'] as const
type Verdict = (typeof VERDICTS)[number]

const input = object({
  kind: enumeration(['PRE_SUIT', 'AFTER_JUDGMENT']),
  /** Day the measure was taken; for AFTER_JUDGMENT the end of the performance period. */
  eventOn: date(),
  filedOn: nullable(date()),
  today: date(),
})
type Facts = Value<typeof input>

/** A pre-suit measure needs a suit in 30 days, one after judgment an application for enforcement in 5. */
export const lapse = defineFunction({
  name: 'preservation.lapse',
  question: {
    zh: '因未起诉、未申请执行，保全措施应当解除吗？',
    en: 'Must a measure be lifted because nothing was filed?',
  },
  rules: ['R20-52', 'R20-53', 'X-02', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'P-20-07', 'P-20-10'],
  reasons: [
    'FILED_LATE R20-52',
    'NOT_FILED R20-52',
    'FILED_LATE R20-53',
    'NOT_FILED R20-53',
    'CALENDAR_NOT_LOADED X-14',
  ],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'eventOn',
  input,
  output: judged(VERDICTS, { limit: object(periodFields), liftTaskOn: nullable(date()) }),
  evaluate(facts, law) {
    const { kind, eventOn, filedOn, today } = facts
    if (filedOn !== null && (filedOn < eventOn || filedOn > today)) {
      throw new LawError('DEADLINE_ORDER', '/filedOn', { between: 'eventOn, today' })
    }
    const length = law.count(kind === 'PRE_SUIT' ? 'P-20-07' : 'P-20-10', 'day')
    const limit = endOfPeriod(law, { start: eventOn, length, unit: 'DAY', regime: 'CIVIL' })
    const judgement = judgementOf(facts, limit.legalEnd)
    const lifts = judgement.verdict === 'WAIT' || judgement.verdict === 'LIFT'
    return { ...judgement, limit, liftTaskOn: lifts && limit.legalEnd !== null ? addDays(limit.legalEnd, 1) : null }
  },
})

function judgementOf({ kind, filedOn, today }: Facts, legalEnd: CivilDate | null): Judgement<Verdict> {
  if (legalEnd === null) return decided('PROVISIONAL', { code: 'CALENDAR_NOT_LOADED', rule: 'X-14' })
  const rule = kind === 'PRE_SUIT' ? 'R20-52' : 'R20-53'
  if (filedOn !== null) return filedOn <= legalEnd ? decided('KEEP') : decided('LIFT', { code: 'FILED_LATE', rule })
  return today <= legalEnd ? decided('WAIT') : decided('LIFT', { code: 'NOT_FILED', rule })
}
