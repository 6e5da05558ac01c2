import { describe, expect, test } from 'vitest'
import { preferredWaitMs } from './preferred-wait.ts'

describe('how long an answer may be held back', () => {
  test.each([
    ['wait=3', 3_000],
    ['respond-async, wait=2', 2_000],
    ['Wait = "4"; foo=bar', 4_000],
    ['wait=86400', 10_000],
  ])('%s', (header, ms) => {
    expect(preferredWaitMs(header)).toBe(ms)
  })

  test.each([undefined, '', 'wait', 'wait=', 'wait=-1', 'wait=1.5', 'await=5', 'wait=soon'])('%s is none', (header) => {
    expect(preferredWaitMs(header)).toBe(0)
  })
})
