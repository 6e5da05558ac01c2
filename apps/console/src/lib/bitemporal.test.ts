import { describe, expect, test } from 'vitest'
import { heldAt, planeOf } from './bitemporal.ts'
import type { BitemporalFact } from './bitemporal.ts'

const at = (text: string): number => Date.parse(`${text}T09:00:00+08:00`)
const granted: BitemporalFact = {
  id: 'granted',
  label: '',
  color: '',
  from: '2020-01-01',
  to: null,
  recordedAtMs: at('2020-01-02'),
}
/** Recorded after the days on which it held: a suspension that was entered late. */
const suspended: BitemporalFact = {
  id: 'suspended',
  label: '',
  color: '',
  from: '2026-03-01',
  to: '2026-05-31',
  recordedAtMs: at('2026-06-10'),
}
const facts = [suspended, granted]

describe('heldAt', () => {
  test.each([
    ['2026-03-01', '2026-06-09', 'granted'],
    ['2026-03-01', '2026-06-10', 'suspended'],
    ['2026-05-31', '2026-06-10', 'suspended'],
    ['2026-06-01', '2026-06-10', 'granted'],
    ['2026-02-28', '2026-06-10', 'granted'],
  ])('%s as known on %s: %s', (validAt, knownOn, id) => {
    expect(heldAt(facts, validAt, at(knownOn))?.id).toBe(id)
  })

  test('knows nothing before the first entry', () => {
    expect(heldAt(facts, '2020-01-01', at('2020-01-01'))).toBeNull()
  })
})

describe('planeOf', () => {
  test('lays later entries over earlier ones and gives open ends the room to the right', () => {
    const plane = planeOf(facts, at('2026-07-01'))
    expect(plane.areas.map(({ fact }) => fact.id)).toEqual(['granted', 'suspended'])
    expect(plane.areas[0]?.toMs).toBe(plane.validToMs)
    expect(plane.validToMs).toBeGreaterThan(at('2026-07-01'))
    expect(plane.knownFromMs).toBeLessThan(granted.recordedAtMs)
    expect(plane.knownToMs).toBeGreaterThan(at('2026-07-01') - 86_400_000)
  })
})
