import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actId,
  civilDate,
  civilDateOf,
  firmUscc,
  isCivilDate,
  msOfShanghaiTimestamp,
  shanghaiTimestamp,
  shiftCivilDate,
  shiftCivilMonths,
  startOfCivilDateMs,
} from './ids.ts'

const SHANGHAI_MS = 8 * 3_600_000
const instant = fc.integer({ min: Date.parse('1900-01-01'), max: Date.parse('2400-01-01') })

describe('civil dates in Asia/Shanghai', () => {
  test('agree with the calendar of the platform', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        expect(civilDateOf(ms)).toBe(new Date(ms + SHANGHAI_MS).toISOString().slice(0, 10))
        expect(startOfCivilDateMs(civilDateOf(ms))).toBe(
          Math.floor((ms + SHANGHAI_MS) / 86_400_000) * 86_400_000 - SHANGHAI_MS,
        )
        expect(isCivilDate(civilDateOf(ms))).toBe(true)
      }),
    )
  })

  test('timestamps go there and back to the second', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        expect(Date.parse(shanghaiTimestamp(ms))).toBe(Math.floor(ms / 1_000) * 1_000)
        expect(msOfShanghaiTimestamp(shanghaiTimestamp(ms))).toBe(Math.floor(ms / 1_000) * 1_000)
      }),
    )
  })

  test.each([
    ['2026-03-01', 6, '2026-09-01'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2026-10-31', 1, '2026-11-30'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(shiftCivilMonths(from, months)).toBe(to)
  })

  test('days are shifted over months and years', () => {
    expect(shiftCivilDate('2024-02-28', 1)).toBe('2024-02-29')
    expect(shiftCivilDate('2026-01-01', -1)).toBe('2025-12-31')
  })

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '0000-01-01', '2026-1-01'])(
    '%s is no day',
    (text) => {
      expect(isCivilDate(text)).toBe(false)
      expect(() => civilDate.parse(text)).toThrow()
    },
  )
})

describe('ids', () => {
  test('of a law firm begin with 31 and have no letter that is easily misread', () => {
    expect(firmUscc.parse('31110000MD0000016H')).toBe('31110000MD0000016H')
    expect(() => firmUscc.parse('91110000MD0000016H')).toThrow()
    expect(() => firmUscc.parse('31110000MO0000016H')).toThrow()
  })

  test('of an act are the transaction and its message', () => {
    expect(() => actId.parse('0'.repeat(64))).toThrow()
    expect(actId.parse(`${'0'.repeat(64)}-12`)).toHaveLength(67)
  })
})
