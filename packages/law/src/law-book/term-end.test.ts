import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { limitOn, termEnd, waitingMs } from './term-end.ts'

describe('the end of a term that a program keeps', () => {
  test.each([
    ['PX-X-56', '2026-03-02', '2029-03-02'],
    ['PX-X-57', '2024-02-29', '2027-02-28'],
    ['PX-X-53.annex', '2026-03-02', '2026-05-31'],
  ])('%s from %s: %s', (key, from, end) => {
    expect(termEnd(bundledLaw, key, from)).toBe(end)
  })

  test.each([
    ['VERSION_PARAMETER_MISSING', 'PX-NONE', '2026-03-02'],
    ['VERSION_PARAMETER_MISSING', 'P-18-05', '2026-03-02'],
    ['FORMAT_DATE', 'PX-X-56', '2026-02-30'],
  ])('%s for %s from %s', (code, key, from) => {
    expect(() => termEnd(bundledLaw, key, from)).toThrow(expect.objectContaining({ code }) as Error)
  })
})

test('a waiting time is in hours, and a parameter in another unit is none', () => {
  expect(waitingMs(bundledLaw, 'PX-R18-24.annex')).toBe(24 * 3_600_000)
  const missing = expect.objectContaining({ code: 'VERSION_PARAMETER_MISSING' }) as Error
  expect(() => waitingMs(bundledLaw, 'PX-X-56')).toThrow(missing)
})

describe('a number of things that a program allows', () => {
  test('is that of the day, in its unit', () => {
    expect(limitOn(bundledLaw, 'PX-T26-5.withoutCase', 'look-up', '2026-03-02')).toBe(20)
  })

  test.each([
    ['a unit of other things', 'PX-T26-5.withoutCase', 'hour', '2026-03-02', 'VERSION_PARAMETER_MISSING'],
    ['no such key', 'PX-T26-5.none', 'look-up', '2026-03-02', 'VERSION_PARAMETER_MISSING'],
    ['no day', 'PX-T26-5.withoutCase', 'look-up', '2026-02-30', 'FORMAT_DATE'],
  ])('%s is refused', (_, key, unit, on, code) => {
    expect(() => limitOn(bundledLaw, key, unit, on)).toThrow(expect.objectContaining({ code }) as Error)
  })
})
