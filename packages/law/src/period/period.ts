import type { LawReading } from '../law-book/law-reading.ts'
import { isWorkingKind } from '../law-book/calendar-table.ts'
import { boolean, date, enumeration, nullable, text, type FieldValues } from '../schema/schema.ts'
import { addDays, correspondingDay, isMonthEnd, targetMonthEnd, type CivilDate } from '../time/civil-date.ts'

export const REGIMES = ['CIVIL', 'CRIMINAL', 'CUSTODY', 'MEASURE'] as const
export type Regime = (typeof REGIMES)[number]

export const PERIOD_UNITS = ['DAY', 'HALF_MONTH', 'MONTH', 'YEAR'] as const
export type PeriodUnit = (typeof PERIOD_UNITS)[number]

export const PERIOD_STATUSES = ['FINAL', 'PROVISIONAL'] as const

/** Interpretation of the Criminal Procedure Law, art. 202(1): half a month is fifteen days. */
const HALF_MONTH_DAYS = 15
const YEAR_MONTHS = 12

/** Parameters that every period reads. */
export const PERIOD_PARAMETERS = ['P-T-01', 'P-T-02'] as const

export const periodFields = {
  rawEnd: nullable(date()),
  legalEnd: nullable(date()),
  rolled: nullable(boolean()),
  status: enumeration(PERIOD_STATUSES),
  calendarVersion: nullable(text()),
}
export type Period = FieldValues<typeof periodFields>

export interface Span {
  readonly start: CivilDate
  readonly length: number
  readonly unit: PeriodUnit
  readonly regime: Regime
}

/** Last day of a period and, where the regime rolls, the working day on which it ends in law (X-01… ). */
export function endOfPeriod(law: LawReading, span: Span): Period {
  law.word('P-T-01', ['START_DAY_NOT_COUNTED'])
  law.word('P-T-02', ['ROLL_TO_NEXT_WORKING_DAY'])
  return periodTo(law, rawEndOf(span), span.regime)
}

/** The same for a last day that was computed otherwise. */
export function periodTo(law: LawReading, rawEnd: CivilDate, regime: Regime): Period {
  // X-03 custody never extends for a holiday; O-06 terms of measures do not either.
  if (regime === 'CUSTODY' || regime === 'MEASURE') return unrolled(rawEnd)
  return rollToWorkingDay(law, rawEnd)
}

/** a period that ends on a rest day ends on the first working day after it. */
export function rollToWorkingDay(law: LawReading, rawEnd: CivilDate): Period {
  let day = rawEnd
  for (;;) {
    const kind = law.dayKind(day)
    if (kind === null) return { rawEnd, legalEnd: null, rolled: null, status: 'PROVISIONAL', calendarVersion: null }
    if (isWorkingKind(kind)) break
    day = addDays(day, 1)
  }
  return { rawEnd, legalEnd: day, rolled: day !== rawEnd, status: 'FINAL', calendarVersion: law.calendarVersion(day) }
}

function unrolled(rawEnd: CivilDate): Period {
  return { rawEnd, legalEnd: rawEnd, rolled: false, status: 'FINAL', calendarVersion: null }
}

// the start day is not counted, so the last of n days is n days after it.
function rawEndOf({ start, length, unit, regime }: Span): CivilDate {
  switch (unit) {
    case 'DAY':
      return addDays(start, length)
    case 'HALF_MONTH':
      return addDays(start, length * HALF_MONTH_DAYS)
    case 'MONTH':
      return regime === 'CRIMINAL' || regime === 'CUSTODY'
        ? addCriminalMonths(start, length)
        : addCivilMonths(start, length)
    case 'YEAR':
      return addYears(start, length)
  }
}

/** the corresponding day, else the last day of the month. */
export function addCivilMonths(start: CivilDate, months: number): CivilDate {
  return correspondingDay(start, months) ?? targetMonthEnd(start, months)
}

/** as civil months, and a month-end maps to a month-end. */
export function addCriminalMonths(start: CivilDate, months: number): CivilDate {
  return isMonthEnd(start) ? targetMonthEnd(start, months) : addCivilMonths(start, months)
}

/** whole months first, half a month is fifteen days. */
export function addCriminalHalfMonths(start: CivilDate, halfMonths: number): CivilDate {
  const wholeEnd = addCriminalMonths(start, Math.floor(halfMonths / 2))
  return addDays(wholeEnd, (halfMonths % 2) * HALF_MONTH_DAYS)
}

/** Twelve civil months each, in every regime. */
export function addYears(start: CivilDate, years: number): CivilDate {
  return addCivilMonths(start, years * YEAR_MONTHS)
}
