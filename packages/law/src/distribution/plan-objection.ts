import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, type Period } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Judgement } from '../registry/judgement.ts'
import { date, nullable, object, type Value } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['WAIT', 'EXECUTE_PLAN', 'AMEND_PLAN', 'DEPOSIT_DISPUTED', 'PROVISIONAL'] as const
type Verdict = (typeof VERDICTS)[number]

const input = object({
  planServedOn: date(),
  objectedOn: nullable(date()),
  objectionNoticeServedOn: nullable(date()),
  counterObjectedOn: nullable(date()),
  counterNoticeServedOn: nullable(date()),
  suedOn: nullable(date()),
  today: date(),
})
type Facts = Value<typeof input>

type Answer = Judgement<Verdict> & {
  readonly objectionDue: Period
  readonly counterDue: Period | null
  readonly suitDue: Period | null
}

type Timeliness = 'IN_TIME' | 'LATE' | 'OPEN' | 'PROVISIONAL'

/** Interpretation of the Civil Procedure Law arts. 509 and 510, stage by stage. */
export const planObjection = defineFunction({
  name: 'distribution.planObjection',
  question: { zh: '分配方案下一步如何处理？', en: 'What happens to a distribution plan?' },
  rules: ['R20-72', 'X-02', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'P-20-29.objection', 'P-20-29.counter', 'P-20-29.suit'],
  reasons: [
    'NO_COUNTER_OBJECTION R20-72',
    'NO_SUIT_IN_TIME R20-72',
    'OBJECTION_LATE R20-72',
    'SUIT_PENDING R20-72',
    'CALENDAR_NOT_LOADED X-14',
  ],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'planServedOn',
  input,
  output: judged(VERDICTS, {
    objectionDue: object(periodFields),
    counterDue: nullable(object(periodFields)),
    suitDue: nullable(object(periodFields)),
  }),
  evaluate(facts, law) {
    const { planServedOn, objectedOn, today } = facts
    refuseBefore(objectedOn, planServedOn, 'objectedOn', 'planServedOn')
    const objectionDue = days(law, planServedOn, 'P-20-29.objection')
    const open = { objectionDue, counterDue: null, suitDue: null }
    switch (timelinessOf(objectionDue, objectedOn, today)) {
      case 'PROVISIONAL':
        return { ...provisional(), ...open }
      case 'OPEN':
        return { ...decided('WAIT'), ...open }
      case 'LATE':
        return objectedOn === null
          ? { ...decided('EXECUTE_PLAN'), ...open }
          : { ...because('EXECUTE_PLAN', 'OBJECTION_LATE'), ...open }
      case 'IN_TIME':
        return counterStage(facts, law, objectionDue)
    }
  },
})

function counterStage(facts: Facts, law: LawReading, objectionDue: Period): Answer {
  const { objectionNoticeServedOn, counterObjectedOn, today } = facts
  const open = { objectionDue, counterDue: null, suitDue: null }
  if (objectionNoticeServedOn === null) {
    refuseUnserved(counterObjectedOn, 'objectionNoticeServedOn')
    return { ...decided('WAIT'), ...open }
  }
  refuseBefore(counterObjectedOn, objectionNoticeServedOn, 'counterObjectedOn', 'objectionNoticeServedOn')
  const counterDue = days(law, objectionNoticeServedOn, 'P-20-29.counter')
  switch (timelinessOf(counterDue, counterObjectedOn, today)) {
    case 'PROVISIONAL':
      return { ...provisional(), ...open, counterDue }
    case 'OPEN':
      return { ...decided('WAIT'), ...open, counterDue }
    case 'LATE':
      return { ...because('AMEND_PLAN', 'NO_COUNTER_OBJECTION'), ...open, counterDue }
    case 'IN_TIME':
      return suitStage(facts, law, objectionDue, counterDue)
  }
}

function suitStage(facts: Facts, law: LawReading, objectionDue: Period, counterDue: Period): Answer {
  const { counterNoticeServedOn, suedOn, today } = facts
  if (counterNoticeServedOn === null) {
    refuseUnserved(suedOn, 'counterNoticeServedOn')
    return { ...decided('WAIT'), objectionDue, counterDue, suitDue: null }
  }
  refuseBefore(suedOn, counterNoticeServedOn, 'suedOn', 'counterNoticeServedOn')
  const suitDue = days(law, counterNoticeServedOn, 'P-20-29.suit')
  const dues = { objectionDue, counterDue, suitDue }
  switch (timelinessOf(suitDue, suedOn, today)) {
    case 'PROVISIONAL':
      return { ...provisional(), ...dues }
    case 'OPEN':
      return { ...decided('WAIT'), ...dues }
    case 'LATE':
      return { ...because('EXECUTE_PLAN', 'NO_SUIT_IN_TIME'), ...dues }
    case 'IN_TIME':
      return { ...because('DEPOSIT_DISPUTED', 'SUIT_PENDING'), ...dues }
  }
}

/** A late act counts as none; while the period runs it may still come. */
function timelinessOf({ legalEnd }: Period, actedOn: CivilDate | null, today: CivilDate): Timeliness {
  if (legalEnd === null) return 'PROVISIONAL'
  if (actedOn !== null && actedOn <= legalEnd) return 'IN_TIME'
  return today <= legalEnd ? 'OPEN' : 'LATE'
}

function days(law: LawReading, start: CivilDate, key: string): Period {
  return endOfPeriod(law, { start, length: law.count(key, 'day'), unit: 'DAY', regime: 'CIVIL' })
}

function because(verdict: Verdict, code: string): Judgement<Verdict> {
  return decided(verdict, { code, rule: 'R20-72' })
}

function provisional(): Judgement<Verdict> {
  return decided('PROVISIONAL', { code: 'CALENDAR_NOT_LOADED', rule: 'X-14' })
}

function refuseBefore(act: CivilDate | null, service: CivilDate, actKey: string, serviceKey: string): void {
  if (act !== null && act < service) throw new LawError('DEADLINE_ORDER', `/${actKey}`, { earlier: serviceKey })
}

/** An act of a stage whose period cannot run yet. */
function refuseUnserved(act: CivilDate | null, serviceKey: string): void {
  if (act !== null) throw new LawError('FORMAT_MISSING', `/${serviceKey}`, { key: serviceKey })
}
