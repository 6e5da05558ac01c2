import { LawError } from '../law-error.ts'
import { read } from '../schema/read.ts'
import { date, enumeration, listOfUnique, object, positive, text, type Json, type Value } from '../schema/schema.ts'
import { formatCivilDate, partsOf, weekdayOf, type CivilDate } from '../time/civil-date.ts'
import { VERIFICATION_MARKS } from './parameter-table.ts'

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const

const yearSchema = object({
  year: positive(),
  version: text(),
  source: text(),
  verified: enumeration(VERIFICATION_MARKS),
  offDays: listOfUnique(date(), null),
  makeUpWorkdays: listOfUnique(date(), null),
})
const calendarSchema = object({
  region: text(),
  timeZone: text(),
  weeklyRestDays: listOfUnique(enumeration(WEEKDAYS), null),
  years: listOfUnique(yearSchema, 'year'),
})

/** JSON form of a calendar. */
export type CalendarSource = Json<typeof calendarSchema>

/** The notice of the State Council for one year. */
export interface CalendarYear {
  readonly year: number
  readonly version: string
  readonly offDays: ReadonlySet<CivilDate>
  readonly makeUpWorkdays: ReadonlySet<CivilDate>
}

export interface Calendar {
  readonly source: Value<typeof calendarSchema>
  /** 1 = Monday to 7 = Sunday. */
  readonly weeklyRestDays: ReadonlySet<number>
  readonly years: ReadonlyMap<number, CalendarYear>
}

export const DAY_KINDS = ['WORKDAY', 'WEEKEND', 'HOLIDAY', 'MAKE_UP_WORKDAY'] as const
export type DayKind = (typeof DAY_KINDS)[number]

/** Throws `STATE_OVERLAP` for a day that is listed as off and as working, `DEADLINE_ORDER` for a day of another year. */
export function calendarTable(source: unknown): Calendar {
  const value = read(calendarSchema, source)
  const years = new Map<number, CalendarYear>()
  for (const { year, version, offDays, makeUpWorkdays } of value.years) {
    const path = `/calendar/years/${year}`
    for (const day of [...offDays, ...makeUpWorkdays]) {
      if (partsOf(day).year !== year) throw new LawError('DEADLINE_ORDER', path, { day: formatCivilDate(day) })
    }
    const off = new Set(offDays)
    const both = makeUpWorkdays.find((day) => off.has(day))
    if (both !== undefined) throw new LawError('STATE_OVERLAP', path, { day: formatCivilDate(both) })
    years.set(year, { year, version, offDays: off, makeUpWorkdays: new Set(makeUpWorkdays) })
  }
  const weeklyRestDays = new Set(value.weeklyRestDays.map((name) => WEEKDAYS.indexOf(name) + 1))
  return { source: value, weeklyRestDays, years }
}

/** X-11; null if the year of the day is not loaded. */
export function dayKindOf(calendar: Calendar, day: CivilDate): DayKind | null {
  const year = calendar.years.get(partsOf(day).year)
  if (year === undefined) return null
  if (year.makeUpWorkdays.has(day)) return 'MAKE_UP_WORKDAY'
  if (year.offDays.has(day)) return 'HOLIDAY'
  return calendar.weeklyRestDays.has(weekdayOf(day)) ? 'WEEKEND' : 'WORKDAY'
}

export function isWorkingKind(kind: DayKind): boolean {
  return kind === 'WORKDAY' || kind === 'MAKE_UP_WORKDAY'
}

export function calendarJson({ source }: Calendar): CalendarSource {
  return {
    ...source,
    years: source.years.map((year) => ({
      ...year,
      offDays: year.offDays.map(formatCivilDate),
      makeUpWorkdays: year.makeUpWorkdays.map(formatCivilDate),
    })),
  }
}
