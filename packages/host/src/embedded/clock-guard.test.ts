import { describe, expect, test } from 'vitest'
import { CLOCK_JUMP_MAX_MS, ClockGuard } from './clock-guard.ts'

function clockAt(wallMs: number): { wall: number; monotonic: number; guard: ClockGuard } {
  const clock = { wall: wallMs, monotonic: 0, guard: undefined as unknown as ClockGuard }
  clock.guard = new ClockGuard({ wallMs: () => clock.wall, monotonicMs: () => clock.monotonic })
  return clock
}

describe('ClockGuard', () => {
  test('gives the wall clock while it runs with the monotonic one', () => {
    const clock = clockAt(1_000_000)
    for (const step of [0, 1, 60_000, 3_600_000]) {
      clock.wall += step
      clock.monotonic += step
      expect(clock.guard.now(clock.wall)).toBe(clock.wall)
    }
  })

  test('bears a jump up to the limit, and no more', () => {
    const clock = clockAt(1_000_000)
    clock.wall += CLOCK_JUMP_MAX_MS
    expect(clock.guard.now(0)).toBe(clock.wall)
    clock.wall += CLOCK_JUMP_MAX_MS + 1
    expect(() => clock.guard.now(0)).toThrow(/HOST_CLOCK_ALARM/)
    expect(clock.guard.alarm).toEqual({
      kind: 'forward-jump',
      wallMs: clock.wall,
      expectedMs: 1_000_000 + CLOCK_JUMP_MAX_MS,
    })
  })

  test('bears a clock behind the last stamp up to the limit, and no more', () => {
    const clock = clockAt(1_000_000)
    expect(clock.guard.now(1_000_000 + CLOCK_JUMP_MAX_MS)).toBe(1_000_000)
    expect(() => clock.guard.now(1_000_001 + CLOCK_JUMP_MAX_MS)).toThrow(/HOST_CLOCK_ALARM/)
    expect(clock.guard.alarm?.kind).toBe('behind-last-stamp')
  })

  test('keeps its alarm though the clock goes back, until a named operator confirms', () => {
    const clock = clockAt(1_000_000)
    clock.wall += 60_000
    expect(() => clock.guard.now(0)).toThrow(/HOST_CLOCK_ALARM/)
    const { alarm } = clock.guard
    clock.wall -= 60_000
    expect(() => clock.guard.now(0)).toThrow(/HOST_CLOCK_ALARM/)

    clock.guard.confirm('operator-1')

    expect(clock.guard.now(0)).toBe(1_000_000)
    expect(clock.guard.confirmations).toEqual([{ operator: 'operator-1', alarm, atMs: 1_000_000 }])
  })

  test('a confirmation without an alarm is not recorded', () => {
    const clock = clockAt(1_000_000)
    clock.guard.confirm('operator-1')
    expect(clock.guard.confirmations).toEqual([])
  })
})
