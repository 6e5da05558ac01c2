import { expect, test } from 'vitest'
import { formatProjection, parseProjection, PROJECTION_PHASES } from './projection-state.ts'

test.each(PROJECTION_PHASES)('what is said of the projection is read back: %s', (phase) => {
  for (const height of [null, 0, 4_711]) {
    const state = { phase, height, zoneHeight: 4_712 }
    expect(parseProjection(formatProjection(state))).toEqual(state)
  }
})

test.each([null, '', 'CURRENT', 'SOON 1/2', 'BEHIND 1', 'BEHIND a/2', 'BEHIND 1/2 '])('%j says nothing', (text) => {
  expect(parseProjection(text)).toBeNull()
})
