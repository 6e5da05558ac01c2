import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { isAfterEnd, provisionalReasons } from '../period/end-day.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, type Period } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, sortReasons } from '../registry/judgement.ts'
import { boolean, date, enumeration, list, object, optional } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['WITHIN', 'EXPIRED_INFO'] as const
const IGNORED_CODES = ['NOT_PROVEN', 'BEFORE_START', 'AFTER_EXPIRY'] as const
type IgnoredCode = (typeof IGNORED_CODES)[number]

interface Interruption {
  readonly on: CivilDate
  readonly proven: boolean
}

/** Civil Code arts. 188, 189, 195; art. 193 forbids the court to raise it, so that the answer is information only. */
export const limitation = defineFunction({
  name: 'loan.limitation',
  question: {
    zh: '诉讼时效期间是否届满（仅供参考，法院不得主动适用）？',
    en: 'Has the limitation period expired (information only)?',
  },
  rules: ['R24-08', 'X-02', 'X-05', 'X-14'],
  parameters: ['P-24-05', ...PERIOD_PARAMETERS],
  reasons: ['LIMITATION_EXPIRED R24-08', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['FORMAT_MISSING', 'LIMIT_EXCEEDED'],
  decisiveDate: 'suitOn',
  input: object({
    dueOn: optional(date()),
    instalmentDueDates: optional(list(date())),
    suitOn: date(),
    interruptions: optional(
      list(object({ on: date(), kind: enumeration(['DEMAND', 'SUIT', 'ACKNOWLEDGEMENT']), proven: boolean() })),
    ),
  }),
  output: judged(VERDICTS, {
    expiresOn: object(periodFields),
    ignoredInterruptions: list(object({ on: date(), code: enumeration(IGNORED_CODES) })),
    courtMayRaise: boolean(),
  }),
  evaluate({ dueOn, instalmentDueDates, suitOn, interruptions }, law) {
    const start = dueOn ?? lastOf(instalmentDueDates ?? [])
    const { expiresOn, ignored } = runPeriod(law, start, interruptions ?? [])
    const expired = isAfterEnd(suitOn, expiresOn) === true
    const found = expired ? [{ code: 'LIMITATION_EXPIRED', rule: 'R24-08' }] : []
    return {
      verdict: expired ? 'EXPIRED_INFO' : 'WITHIN',
      reasons: sortReasons([...found, ...provisionalReasons([expiresOn])]),
      expiresOn,
      ignoredInterruptions: ignored,
      courtMayRaise: false,
    }
  },
})

/** Civil Code art. 189: a debt in instalments runs from the last of them. */
function lastOf(dates: readonly CivilDate[]): CivilDate {
  const last = dates.reduce<CivilDate | null>((latest, day) => (latest === null || day > latest ? day : latest), null)
  if (last === null) throw new LawError('FORMAT_MISSING', '/dueOn', { or: 'instalmentDueDates' })
  return last
}

interface Running {
  readonly expiresOn: Period
  readonly ignored: readonly { readonly on: CivilDate; readonly code: IgnoredCode }[]
}

function runPeriod(law: LawReading, start: CivilDate, interruptions: readonly Interruption[]): Running {
  const length = law.count('P-24-05', 'year')
  const from = (day: CivilDate): Period => endOfPeriod(law, { start: day, length, unit: 'YEAR', regime: 'CIVIL' })
  let expiresOn = from(start)
  const ignored: { on: CivilDate; code: IgnoredCode }[] = []
  for (const { on, proven } of [...interruptions].sort((one, other) => one.on - other.on)) {
    if (!proven) ignored.push({ on, code: 'NOT_PROVEN' })
    else if (on < start) ignored.push({ on, code: 'BEFORE_START' })
    else if (isAfterEnd(on, expiresOn) === true) ignored.push({ on, code: 'AFTER_EXPIRY' })
    else expiresOn = from(on)
  }
  return { expiresOn, ignored }
}
