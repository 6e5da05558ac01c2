import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { parseCivilDate } from '../time/civil-date.ts'
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
  const fromMs = Date.UTC(2026, 2, 2)
  expect(waitingMs(bundledLaw, 'PX-R18-24.annex', fromMs)).toBe(24 * 3_600_000)
  const missing = expect.objectContaining({ code: 'VERSION_PARAMETER_MISSING' }) as Error
  expect(() => waitingMs(bundledLaw, 'PX-X-56', fromMs)).toThrow(missing)
})

test('a waiting time that was changed is that of the day in Beijing on which it begins', () => {
  const key = 'PX-R18-24.annex'
  const [row] = bundledLaw.parameters.get(key) ?? []
  const [last, first] = [parseCivilDate('2026-06-30'), parseCivilDate('2026-07-01')]
  if (row === undefined || last === undefined || first === undefined) throw new Error(key)
  const versions = [
    { ...row, effectiveTo: last },
    { ...row, effectiveFrom: first, value: 12 },
  ]
  const book = { ...bundledLaw, parameters: new Map(bundledLaw.parameters).set(key, versions) }
  const midnightMs = Date.UTC(2026, 5, 30, 16)
  expect([midnightMs - 1, midnightMs].map((ms) => waitingMs(book, key, ms) / 3_600_000)).toEqual([24, 12])
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
