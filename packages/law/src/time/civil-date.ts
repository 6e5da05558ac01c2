import { LawError } from '../law-error.ts'

declare const civilDateBrand: unique symbol

/** A civil day in Asia/Shanghai as the number of days since 1970-01-01, proleptic Gregorian, years 1 to 9999. */
export type CivilDate = number & { readonly [civilDateBrand]: true }

export interface DateParts {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
const DAYS_BEFORE_EPOCH = 719_162
const FOUR_CENTURIES_DAYS = 146_097
const CENTURY_DAYS = 36_524
const FOUR_YEARS_DAYS = 1_461
const YEAR_DAYS = 365

const FIRST_DAY = -DAYS_BEFORE_EPOCH
const LAST_DAY = 2_932_896

/** `YYYY-MM-DD`, or undefined if the text is no real day. */
export function parseCivilDate(text: string): CivilDate | undefined {
  const match = SHAPE.exec(text)
  if (match === null) return undefined
  return civilDate({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) })
}

/** The day with these parts, or undefined if there is none. */
export function civilDate({ year, month, day }: DateParts): CivilDate | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > monthDays(year, month)) return undefined
  return daysOf({ year, month, day })
}

export function formatCivilDate(date: CivilDate): string {
  const { year, month, day } = partsOf(date)
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
}

export function partsOf(date: CivilDate): DateParts {
  let rest = date + DAYS_BEFORE_EPOCH
  const fourCenturies = Math.floor(rest / FOUR_CENTURIES_DAYS)
  rest -= fourCenturies * FOUR_CENTURIES_DAYS
  // The last day of a period of 400 (or 4) years is the 366th of its last year, not the first of a fifth part.
  const centuries = Math.min(Math.floor(rest / CENTURY_DAYS), 3)
  rest -= centuries * CENTURY_DAYS
  const fourYears = Math.floor(rest / FOUR_YEARS_DAYS)
  rest -= fourYears * FOUR_YEARS_DAYS
  const years = Math.min(Math.floor(rest / YEAR_DAYS), 3)
  rest -= years * YEAR_DAYS

  const year = fourCenturies * 400 + centuries * 100 + fourYears * 4 + years + 1
  let month = 1
  while (rest >= monthDays(year, month)) {
    rest -= monthDays(year, month)
    month += 1
  }
  return { year, month, day: rest + 1 }
}

/** 1 = Monday to 7 = Sunday. */
export function weekdayOf(date: CivilDate): number {
  return ((((date + 3) % 7) + 7) % 7) + 1
}

/** Throws `LIMIT_EXCEEDED` if the day lies outside the years 1 to 9999. */
export function addDays(date: CivilDate, days: number): CivilDate {
  const sum = date + days
  if (sum < FIRST_DAY || sum > LAST_DAY) throw outOfRange()
  return sum as CivilDate
}

export function isMonthEnd(date: CivilDate): boolean {
  const { year, month, day } = partsOf(date)
  return day === monthDays(year, month)
}

/** The day with the same number in the month that lies `months` later, or null if that month has no such day. */
export function correspondingDay(date: CivilDate, months: number): CivilDate | null {
  const { year, month } = targetMonth(date, months)
  return civilDate({ year, month, day: partsOf(date).day }) ?? null
}

/** The last day of the month that lies `months` later. */
export function targetMonthEnd(date: CivilDate, months: number): CivilDate {
  const { year, month } = targetMonth(date, months)
  return daysOf({ year, month, day: monthDays(year, month) })
}

function targetMonth(date: CivilDate, months: number): { year: number; month: number } {
  const { year, month } = partsOf(date)
  const index = year * 12 + (month - 1) + months
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 }
  if (target.year < 1 || target.year > 9999) throw outOfRange()
  return target
}

function daysOf({ year, month, day }: DateParts): CivilDate {
  const past = year - 1
  let days = past * YEAR_DAYS + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400)
  for (let index = 1; index < month; index++) days += monthDays(year, index)
  return (days + day - 1 - DAYS_BEFORE_EPOCH) as CivilDate
}

function monthDays(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

function outOfRange(): LawError {
  return new LawError('LIMIT_EXCEEDED', '', { earliest: '0001-01-01', latest: '9999-12-31' })
}
