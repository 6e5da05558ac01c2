import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { termEnd, waitingMs } from './term-end.ts'

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
