import type { LawReading } from '../law-book/law-reading.ts'
import type { CivilDate } from '../time/civil-date.ts'
import type { Period } from './period.ts'
import { workingDaysAfter } from './working-days.ts'

/** the period ends on the `count`-th working day after its start and does not roll; no end in a year not loaded. */
export function endOfWorkingDays(law: LawReading, start: CivilDate, count: number): Period {
  const end = workingDaysAfter(law, start, count)?.at(-1) ?? null
  if (end === null) {
    return { rawEnd: null, legalEnd: null, rolled: false, status: 'PROVISIONAL', calendarVersion: null }
  }
  return { rawEnd: end, legalEnd: end, rolled: false, status: 'FINAL', calendarVersion: law.calendarVersion(end) }
}
