import { expect, test } from 'vitest'
import { masked } from './masked.ts'

test('a number shows its last four places, a short one fewer, and none where there is none', () => {
  expect(masked('SAMPLE-6222-0001')).toBe('****0001')
  expect(masked('GW-0001')).toBe('****001')
  expect(masked('12')).toBe('****2')
  expect(masked('1')).toBe('****')
  expect(masked(null)).toBeNull()
  expect(masked(undefined)).toBeNull()
})
