import type { LawReading } from '../law-book/law-reading.ts'
import { isAfterEnd, provisionalReasons } from '../period/end-day.ts'
import {
  endOfPeriod,
  PERIOD_PARAMETERS,
  periodFields,
  periodTo,
  type Period,
  type PeriodUnit,
} from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, sortReasons } from '../registry/judgement.ts'
import { date, enumeration, nullable, object } from '../schema/schema.ts'
import { addDays, type CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['MET', 'MISSED', 'OPEN'] as const
const CONSEQUENCES = [
  'PROCEDURAL_FAULT',
  'OBJECTION_LOST',
  'TABLE_BINDING',
  'RIGHT_LOST',
  'DEEMED_TERMINATED',
  'LIQUIDATION',
  'REDISTRIBUTE',
] as const

interface Step {
  readonly rule: string
  readonly consequence: (typeof CONSEQUENCES)[number]
  readonly unit: Exclude<PeriodUnit, 'HALF_MONTH'>
  /** Their sum is the length. */
  readonly parameters: readonly string[]
  /** The act must come so long before the start day. */
  readonly before?: true
}

function step(
  rule: string,
  consequence: Step['consequence'],
  unit: Step['unit'],
  ...parameters: readonly string[]
): Step {
  return { rule, consequence, unit, parameters }
}

const STEPS = {
  DEBTOR_NOTICE: step('R25-01', 'PROCEDURAL_FAULT', 'DAY', 'PB-R25-01.notice'),
  DEBTOR_OBJECTION: step('R25-01', 'OBJECTION_LOST', 'DAY', 'PB-R25-01.objection'),
  ANNOUNCEMENT: step('R25-02', 'PROCEDURAL_FAULT', 'DAY', 'PB-R25-02.announcement'),
  FIRST_MEETING: step('R25-13', 'PROCEDURAL_FAULT', 'DAY', 'P-25-02'),
  MEETING_NOTICE: { ...step('R25-13', 'PROCEDURAL_FAULT', 'DAY', 'P-25-03'), before: true },
  CLAIM_SUIT: step('S25.4', 'TABLE_BINDING', 'DAY', 'P-25-07'),
  RESULT_NOTICE: step('R25-26', 'PROCEDURAL_FAULT', 'DAY', 'P-25-08'),
  ANNUL_RESOLUTION: step('R25-18', 'RIGHT_LOST', 'DAY', 'P-25-11'),
  CONTRACT_ELECTION: step('R25-11', 'DEEMED_TERMINATED', 'MONTH', 'P-25-13.decide'),
  CONTRACT_REPLY: step('R25-11', 'DEEMED_TERMINATED', 'DAY', 'P-25-13.answer'),
  PLAN_SUBMISSION: step('R25-25', 'LIQUIDATION', 'MONTH', 'P-25-09.base'),
  PLAN_SUBMISSION_EXTENDED: step('R25-25', 'LIQUIDATION', 'MONTH', 'P-25-09.base', 'P-25-09.extension'),
  PLAN_MEETING: step('R25-25', 'PROCEDURAL_FAULT', 'DAY', 'PB-R25-25.meeting'),
  PLAN_APPLICATION: step('R25-23', 'PROCEDURAL_FAULT', 'DAY', 'P-25-10.apply'),
  PLAN_DECISION: step('R25-23', 'PROCEDURAL_FAULT', 'DAY', 'P-25-10.decide'),
  NO_ASSET_TERMINATION: step('R25-30', 'PROCEDURAL_FAULT', 'DAY', 'PB-R25-30.noAssets'),
  UNCLAIMED_SHARE: step('R25-33', 'REDISTRIBUTE', 'MONTH', 'PB-R25-33.unclaimed'),
  PENDING_SUIT_SHARE: step('R25-33', 'REDISTRIBUTE', 'YEAR', 'PB-R25-33.pendingSuit'),
  ADDITIONAL_ASSETS: step('R25-34', 'RIGHT_LOST', 'YEAR', 'P-25-14'),
} as const satisfies Readonly<Record<string, Step>>
type Kind = keyof typeof STEPS

const KINDS = Object.keys(STEPS) as Kind[]
const ALL_STEPS: readonly Step[] = Object.values(STEPS)
const RULES = [...new Set(ALL_STEPS.map(({ rule }) => rule))]
const UNIT_NAMES = { DAY: 'day', MONTH: 'month', YEAR: 'year' } as const

/** Clocks of rulebook 25.3, all civil periods that roll but the notice that must lie before a meeting. */
export const deadline = defineFunction({
  name: 'bankruptcy.deadline',
  question: {
    zh: '破产程序的这一步是否按期，逾期有何后果？',
    en: 'Was a bankruptcy step in time, and what follows if not?',
  },
  rules: [...RULES, 'X-01', 'X-02', 'X-05', 'X-14'],
  parameters: [...new Set(ALL_STEPS.flatMap(({ parameters }) => parameters)), ...PERIOD_PARAMETERS],
  reasons: [...RULES.map((rule) => `DEADLINE_PASSED ${rule}`), 'CALENDAR_NOT_LOADED X-14'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'startOn',
  input: object({ kind: enumeration(KINDS), startOn: date(), actOn: nullable(date()), asOf: date() }),
  output: judged(VERDICTS, { due: object(periodFields), consequence: nullable(enumeration(CONSEQUENCES)) }),
  evaluate({ kind, startOn, actOn, asOf }, law) {
    const { rule, consequence } = STEPS[kind]
    const due = dueOf(law, STEPS[kind], startOn)
    const missed = isAfterEnd(actOn ?? asOf, due) === true
    const passed = missed ? [{ code: 'DEADLINE_PASSED', rule }] : []
    return {
      verdict: missed ? 'MISSED' : actOn === null ? 'OPEN' : 'MET',
      reasons: sortReasons([...passed, ...provisionalReasons([due])]),
      due,
      consequence: missed ? consequence : null,
    }
  },
})

function dueOf(law: LawReading, { unit, parameters, before }: Step, start: CivilDate): Period {
  const length = parameters.reduce((total, key) => total + law.count(key, UNIT_NAMES[unit]), 0)
  // The last day that leaves the whole period free; moving it later for a holiday would shorten the period.
  if (before === true) return periodTo(law, addDays(start, -length), 'MEASURE')
  return endOfPeriod(law, { start, length, unit, regime: 'CIVIL' })
}
