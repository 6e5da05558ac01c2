import { LawError } from '../law-error.ts'
import { addCivilMonths, addYears } from '../period/period.ts'
import { addDays, formatCivilDate, parseCivilDate, type CivilDate } from '../time/civil-date.ts'
import { dayOf, instantOf } from '../time/instant.ts'
import type { LawBook } from './law-book.ts'
import { LawReading } from './law-reading.ts'
import { rowInForce } from './parameter-table.ts'

/**
 * Last day of a term that a program keeps by itself, such as how long a record is stored: a parameter in days, months or
 * years, counted from the day after `from`. No working day moves it.
 * @throws LawError VERSION_PARAMETER_MISSING, FORMAT_DATE
 */
export function termEnd(book: LawBook, key: string, from: string): string {
  const start = parseCivilDate(from)
  if (start === undefined) throw new LawError('FORMAT_DATE', '', { key })
  const law = new LawReading(book, start)
  const { unit } = rowInForce(book.parameters, key, start)
  return formatCivilDate(addTerm(start, law.count(key, unit), unit, key))
}

/**
 * A waiting time in milliseconds that begins at an instant (UTC milliseconds): a parameter in hours, in force on that day.
 * @throws LawError VERSION_PARAMETER_MISSING
 */
export function waitingMs(book: LawBook, key: string, fromMs: number): number {
  return new LawReading(book, dayOf(instantOf(fromMs))).count(key, 'hour') * HOUR_MS
}

/** The instant at which a waiting time ends that begins at one, both UTC milliseconds. @throws LawError as `waitingMs` */
export function waitingEndMs(book: LawBook, key: string, fromMs: number): number {
  return fromMs + waitingMs(book, key, fromMs)
}

/**
 * A number of things that a program allows by itself, in force on a day: a whole number in the stated unit.
 * @throws LawError VERSION_PARAMETER_MISSING, FORMAT_DATE
 */
export function limitOn(book: LawBook, key: string, unit: string, on: string): number {
  const day = parseCivilDate(on)
  if (day === undefined) throw new LawError('FORMAT_DATE', '', { key })
  return new LawReading(book, day).count(key, unit)
}

const HOUR_MS = 3_600_000

function addTerm(start: CivilDate, length: number, unit: string, key: string): CivilDate {
  switch (unit) {
    case 'day':
      return addDays(start, length)
    case 'month':
      return addCivilMonths(start, length)
    case 'year':
      return addYears(start, length)
    default:
      throw new LawError('VERSION_PARAMETER_MISSING', '', { key, unit })
  }
}
