import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LawError } from '../law-error.ts'
import {
  addDays,
  civilDate,
  correspondingDay,
  formatCivilDate,
  isMonthEnd,
  parseCivilDate,
  partsOf,
  targetMonthEnd,
  weekdayOf,
  type CivilDate,
} from './civil-date.ts'

const DAY_MS = 86_400_000
const first = parseCivilDate('0001-01-01')!
const last = parseCivilDate('9999-12-31')!
const anyDate = fc.integer({ min: first, max: last }).map((day) => day as CivilDate)
const anyMonths = fc.integer({ min: 0, max: 5_000 })

describe('civil dates', () => {
  test('agree with the proleptic Gregorian calendar of ECMAScript on every day of 1880 to 2120', () => {
    const from = parseCivilDate('1880-01-01')!
    const to = parseCivilDate('2120-12-31')!
    let differing = 0
    for (let day: number = from; day <= to; day++) {
      const reference = new Date(day * DAY_MS)
      const seen = day as CivilDate
      const same =
        formatCivilDate(seen) === reference.toISOString().slice(0, 10) &&
        weekdayOf(seen) % 7 === reference.getUTCDay() &&
        parseCivilDate(formatCivilDate(seen)) === seen
      if (!same) differing += 1
    }
    expect(differing).toBe(0)
  })

  test('agree with it on any day of the years 1 to 9999', () => {
    fc.assert(
      fc.property(anyDate, (day) => {
        const reference = new Date(day * DAY_MS)
        expect(formatCivilDate(day)).toBe(reference.toISOString().slice(0, 10))
        expect(weekdayOf(day) % 7).toBe(reference.getUTCDay())
        expect(civilDate(partsOf(day))).toBe(day)
      }),
    )
  })

  test('sort as their texts do', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (one, other) => {
        expect(one < other).toBe(formatCivilDate(one) < formatCivilDate(other))
      }),
    )
  })

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-01',
    '2026-01-00',
    '0000-01-01',
    '10000-01-01',
    '2026-01-01 ',
  ])('%j is no day', (text) => {
    expect(parseCivilDate(text)).toBeUndefined()
  })

  test.each(['2000-02-29', '2024-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
    expect(formatCivilDate(parseCivilDate(text)!)).toBe(text)
  })

  test('the corresponding day has the same number, or there is none and the month is shorter', () => {
    fc.assert(
      fc.property(
        anyDate.filter((day) => partsOf(day).year < 9_500),
        anyMonths,
        (day, months) => {
          const there = correspondingDay(day, months)
          const end = targetMonthEnd(day, months)
          expect(isMonthEnd(end)).toBe(true)
          if (there === null) expect(partsOf(end).day).toBeLessThan(partsOf(day).day)
          else {
            expect(partsOf(there).day).toBe(partsOf(day).day)
            const { year, month } = partsOf(day)
            const reached = partsOf(there)
            expect(reached.year * 12 + reached.month - year * 12 - month).toBe(months)
          }
        },
      ),
    )
  })

  test.each([
    ['a day behind the last', () => addDays(last, 1)],
    ['a day before the first', () => addDays(first, -1)],
    ['a month behind the last', () => correspondingDay(last, 1)],
    ['months beyond any calendar', () => targetMonthEnd(first, Number.MAX_SAFE_INTEGER)],
  ])('refuses %s', (_, run) => {
    let thrown: unknown
    try {
      run()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(LawError)
    expect((thrown as LawError).code).toBe('LIMIT_EXCEEDED')
  })
})
