import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCivilDate } from './civil-date.ts'
import { addSeconds, dayOf, formatInstant, parseInstant, type Instant } from './instant.ts'

const OFFSET_SECONDS = 8 * 3_600
const anyInstant = fc
  .integer({ min: parseInstant('0001-01-01T00:00:00+08:00')!, max: parseInstant('9999-12-31T23:59:59+08:00')! })
  .map((seconds) => seconds as Instant)

describe('instants', () => {
  test('agree with ECMAScript, shifted by eight hours', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const text = formatInstant(instant)
        expect(parseInstant(text)).toBe(instant)
        expect(Date.parse(text) / 1_000).toBe(instant - OFFSET_SECONDS)
        expect(formatCivilDate(dayOf(instant))).toBe(text.slice(0, 10))
      }),
    )
  })

  test('a day ends at midnight in Shanghai', () => {
    const before = parseInstant('2026-05-07T23:59:59+08:00')!
    expect(formatInstant(addSeconds(before, 1))).toBe('2026-05-08T00:00:00+08:00')
    expect(dayOf(addSeconds(before, 1)) - dayOf(before)).toBe(1)
  })
})
