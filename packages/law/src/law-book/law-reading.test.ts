import { describe, expect, test } from 'vitest'
import { cents, list, object } from '../schema/schema.ts'
import { createLawBook } from './law-book.ts'
import { LawReading } from './law-reading.ts'
import { parseCivilDate } from '../time/civil-date.ts'

const row = (key: string, value: unknown, unit: string): Readonly<Record<string, unknown>> => ({
  key,
  value,
  unit,
  effectiveFrom: null,
  effectiveTo: null,
  source: 'test',
  verified: 'D',
  roll: null,
  title: key,
})

const reading = new LawReading(
  createLawBook({
    parameters: [
      row('fraction', '3/10', 'part'),
      row('decimal', '0.000175', 'part'),
      row('number', 3, 'part'),
      row('word', 'many', 'part'),
      row('table', [{ uptoCents: 5 }], 'bands'),
    ],
    calendar: { region: 'CN', timeZone: 'Asia/Shanghai', weeklyRestDays: ['SATURDAY', 'SUNDAY'], years: [] },
  }),
  null,
)
const bands = list(object({ uptoCents: cents() }))
const unfit = expect.objectContaining({ code: 'VERSION_PARAMETER_MISSING' }) as Error

describe('LawReading', () => {
  test('reads fractions exactly', () => {
    expect(reading.fraction('fraction', 'part')).toEqual({ numerator: 3n, denominator: 10n })
    expect(reading.fraction('decimal', 'part')).toEqual({ numerator: 7n, denominator: 40_000n })
  })

  test.each([
    ['number', 'part'],
    ['word', 'part'],
    ['fraction', 'percent'],
    ['absent', 'part'],
  ])('%s in %s is no fraction', (key, unit) => {
    expect(() => reading.fraction(key, unit)).toThrow(unfit)
  })

  test('reads tables by their schema', () => {
    expect(reading.table('table', 'bands', bands)).toEqual([{ uptoCents: 5n }])
    expect(() => reading.table('table', 'rows', bands)).toThrow(unfit)
    expect(() => reading.table('word', 'part', bands)).toThrow(unfit)
  })
})

describe('days that a rule names', () => {
  const book = createLawBook({
    parameters: [{ ...row('count', 10, 'year'), effectiveTo: '2021-05-31' }],
    calendar: { region: 'CN', timeZone: 'Asia/Shanghai', weeklyRestDays: [], years: [] },
  })
  const law = new LawReading(book, null)

  test('a row is read on the day named, and only while it is in force', () => {
    const [last, next] = [parseCivilDate('2021-05-31')!, parseCivilDate('2021-06-01')!]
    expect([law.holds('count', last), law.holds('count', next), law.holds('absent', last)]).toEqual([
      true,
      false,
      false,
    ])
    expect(law.count('count', 'year', last)).toBe(10)
    expect(() => law.count('count', 'year', next)).toThrow(unfit)
    expect(law.rowsRead.map(({ on }) => on)).toEqual([last])
  })
})
