import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CLOCK_JUMP_MAX_MS, ClockGuard } from './clock-guard.ts'
import { ClockJournal } from './clock-journal.ts'

const START_MS = 1_000_000
const SIGNED = Uint8Array.of(1, 2, 3)

let folder: string
let wall: number
let monotonic: number
let guard: ClockGuard

/** As a process that starts: what it knows of alarms is on disk. */
function start(): ClockGuard {
  const clock = { wallMs: () => wall, monotonicMs: () => monotonic }
  return new ClockGuard(clock, new ClockJournal(join(folder, 'clock.jsonl')))
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-clock-'))
  wall = START_MS
  monotonic = 0
  guard = start()
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('ClockGuard', () => {
  test('gives the wall clock while it runs with the monotonic one', () => {
    for (const step of [0, 1, 60_000, 3_600_000]) {
      wall += step
      monotonic += step
      expect(guard.now(wall)).toBe(wall)
    }
  })

  test('bears a jump up to the limit, and no more', () => {
    wall += CLOCK_JUMP_MAX_MS
    expect(guard.now(0)).toBe(wall)
    wall += CLOCK_JUMP_MAX_MS + 1
    expect(() => guard.now(7)).toThrow(/HOST_CLOCK_ALARM/)
    expect(guard.alarm).toEqual({
      number: 1,
      kind: 'forward-jump',
      wallMs: wall,
      expectedMs: START_MS + CLOCK_JUMP_MAX_MS,
      lastStampMs: 7,
    })
  })

  test('bears a clock behind the last stamp up to the limit, and no more', () => {
    expect(guard.now(START_MS + CLOCK_JUMP_MAX_MS)).toBe(START_MS)
    expect(() => guard.now(START_MS + 1 + CLOCK_JUMP_MAX_MS)).toThrow(/HOST_CLOCK_ALARM/)
    expect(guard.alarm?.kind).toBe('behind-last-stamp')
  })

  test('keeps its alarm though the clock goes back and the process starts anew, until an officer confirms', () => {
    wall += 60_000
    expect(() => guard.now(0)).toThrow(/HOST_CLOCK_ALARM/)
    const { alarm } = guard
    wall -= 60_000
    expect(() => guard.now(0)).toThrow(/HOST_CLOCK_ALARM/)
    guard = start()
    expect(guard.alarm).toEqual(alarm)
    expect(() => guard.now(0)).toThrow(/HOST_CLOCK_ALARM/)

    guard.confirm(SIGNED)

    expect(guard.now(0)).toBe(START_MS)
    for (const one of [guard, start()]) expect(one.confirmations).toEqual([{ alarm, signed: SIGNED, wallMs: START_MS }])
    expect(start().alarm).toBeUndefined()
  })

  test('after a confirmation bears a clock that far behind until it has caught up, also over a restart', () => {
    const stampMs = START_MS + 60_000
    expect(() => guard.now(stampMs)).toThrow(/HOST_CLOCK_ALARM/)
    guard.confirm(SIGNED)
    expect(guard.now(stampMs)).toBe(START_MS)
    expect(start().now(stampMs)).toBe(START_MS)
    expect(() => start().now(stampMs + CLOCK_JUMP_MAX_MS + 1)).toThrow(/HOST_CLOCK_ALARM/)
    guard = start()
    guard.confirm(SIGNED)

    wall = stampMs
    monotonic = 60_000
    expect(guard.now(stampMs)).toBe(stampMs)
    expect(() => guard.now(stampMs + CLOCK_JUMP_MAX_MS + 1)).toThrow(/HOST_CLOCK_ALARM/)
    expect(guard.alarm?.number).toBe(3)
  })

  test('a confirmation without an alarm is not recorded', () => {
    guard.confirm(SIGNED)
    expect(guard.confirmations).toEqual([])
  })
})
