import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { PERIOD_STATUSES } from '../period/period.ts'
import { workingDaysAfter } from '../period/working-days.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Reason } from '../registry/judgement.ts'
import { boolean, date, enumeration, integer, nullable, object, type Value } from '../schema/schema.ts'
import { situation } from './situation.ts'

const VERDICTS = ['DELETE', 'PROPOSE_EARLY_DELETION', 'KEEP'] as const
/** What ends an entry (R20-85, R20-86). */
export const EVENTS_OF_DELETION = [
  'PERFORMED',
  'SETTLEMENT_PERFORMED',
  'APPLICANT_ASKED_COURT_AGREED',
  'ROUND_ENDED_NO_ASSETS',
  'STAY_FOR_TRIAL_SUPERVISION',
  'BANKRUPTCY_ACCEPTED',
  'ENFORCEMENT_REFUSED',
  'ENFORCEMENT_TERMINATED',
  'TERM_EXPIRED',
] as const

/** List provisions art. 10: after the end of a round at least two searches. */
const SEARCHES_MIN = 2
/** T20-21. */
const ALARM_WORKDAY = 2

const input = object({
  situation,
  event: enumeration(EVENTS_OF_DELETION),
  eventOn: date(),
  searchesWithoutAssets: integer(),
  otherClue: boolean(),
})
type Facts = Value<typeof input>

/** List provisions art. 10. Whether payment alone ends a fixed term is for a person to decide (O-07). */
export const deletionDue = defineFunction({
  name: 'sanctionList.deletionDue',
  question: { zh: '失信信息应当在何时之前删除？', en: 'Until when must an entry be deleted?' },
  rules: ['R20-85', 'R20-86', 'O-07', 'T20-21', 'X-12', 'X-14'],
  parameters: ['P-20-17'],
  reasons: [
    ...EVENTS_OF_DELETION.filter((event) => event !== 'TERM_EXPIRED').map((event) => `${event} R20-85`),
    'OTHER_CLUE R20-85',
    'SEARCHES_TOO_FEW R20-85',
    'HUMAN_DECISION R20-86',
    'TERM_EXPIRED R20-86',
    'CALENDAR_NOT_LOADED X-14',
  ],
  errors: ['LIMIT_EXCEEDED', 'STATE_NO_TERM'],
  decisiveDate: 'eventOn',
  input,
  output: judged(VERDICTS, {
    deleteBy: nullable(date()),
    alarmOn: nullable(date()),
    status: enumeration(PERIOD_STATUSES),
  }),
  evaluate(facts, law) {
    const { situation: item, event } = facts
    if (event === 'TERM_EXPIRED' && item === 1) throw new LawError('STATE_NO_TERM', '/event', { situation: item })
    const undated = { deleteBy: null, alarmOn: null, status: 'FINAL' } as const
    if (event === 'PERFORMED' && item !== 1) {
      return { ...decided('PROPOSE_EARLY_DELETION', { code: 'HUMAN_DECISION', rule: 'R20-86' }), ...undated }
    }
    const kept = event === 'ROUND_ENDED_NO_ASSETS' ? keepReasons(facts) : []
    if (kept.length > 0) return { ...decided('KEEP', ...kept), ...undated }
    return deletion(facts, law)
  },
})

function keepReasons({ searchesWithoutAssets, otherClue }: Facts): Reason[] {
  return [
    ...(searchesWithoutAssets < SEARCHES_MIN ? [{ code: 'SEARCHES_TOO_FEW', rule: 'R20-85' }] : []),
    ...(otherClue ? [{ code: 'OTHER_CLUE', rule: 'R20-85' }] : []),
  ]
}

function deletion({ event, eventOn }: Facts, law: LawReading) {
  const reason = { code: event, rule: event === 'TERM_EXPIRED' ? 'R20-86' : 'R20-85' }
  const days = workingDaysAfter(law, eventOn, law.count('P-20-17', 'workday'))
  if (days === null) {
    const judgement = decided('DELETE', reason, { code: 'CALENDAR_NOT_LOADED', rule: 'X-14' })
    return { ...judgement, deleteBy: null, alarmOn: null, status: 'PROVISIONAL' } as const
  }
  return {
    ...decided('DELETE', reason),
    deleteBy: days.at(-1) ?? null,
    alarmOn: days[ALARM_WORKDAY - 1] ?? null,
    status: 'FINAL',
  } as const
}
