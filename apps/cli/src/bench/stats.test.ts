import fc from 'fast-check'
import { expect, test } from 'vitest'
import { median, percentile, wantedAt } from './stats.ts'

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[7], 7],
])('median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected)
})

test('a percentile is one of the values, and its share of them is not above it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, share) => {
        const found = percentile(values, share)
        expect(values).toContain(found)
        expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * values.length)
      },
    ),
  )
})

test('a floor holds from its size on', () => {
  const wanted = { atLeast: 1, goal: 2, better: 'more' } as const
  expect(wantedAt(1_000_000, 1_000_000, wanted)).toBe(wanted)
  expect(wantedAt(999_999, 1_000_000, wanted)).toBeUndefined()
})
