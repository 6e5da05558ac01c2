import { describe, expect, test } from 'vitest'
import {
  civilDateOf,
  daysBetween,
  formatBytes,
  formatCount,
  formatInstant,
  largestUnit,
  shorten,
  startOfDay,
} from './format.ts'

describe('format', () => {
  test('shows instants in Beijing time, whatever the machine’s zone is', () => {
    expect(formatInstant(Date.parse('2026-03-01T16:00:00Z'))).toBe('2026-03-02 00:00:00')
    expect(formatInstant(Date.parse('2026-12-31T15:59:59Z'))).toBe('2026-12-31 23:59:59')
  })

  test('gives the civil date of an instant and its beginning back', () => {
    const start = startOfDay('2026-03-02')
    expect(civilDateOf(start)).toBe('2026-03-02')
    expect(civilDateOf(start - 1)).toBe('2026-03-01')
  })

  test('counts the days from one date to another, back as well', () => {
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3)
    expect(daysBetween('2026-03-02', '2026-03-02')).toBe(0)
    expect(daysBetween('2027-01-01', '2026-12-31')).toBe(-1)
  })

  test('groups digits by three', () => {
    expect([0, 999, 1_000, 1_234_567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567'])
  })

  test('keeps both ends of a long identifier and leaves a short one alone', () => {
    expect(shorten('sha256:0123456789abcdef')).toBe('sha256:0…abcdef')
    expect(shorten('012345678901234')).toBe('012345678901234')
  })

  test('takes the largest unit, rounded down, of past and future alike', () => {
    expect(largestUnit(86_400_000)).toEqual({ unit: 'days', count: 1 })
    expect(largestUnit(-86_399_999)).toEqual({ unit: 'hours', count: 23 })
    expect(largestUnit(59_999)).toEqual({ unit: 'seconds', count: 59 })
  })

  test('writes bytes in binary units', () => {
    expect([0, 1_023, 1_024, 2 * 1024 * 1024].map(formatBytes)).toEqual(['0 B', '1023 B', '1.0 KiB', '2.0 MiB'])
  })
})
