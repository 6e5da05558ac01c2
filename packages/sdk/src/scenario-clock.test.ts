import { expect, test } from 'vitest'
import { SCENARIO_OFFSET_MAX_MS, scenarioClockText, scenarioOffset } from './scenario-clock.ts'

test('the offset is what was written, and nothing without a file', () => {
  expect(scenarioOffset(undefined)).toBe(0)
  for (const offsetMs of [-86_400_000, 0, 1, SCENARIO_OFFSET_MAX_MS])
    expect(scenarioOffset(scenarioClockText(offsetMs))).toBe(offsetMs)
})

test.each([
  '',
  '{',
  '[]',
  '{}',
  '{"offsetMs":-9e15}',
  '{"offsetMs":"1"}',
  '{"offsetMs":1.5}',
  '{"offsetMs":1,"x":1}',
  '{"offsetMs":9e15}',
])('refuses %s', (text) => {
  expect(() => scenarioOffset(text)).toThrow(/SCENARIO_CLOCK_INVALID/)
})
