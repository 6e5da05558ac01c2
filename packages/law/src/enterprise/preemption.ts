import type { LawReading } from '../law-book/law-reading.ts'
import { endDayOf, provisionalReasons } from '../period/end-day.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, type Period, type Regime } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Reason } from '../registry/judgement.ts'
import { needed } from '../schema/needed.ts'
import { boolean, date, enumeration, list, listOfUnique, object, optional, text, type Value } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['OPEN', 'WAIVED', 'EXERCISED'] as const
type Status = (typeof VERDICTS)[number]
const WINDOW_KEYS = { TRANSFER: 'P-22-02', ENFORCEMENT_SALE: 'P-20-28' } as const
const rule = 'R22-06'

const shareholderSchema = object({
  id: text(),
  notifiedOn: date(),
  reply: enumeration(['NONE', 'WAIVE', 'BUY']),
  repliedOn: optional(date()),
})
const input = object({
  kind: enumeration(['TRANSFER', 'ENFORCEMENT_SALE']),
  shareholders: listOfUnique(shareholderSchema, 'id'),
  registeredOn: optional(date()),
  asOf: date(),
})
type Facts = Value<typeof input>

interface Window {
  readonly id: string
  readonly due: Period
  readonly end: CivilDate
  readonly status: Status
  readonly lateReply: boolean
  readonly waivedOn: CivilDate | null
}

/** Company Law arts. 84, 85. Each window runs by the parameters of the day of that shareholder's notice. */
export const preemption = defineFunction({
  name: 'enterprise.preemption',
  question: {
    zh: '其他股东是否已放弃优先购买权？',
    en: 'Did the other shareholders waive their right of first refusal?',
  },
  rules: ['R22-06', 'O-12', 'X-02', 'X-14'],
  parameters: ['P-22-02', 'P-20-28', 'O-12', ...PERIOD_PARAMETERS],
  reasons: ['LATE_REPLY R22-06', 'REGISTERED_BEFORE_WAIVER R22-06', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['VERSION_PARAMETER_MISSING', 'LIMIT_EXCEEDED'],
  decisiveDate: 'asOf',
  input,
  output: judged(VERDICTS, {
    windows: list(object({ id: text(), due: object(periodFields), status: enumeration(VERDICTS) })),
    prematureRegistration: boolean(),
  }),
  evaluate(facts, law) {
    const { registeredOn } = facts
    const windows = facts.shareholders.map((_, index) => windowOf(facts, index, law))
    const prematureRegistration =
      registeredOn !== null &&
      windows.some(({ end, waivedOn }) => registeredOn <= end && (waivedOn === null || waivedOn > registeredOn))
    const reasons: Reason[] = [...provisionalReasons(windows.map(({ due }) => due))]
    if (windows.some(({ lateReply }) => lateReply)) reasons.push({ code: 'LATE_REPLY', rule })
    if (prematureRegistration) reasons.push({ code: 'REGISTERED_BEFORE_WAIVER', rule })
    const has = (status: Status): boolean => windows.some((window) => window.status === status)
    const verdict = has('EXERCISED') ? 'EXERCISED' : has('OPEN') ? 'OPEN' : 'WAIVED'
    return { ...decided(verdict, ...reasons), windows, prematureRegistration }
  },
})

function windowOf({ kind, shareholders, asOf }: Facts, index: number, law: LawReading): Window {
  const { id, notifiedOn, reply, repliedOn } = needed(shareholders[index] ?? null, `/shareholders/${index}`)
  const length = law.count(WINDOW_KEYS[kind], 'day', notifiedOn)
  const due = endOfPeriod(law, { start: notifiedOn, length, unit: 'DAY', regime: regimeOf(kind, law) })
  const end = endDayOf(due) ?? notifiedOn
  const silent = asOf > end ? 'WAIVED' : 'OPEN'
  if (reply === 'NONE') return { id, due, end, status: silent, lateReply: false, waivedOn: null }
  const answeredOn = needed(repliedOn, `/shareholders/${index}/repliedOn`)
  if (reply === 'WAIVE') return { id, due, end, status: 'WAIVED', lateReply: false, waivedOn: answeredOn }
  const lateReply = answeredOn > end
  return { id, due, end, status: lateReply ? 'WAIVED' : 'EXERCISED', lateReply, waivedOn: null }
}

/** O-12: whether the twenty days of an enforcement sale roll over holidays is disputed. */
function regimeOf(kind: Facts['kind'], law: LawReading): Regime {
  if (kind === 'TRANSFER') return 'CIVIL'
  return law.word('O-12', ['ROLL', 'NO_ROLL']) === 'ROLL' ? 'CIVIL' : 'MEASURE'
}
