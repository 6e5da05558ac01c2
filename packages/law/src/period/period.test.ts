import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { calendar } from '../calendar/area.ts'
import { isWorkingKind } from '../law-book/calendar-table.ts'
import { createLawBook, rowJson } from '../law-book/law-book.ts'
import { LawReading } from '../law-book/law-reading.ts'
import { formatCivilDate, parseCivilDate, type CivilDate } from '../time/civil-date.ts'
import { addCivilMonths, addCriminalMonths, endOfPeriod, PERIOD_UNITS, REGIMES, type Span } from './period.ts'

const day = (text: string): CivilDate => parseCivilDate(text)!
const loadedDay = fc.integer({ min: day('2025-01-01'), max: day('2026-12-31') }).map((number) => number as CivilDate)
const anySpan: fc.Arbitrary<Span> = fc.record({
  start: loadedDay,
  length: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom(...PERIOD_UNITS),
  regime: fc.constantFrom(...REGIMES),
})
const reading = (): LawReading => new LawReading(bundledLaw, null)

describe('periods', () => {
  test('start after their start day, and end in law on or after their raw end, on a working day if they roll', () => {
    fc.assert(
      fc.property(anySpan, (span) => {
        const law = reading()
        const { rawEnd, legalEnd, rolled, status, calendarVersion } = endOfPeriod(law, span)
        expect(rawEnd).toBeGreaterThan(span.start)
        if (legalEnd === null) {
          expect({ status, rolled, calendarVersion }).toEqual({
            status: 'PROVISIONAL',
            rolled: null,
            calendarVersion: null,
          })
          return
        }
        expect(status).toBe('FINAL')
        expect(legalEnd).toBeGreaterThanOrEqual(rawEnd!)
        expect(rolled).toBe(legalEnd !== rawEnd)
        if (span.regime === 'CIVIL' || span.regime === 'CRIMINAL') {
          expect(isWorkingKind(law.dayKind(legalEnd)!)).toBe(true)
          for (let between = rawEnd!; between < legalEnd; between = (between + 1) as CivilDate) {
            expect(isWorkingKind(law.dayKind(between)!)).toBe(false)
          }
        } else expect(legalEnd).toBe(rawEnd)
      }),
    )
  })

  test('never end earlier for starting later', () => {
    fc.assert(
      fc.property(anySpan, fc.nat(40), (span, later) => {
        const one = endOfPeriod(reading(), span)
        const other = endOfPeriod(reading(), { ...span, start: (span.start + later) as CivilDate })
        expect(other.rawEnd!).toBeGreaterThanOrEqual(one.rawEnd!)
        if (one.legalEnd !== null && other.legalEnd !== null) {
          expect(other.legalEnd).toBeGreaterThanOrEqual(one.legalEnd)
        }
      }),
    )
  })

  test('never end earlier for being longer', () => {
    fc.assert(
      fc.property(anySpan, fc.nat(40), (span, more) => {
        const one = endOfPeriod(reading(), span)
        const other = endOfPeriod(reading(), { ...span, length: span.length + more })
        expect(other.rawEnd!).toBeGreaterThanOrEqual(one.rawEnd!)
        if (other.legalEnd !== null && one.legalEnd !== null) {
          expect(other.legalEnd).toBeGreaterThanOrEqual(one.legalEnd)
        }
      }),
    )
  })

  test('a criminal month is a civil month or reaches to the month-end', () => {
    fc.assert(
      fc.property(loadedDay, fc.integer({ min: 1, max: 60 }), (start, months) => {
        const civil = addCivilMonths(start, months)
        const criminal = addCriminalMonths(start, months)
        expect(criminal).toBeGreaterThanOrEqual(civil)
        expect(formatCivilDate(criminal).slice(0, 7)).toBe(formatCivilDate(civil).slice(0, 7))
        expect(criminal - civil).toBeLessThanOrEqual(3)
      }),
    )
  })

  test('a sentence ends before the criminal period of the same months, by a day or the length of a short month', () => {
    fc.assert(
      fc.property(loadedDay, fc.integer({ min: 1, max: 600 }), (start, months) => {
        const { end } = calendar.sentenceEnd({ start: formatCivilDate(start), years: 0, months }, bundledLaw)
        expect(addCriminalMonths(start, months) - day(end)).toBe(1)
      }),
    )
  })

  test('the n-th working day is the n-th: each counted day works, none between is left out', () => {
    fc.assert(
      fc.property(loadedDay, fc.integer({ min: 1, max: 30 }), (start, days) => {
        const { end, counted } = calendar.addWorkingDays({ start: formatCivilDate(start), days }, bundledLaw)
        if (end === null || counted === null) {
          expect({ end, counted }).toEqual({ end: null, counted: null })
          return
        }
        const law = reading()
        const working: string[] = []
        for (let next = start + 1; next <= day(end); next++) {
          if (isWorkingKind(law.dayKind(next as CivilDate)!)) working.push(formatCivilDate(next as CivilDate))
        }
        expect(counted).toEqual(working)
        expect(counted).toHaveLength(days)
      }),
    )
  })
})

describe('a year that ends in a holiday', () => {
  const parameters = [...bundledLaw.parameters.values()].flat().map(rowJson)
  const year = { source: 'test', verified: 'D', makeUpWorkdays: [] as string[] }
  const book = (...years: { year: number; version: string; offDays: string[] }[]): ReturnType<typeof createLawBook> =>
    createLawBook({
      parameters,
      calendar: {
        region: 'CN',
        timeZone: 'Asia/Shanghai',
        weeklyRestDays: ['SATURDAY', 'SUNDAY'],
        years: years.map((one) => ({ ...year, ...one })),
      },
    })
  // 2029-12-31 is a Monday.
  const thisYear = { year: 2029, version: 'T-2029', offDays: ['2029-12-31'] }
  const input = { start: '2029-12-30', length: 1, unit: 'DAY', regime: 'CIVIL' } as const

  test('rolls into the next year and carries the version of that year', () => {
    const nextYear = { year: 2030, version: 'T-2030', offDays: ['2030-01-01'] }
    expect(calendar.periodEnd(input, book(thisYear, nextYear))).toEqual({
      rawEnd: '2029-12-31',
      legalEnd: '2030-01-02',
      rolled: true,
      status: 'FINAL',
      calendarVersion: 'T-2030',
    })
  })

  test('is provisional if a day passed while rolling is not loaded, although the raw end is', () => {
    expect(calendar.periodEnd(input, book(thisYear))).toEqual({
      rawEnd: '2029-12-31',
      legalEnd: null,
      rolled: null,
      status: 'PROVISIONAL',
      calendarVersion: null,
    })
  })
})
