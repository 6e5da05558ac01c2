import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { formatCivilDate, type CivilDate } from '../time/civil-date.ts'
import { measure } from './area.ts'
import { LIQUIDITIES } from './liquidity.ts'

const anyKind = fc.constantFrom(...LIQUIDITIES)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

describe('measure.allocate', () => {
  const anyAssets = fc
    .array(
      fc.record({ kind: anyKind, availableCents: fc.nat(50), encumberedCents: fc.nat(20), divisible: fc.boolean() }),
    )
    .map((assets) => assets.map((asset, index) => ({ assetId: `A${index}`, ...asset })))

  test('controls up to the claim, over it only by an indivisible asset that is needed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), anyAssets, (targetCents, assets) => {
        const { controls, controlledCents, remainingCents, overCents, verdict } = measure.allocate(
          { targetCents, assets },
          law,
        )
        expect(controlledCents).toBe(sum(controls.map(({ cents }) => cents)))
        expect(controlledCents + remainingCents - overCents).toBe(targetCents)
        const net = assets.map((asset) => Math.max(0, asset.availableCents - asset.encumberedCents))
        expect(verdict === 'COVERED').toBe(sum(net) >= targetCents)
        if (overCents > 0) {
          const indivisible = controls.filter(({ whole }) => whole)
          expect(indivisible.every(({ cents }) => cents > overCents)).toBe(true)
        }
      }),
    )
  })
})

describe('measure.overControl', () => {
  const anyMeasures = fc
    .array(fc.record({ kind: anyKind, cents: fc.nat(50), divisible: fc.boolean() }))
    .map((measures) => measures.map((one, index) => ({ measureId: `M${index}`, ...one })))

  test('never proposes to release more than the surplus', () => {
    fc.assert(
      fc.property(fc.nat(120), anyMeasures, (targetCents, measures) => {
        const { controlledCents, overCents, proposals } = measure.overControl({ targetCents, measures }, law)
        const released = sum(proposals.map(({ releaseCents }) => releaseCents))
        expect(released).toBeLessThanOrEqual(overCents)
        expect(controlledCents - released).toBeGreaterThanOrEqual(Math.min(controlledCents, targetCents))
        if (measures.every(({ divisible }) => divisible)) expect(released).toBe(overCents)
      }),
    )
  })

  test('what allocate controls in divisible assets is never over the claim', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.array(fc.record({ kind: anyKind, availableCents: fc.nat(50) })),
        (targetCents, some) => {
          const assets = some.map((one, index) => ({
            assetId: `A${index}`,
            ...one,
            encumberedCents: 0,
            divisible: true,
          }))
          const { controls } = measure.allocate({ targetCents, assets }, law)
          const measures = controls.map(({ assetId, cents }) => ({
            measureId: assetId,
            kind: 'DEPOSIT' as const,
            cents,
            divisible: true,
          }))
          expect(measure.overControl({ targetCents, measures }, law).verdict).toBe('OK')
        },
      ),
    )
  })
})

describe('measure.queue', () => {
  const anyInstant = fc.integer({ min: 0, max: 9 }).map((hours) => 1_770_000_000 + hours * 43_200)
  const text = (seconds: number): string => formatInstant(seconds as Instant)
  const anyQueue = fc
    .array(
      fc.record({
        registeredAt: fc.option(anyInstant),
        madeAt: anyInstant,
        days: fc.integer({ min: 0, max: 4 }),
        endedAt: fc.option(anyInstant),
      }),
      { maxLength: 7 },
    )
    .map((measures) =>
      measures.map(({ registeredAt, madeAt, days, endedAt }, index) => ({
        measureId: `M${index}`,
        registeredAt: registeredAt === null ? null : text(registeredAt),
        madeAt: text(madeAt),
        to: formatCivilDate((Math.floor(madeAt / 86_400) + days) as CivilDate),
        endedAt: endedAt === null ? null : text(endedAt),
      })),
    )

  test('every measure that exists is in effect, waits or has ended, and ranks count from one', () => {
    fc.assert(
      fc.property(anyInstant, anyQueue, (asOf, measures) => {
        const { effective, waiting, ended } = measure.queue({ asOf: text(asOf), measures }, law)
        const existing = measures.filter(({ registeredAt, madeAt }) => (registeredAt ?? madeAt) <= text(asOf))
        const shown = [
          ...(effective === null ? [] : [effective.measureId]),
          ...waiting.map((one) => one.measureId),
          ...ended,
        ]
        expect(shown.toSorted()).toEqual(existing.map(({ measureId }) => measureId).toSorted())
        expect(waiting.map(({ rank }) => rank)).toEqual(waiting.map((_, index) => index + 1))
        if (effective === null) expect(waiting).toEqual([])
        else expect(effective.since <= text(asOf)).toBe(true)
      }),
    )
  })

  test('what has ended stays ended', () => {
    fc.assert(
      fc.property(anyInstant, fc.nat(5), anyQueue, (asOf, days, measures) => {
        // A registration after the fact may go before a measure without one, so only registered ones are compared.
        const registered = measures.filter(({ registeredAt }) => registeredAt !== null)
        const before = measure.queue({ asOf: text(asOf), measures: registered }, law).ended
        const after = measure.queue({ asOf: text(asOf + days * 86_400), measures: registered }, law).ended
        expect(after).toEqual(expect.arrayContaining([...before]))
      }),
    )
  })

  test('ten thousand measures', () => {
    const measures = Array.from({ length: 10_000 }, (_, index) => ({
      measureId: `M${index}`,
      registeredAt: text(1_770_000_000 + index),
      madeAt: text(1_770_000_000),
      to: '2027-01-01',
      endedAt: null,
    }))
    const { waiting } = measure.queue({ asOf: text(1_771_000_000), measures }, law)
    expect(waiting.at(-1)).toEqual({ measureId: 'M9999', rank: 9_999 })
  })
})

describe('terms', () => {
  test('a longer term never ends earlier, and none ends after the latest day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 19_000, max: 22_000 }), fc.integer({ min: 1, max: 11 }), (day, months) => {
        const startOn = formatCivilDate(day as CivilDate)
        const shorter = measure.term({ asset: 'DEPOSIT', startOn, months }, law)
        const longer = measure.term({ asset: 'DEPOSIT', startOn, months: months + 1 }, law)
        expect(shorter.to! <= longer.to!).toBe(true)
        expect(longer.to! <= longer.latestTo).toBe(true)
      }),
    )
  })
})
