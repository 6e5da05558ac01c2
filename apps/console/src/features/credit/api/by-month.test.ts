import { expect, test } from 'vitest'
import { byMonth } from './by-month.ts'

test('sums rows by month and name; a month without a row of a name counts none', () => {
  const rows = [
    { month: '2026-11', purpose: 'B', count: 2 },
    { month: '2026-10', purpose: 'A', count: 1 },
    { month: '2026-11', purpose: 'B', count: 3 },
  ]
  expect(
    byMonth(
      rows,
      ({ purpose }) => purpose,
      ({ count }) => count,
    ),
  ).toEqual({
    months: ['2026-10', '2026-11'],
    stacks: [
      { name: 'A', counts: [1, 0] },
      { name: 'B', counts: [0, 5] },
    ],
  })
})
