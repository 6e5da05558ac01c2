import type { Reason } from '../registry/judgement.ts'
import type { CivilDate } from '../time/civil-date.ts'
import type { Period } from './period.ts'

/** What every function gives that reads a period whose end is not final. */
export const CALENDAR_NOT_LOADED = { code: 'CALENDAR_NOT_LOADED', rule: 'X-14' } as const

/** The day that decides whether an act is in time: while the legal end is provisional, the raw end. */
export function endDayOf({ legalEnd, rawEnd }: Period): CivilDate | null {
  return legalEnd ?? rawEnd
}

/** Null where a period has no end at all. */
export function isAfterEnd(day: CivilDate, period: Period): boolean | null {
  const end = endDayOf(period)
  return end === null ? null : day > end
}

/** a judgement that rests on a provisional period says so. */
export function provisionalReasons(periods: readonly (Period | null)[]): readonly Reason[] {
  return periods.some((period) => period?.status === 'PROVISIONAL') ? [CALENDAR_NOT_LOADED] : []
}
