import { isWorkingKind } from '../law-book/calendar-table.ts'
import type { LawReading } from '../law-book/law-reading.ts'
import { addDays, type CivilDate } from '../time/civil-date.ts'

/** the next `count` working days after a day. Null if one of the days on the way lies in a year not loaded. */
export function workingDaysAfter(law: LawReading, start: CivilDate, count: number): readonly CivilDate[] | null {
  const counted: CivilDate[] = []
  let day = start
  while (counted.length < count) {
    day = addDays(day, 1)
    const kind = law.dayKind(day)
    if (kind === null) return null
    if (isWorkingKind(kind)) counted.push(day)
  }
  return counted
}
