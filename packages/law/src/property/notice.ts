import type { LawReading } from '../law-book/law-reading.ts'
import { endDayOf } from '../period/end-day.ts'
import { endOfPeriod, PERIOD_PARAMETERS, type Period } from '../period/period.ts'
import type { CivilDate } from '../time/civil-date.ts'

export const NOTICE_KINDS = ['PRE_NOTICE', 'OBJECTION'] as const
type NoticeKind = (typeof NOTICE_KINDS)[number]

const NOTICE_KEYS = { PRE_NOTICE: 'P-22-06.preNotice', OBJECTION: 'P-22-06.objection' } as const
export const NOTICE_PARAMETERS = [NOTICE_KEYS.PRE_NOTICE, NOTICE_KEYS.OBJECTION, ...PERIOD_PARAMETERS] as const

interface NoticeStanding {
  readonly standing: 'EFFECTIVE' | 'EXERCISED' | 'LAPSED'
  readonly due: Period
}

/** Civil Code arts. 220, 221: a notice lapses when nobody acts on it in time; the period rolls. */
export function noticeStanding(
  law: LawReading,
  kind: NoticeKind,
  { startOn, actOn, asOf }: { readonly startOn: CivilDate; readonly actOn: CivilDate | null; readonly asOf: CivilDate },
): NoticeStanding {
  const length = law.count(NOTICE_KEYS[kind], 'day', startOn)
  const due = endOfPeriod(law, { start: startOn, length, unit: 'DAY', regime: 'CIVIL' })
  const end = endDayOf(due) ?? startOn
  if (actOn !== null && actOn <= end) return { standing: 'EXERCISED', due }
  return { standing: asOf > end ? 'LAPSED' : 'EFFECTIVE', due }
}
