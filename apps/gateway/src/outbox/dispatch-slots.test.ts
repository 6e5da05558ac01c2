import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leavesInSlot, slotEndMs } from './dispatch-slots.ts'

describe('slotEndMs', () => {
  test('is the next instant of the grid, never the one at hand', () => {
    expect([0, 1, 999, 1_000].map((at) => slotEndMs(at, 1_000))).toEqual([1_000, 1_000, 1_000, 2_000])
    expect(slotEndMs(5, 0)).toBeUndefined()
  })
  test('is the same for all instants of one slot, and at most a slot away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 42 }), fc.integer({ min: 1, max: 60_000 }), (at, slot) => {
        const end = slotEndMs(at, slot) ?? 0
        expect(end % slot).toBe(0)
        expect(end - at).toBeGreaterThan(0)
        expect(end - at).toBeLessThanOrEqual(slot)
      }),
    )
  })
})

test('what protects property, and what is urgent, does not wait', () => {
  expect(leavesInSlot({ kind: 'CONTROL_RULING', emergency: false })).toBe(false)
  expect(leavesInSlot({ kind: 'RENEWAL_RULING', emergency: false })).toBe(false)
  expect(leavesInSlot({ kind: 'QUERY_NOTICE', emergency: true })).toBe(false)
  expect(leavesInSlot({ kind: 'QUERY_NOTICE', emergency: false })).toBe(true)
  expect(leavesInSlot({ kind: 'RELEASE_RULING', emergency: false })).toBe(true)
})
