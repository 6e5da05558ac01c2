import { describe, expect, test } from 'vitest'
import { startOfDay } from './format.ts'
import { scaleOf, shareOf } from './timeline.ts'

describe('time line', () => {
  test('holds every span and today, with room on both sides', () => {
    const scale = scaleOf([{ from: '2026-03-02', to: '2027-03-01' }], '2026-11-29')
    expect(scale.fromMs).toBeLessThan(startOfDay('2026-03-02'))
    expect(scale.toMs).toBeGreaterThan(startOfDay('2027-03-02'))
    expect(scale.ticks).toEqual(['2026-07-01', '2027-01-01'])
  })

  test('an open end does not stretch it; today alone has a scale too', () => {
    const scale = scaleOf([{ from: '2026-11-01', to: null }], '2026-11-29')
    expect(scale.toMs).toBeLessThan(startOfDay('2026-12-03'))
    expect(scaleOf([], '2026-11-29').toMs).toBeGreaterThan(startOfDay('2026-11-29'))
  })

  test('instants outside stay at the edge', () => {
    const scale = scaleOf([], '2026-11-29')
    expect([shareOf(scale, 0), shareOf(scale, scale.toMs + 1)]).toEqual([0, 1])
    expect(shareOf(scale, (scale.fromMs + scale.toMs) / 2)).toBeCloseTo(0.5)
  })
})
