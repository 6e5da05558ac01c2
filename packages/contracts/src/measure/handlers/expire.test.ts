import { describe, expect, test } from 'vitest'
import { at, HOUR_MS, id, Institution } from '../fixtures.ts'

const DEPOSIT = { asset: 'DEPOSIT', months: 1, limitCents: 100, whole: false } as const

describe('expireTerms', () => {
  test('ends a suspended measure and one under disposal as well: neither stops the term', () => {
    const zone = new Institution(at('2026-03-02 09:00:00'))
    zone.registered(id(1), DEPOSIT)
    zone.registered(id(2), { ...DEPOSIT, limitCents: 200 }, { message: { assetKey: id(77) } })
    zone.carriedOut(id(1), 'SUSPEND')
    zone.carriedOut(id(2), 'CONVERT_TO_DISPOSAL')
    zone.moveTo(at('2026-04-03 00:00:00'))
    for (const measureId of [id(1), id(2)]) {
      expect(zone.measure(measureId)).toMatchObject({ state: 'EXPIRED', suspendedFrom: null })
    }
    expect(zone.chain.violations()).toEqual([])
  })

  test('does nothing at the end of a term that was renewed, or that ended before', () => {
    const zone = new Institution(at('2026-03-02 09:00:00'))
    zone.registered(id(1), DEPOSIT)
    zone.carriedOut(id(1), 'RENEW', { months: 2 })
    zone.registered(id(2), DEPOSIT, { message: { assetKey: id(77) } })
    zone.carriedOut(id(2), 'RELEASE')
    zone.told.length = 0
    const before = zone.chain.moduleEntries()
    zone.moveTo(at('2026-04-03 00:00:00') + HOUR_MS)
    expect(zone.chain.moduleEntries()).toBe(before)
    expect(zone.told).toEqual([])
  })

  test('more ends than a block runs come in the blocks that follow, each at its own instant', () => {
    const zone = new Institution(at('2026-03-02 09:00:00'))
    for (let n = 0; n < 70; n++) zone.registered(id(n), DEPOSIT, { message: { assetKey: id(500 + n) } })
    zone.moveTo(at('2026-04-03 00:00:00'))
    const ended = (): number =>
      Array.from({ length: 70 }, (_, n) => zone.measure(id(n)) as { state: string }).filter(
        ({ state }) => state === 'EXPIRED',
      ).length
    expect(ended()).toBe(64)
    zone.chain.advance(HOUR_MS)
    expect(ended()).toBe(70)
    expect(zone.measure(id(69))).toMatchObject({ endedAtMs: at('2026-04-03 00:00:00') })
    expect(zone.chain.violations()).toEqual([])
  })
})
