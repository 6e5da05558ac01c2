import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { addedRows } from '../data/parameters/added.ts'
import { switchRows } from '../data/switches.ts'
import { evaluate } from '../registry/evaluate.ts'
import { parseCivilDate } from '../time/civil-date.ts'
import { calendarJson } from './calendar-table.ts'
import { createLawBook, parameterVersion, rowJson } from './law-book.ts'
import { LawReading } from './law-reading.ts'
import { rowInForce } from './parameter-table.ts'

function vector(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../../vectors/law/${file}`, import.meta.url), 'utf8'))
}

const row = {
  key: 'P-T-03',
  value: 15,
  unit: 'day',
  effectiveFrom: null,
  effectiveTo: null,
  source: '民诉法171',
  verified: 'L',
  roll: true,
  title: 'appeal',
}
const calendar = { region: 'CN', timeZone: 'Asia/Shanghai', weeklyRestDays: ['SATURDAY', 'SUNDAY'], years: [] }
const year = { year: 2026, version: 'T-1', source: 'test', verified: 'D', offDays: [], makeUpWorkdays: [] }

describe('bundled law', () => {
  test('holds the parameters of the catalogue, and our own beside them', () => {
    const added = new Set([...addedRows, ...switchRows].map(([key]) => key))
    const rows = [...bundledLaw.parameters.values()].flat().map(rowJson)
    const sorted = (list: readonly { readonly [key: string]: unknown }[]): unknown[] =>
      [...list].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
    const keys = ['key', 'value', 'unit', 'effectiveFrom', 'effectiveTo', 'source', 'verified', 'roll', 'title']
    const ordered = (list: readonly { readonly [key: string]: unknown }[]): { [key: string]: unknown }[] =>
      list.map((one) => Object.fromEntries(keys.map((key) => [key, one[key]])))
    const expected = vector('parameters.json') as { readonly [key: string]: unknown }[]
    expect(expected).toHaveLength(281)
    expect(sorted(ordered(rows.filter((one) => !added.has(one['key'] as string))))).toEqual(sorted(ordered(expected)))
    expect(rows).toHaveLength(expected.length + addedRows.length + switchRows.length)
  })

  test('holds the calendar of the catalogue', () => {
    const { rule, ...expected } = vector('calendar.json') as Record<string, unknown>
    expect(rule).toContain('X-11')
    expect(calendarJson(bundledLaw.calendar)).toEqual(expected)
  })
})

describe('createLawBook', () => {
  const rejections: [name: string, parameters: unknown, calendarSource: unknown, code: string][] = [
    ['no list', {}, calendar, 'FORMAT_TYPE'],
    ['a row without value', [{ ...row, value: undefined }], calendar, 'FORMAT_MISSING'],
    ['a float as value', [{ ...row, value: 0.015 }], calendar, 'FORMAT_TYPE'],
    ['an unknown mark', [{ ...row, verified: 'Z' }], calendar, 'FORMAT_ENUM'],
    [
      'a reversed period',
      [{ ...row, effectiveFrom: '2026-01-02', effectiveTo: '2026-01-01' }],
      calendar,
      'DEADLINE_ORDER',
    ],
    [
      'two rows on one day',
      [
        { ...row, effectiveTo: '2026-01-01' },
        { ...row, effectiveFrom: '2026-01-01' },
      ],
      calendar,
      'STATE_OVERLAP',
    ],
    ['two open rows', [row, row], calendar, 'STATE_OVERLAP'],
    ['a year twice', [], { ...calendar, years: [year, year] }, 'DUP_ID'],
    ['a day twice', [], { ...calendar, years: [{ ...year, offDays: ['2026-01-01', '2026-01-01'] }] }, 'DUP_ID'],
    ['a day of another year', [], { ...calendar, years: [{ ...year, offDays: ['2025-12-31'] }] }, 'DEADLINE_ORDER'],
    [
      'a day off and working',
      [],
      { ...calendar, years: [{ ...year, offDays: ['2026-01-03'], makeUpWorkdays: ['2026-01-03'] }] },
      'STATE_OVERLAP',
    ],
    ['an unknown weekday', [], { ...calendar, weeklyRestDays: ['FUNDAY'] }, 'FORMAT_ENUM'],
  ]
  test.each(rejections)('refuses %s', (_, parameters, calendarSource, code) => {
    expect(() => createLawBook({ parameters, calendar: calendarSource })).toThrow(
      expect.objectContaining({ code }) as Error,
    )
  })
})

describe('rowInForce', () => {
  const book = createLawBook({
    parameters: [
      { ...row, value: 3, effectiveFrom: '2026-01-02', effectiveTo: null },
      { ...row, value: 1, effectiveFrom: null, effectiveTo: '2024-12-31' },
      { ...row, value: 2, effectiveFrom: '2025-01-01', effectiveTo: '2025-12-31' },
    ],
    calendar,
  })
  const on = (text: string): number => rowInForce(book.parameters, 'P-T-03', parseCivilDate(text)!).value as number

  test('both ends of a period belong to it', () => {
    expect([on('0001-01-01'), on('2024-12-31'), on('2025-01-01'), on('2025-12-31'), on('2026-01-02')]).toEqual([
      1, 1, 2, 2, 3,
    ])
  })

  test('refuses a day between two periods', () => {
    expect(() => on('2026-01-01')).toThrow(
      expect.objectContaining({
        code: 'VERSION_PARAMETER_MISSING',
        facts: { key: 'P-T-03', on: '2026-01-01' },
      }) as Error,
    )
  })

  test('without a day only a number that never changed applies', () => {
    const single = createLawBook({ parameters: [row], calendar })
    expect(rowInForce(single.parameters, 'P-T-03', null).value).toBe(15)
    const closed = createLawBook({ parameters: [{ ...row, effectiveTo: '2026-01-01' }], calendar })
    for (const { parameters } of [book, closed]) {
      expect(() => rowInForce(parameters, 'P-T-03', null)).toThrow(
        expect.objectContaining({ code: 'VERSION_PARAMETER_MISSING', facts: { key: 'P-T-03', on: null } }) as Error,
      )
    }
  })

  test('a word of the law that the program does not know cannot be applied', () => {
    const other = createLawBook({ parameters: [{ ...row, key: 'P-T-01', value: 'START_DAY_COUNTED' }], calendar })
    expect(() => new LawReading(other, null).word('P-T-01', ['START_DAY_NOT_COUNTED'])).toThrow(
      expect.objectContaining({ code: 'VERSION_PARAMETER_MISSING' }) as Error,
    )
  })

  test('a number in another unit cannot be applied', () => {
    const other = createLawBook({ parameters: [{ ...row, unit: 'workday' }], calendar })
    expect(() => new LawReading(other, null).count('P-T-03', 'day')).toThrow(
      expect.objectContaining({ code: 'VERSION_PARAMETER_MISSING' }) as Error,
    )
  })
})

describe('a change of the law', () => {
  const rules = ['P-T-01', 'P-T-02'].map((key) => ({
    ...row,
    key,
    value: key === 'P-T-01' ? 'START_DAY_NOT_COUNTED' : 'ROLL_TO_NEXT_WORKING_DAY',
    unit: 'rule',
  }))
  const book = createLawBook({
    parameters: [
      ...rules,
      { ...row, value: 15, effectiveTo: '2026-03-31' },
      { ...row, value: 20, effectiveFrom: '2026-04-01' },
    ],
    calendar: { ...calendar, years: [year] },
  })
  const appeal = (eventOn: string): ReturnType<typeof evaluate> =>
    evaluate('calendar.statutoryDeadline', { deadline: 'CIVIL_APPEAL_JUDGMENT', eventOn }, book)

  test('applies from the decisive day on, and the result names the row', () => {
    expect(appeal('2026-03-31').output).toMatchObject({ rawEnd: '2026-04-15' })
    const after = appeal('2026-04-01')
    expect(after.output).toMatchObject({ rawEnd: '2026-04-21', calendarVersion: 'T-1' })
    expect(after.parameters[0]).toEqual({
      key: 'P-T-03',
      value: 20,
      effectiveFrom: '2026-04-01',
      effectiveTo: null,
      source: '民诉法171',
      verified: 'L',
      on: '2026-04-01',
    })
    expect(after.calendars).toEqual([{ year: 2026, version: 'T-1' }])
  })

  test('a rule without a row in force gives no verdict', () => {
    const gap = createLawBook({ parameters: [...rules, { ...row, effectiveFrom: '2026-04-02' }], calendar })
    expect(() =>
      evaluate('calendar.statutoryDeadline', { deadline: 'CIVIL_APPEAL_JUDGMENT', eventOn: '2026-04-01' }, gap),
    ).toThrow(expect.objectContaining({ code: 'VERSION_PARAMETER_MISSING' }) as Error)
  })
})

describe('parameterVersion', () => {
  const other = { ...row, key: 'P-T-04', value: 10 }

  test('does not depend on the order of rows', () => {
    const one = createLawBook({ parameters: [row, other], calendar })
    const two = createLawBook({ parameters: [other, row], calendar })
    expect(parameterVersion(one)).toBe(parameterVersion(two))
  })

  test('changes with any value', () => {
    const versions = [
      createLawBook({ parameters: [row], calendar }),
      createLawBook({ parameters: [{ ...row, value: 16 }], calendar }),
      createLawBook({ parameters: [{ ...row, effectiveTo: '2030-01-01' }], calendar }),
      createLawBook({ parameters: [row], calendar: { ...calendar, years: [year] } }),
    ].map(parameterVersion)
    expect(new Set(versions).size).toBe(versions.length)
  })
})
