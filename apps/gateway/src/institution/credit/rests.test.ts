import { expect, test } from 'vitest'
import { Rests } from './rests.ts'

const HOUR_MS = 3_600_000

test('a subject rests for its time, and is forgotten then although nobody asks for it again', () => {
  let nowMs = 0
  const rests = new Rests(HOUR_MS, () => nowMs)
  for (let bucket = 0; bucket < 256; bucket++) rests.add(`2026-10/${bucket.toString(16)}`)
  expect([rests.has('2026-10/ff'), rests.has('2026-11/ff'), rests.size]).toEqual([true, false, 256])
  nowMs = HOUR_MS - 1
  rests.add('2026-11/00')
  expect([rests.has('2026-10/ff'), rests.size]).toEqual([true, 257])
  nowMs = HOUR_MS
  expect([rests.has('2026-10/ff'), rests.has('2026-11/00'), rests.size]).toEqual([false, true, 1])
})
