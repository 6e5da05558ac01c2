import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { measure } from '../measure/area.ts'
import { formatCivilDate, type CivilDate } from '../time/civil-date.ts'
import { distribution } from './area.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const paidIn = (payments: readonly { readonly cents: number }[]): number => sum(payments.map(({ cents }) => cents))
const named = <T extends object>(items: readonly T[]): (T & { id: string })[] =>
  items.map((item, index) => ({ id: `C${index}`, ...item }))

const anyDay = fc.integer({ min: 20_100, max: 20_400 }).map((day) => formatCivilDate(day as CivilDate))
const anyClaims = fc.array(fc.record({ cents: fc.nat(200) }), { maxLength: 8 })

describe('no cent is lost', () => {
  const anyOrdinary = fc.array(
    fc.record({ cents: fc.nat(200), sealedAt: anyDay.map((day) => `${day}T09:00:00+08:00`) }),
    { maxLength: 8 },
  )
  const anyKind = fc.constantFrom('NATURAL', 'OTHER_ORGANISATION', 'ENTERPRISE')

  test('participation', () => {
    fc.assert(
      fc.property(
        anyKind,
        fc.nat(900),
        fc.nat(90),
        anyClaims,
        anyOrdinary,
        (debtorKind, proceeds, costs, some, rest) => {
          const priority = some.map((claim, index) => ({ id: `P${index}`, ...claim }))
          const ordinary = named(rest)
          const { costsPaidCents, payments, debtorCents, becomesOrdinary } = distribution.participation(
            { debtorKind, bankruptcyConsent: false, proceedsCents: proceeds, costsCents: costs, priority, ordinary },
            law,
          )
          expect(costsPaidCents + paidIn(payments) + debtorCents).toBe(proceeds)
          const owed = [...priority, ...ordinary].map(({ id, cents }) => [id, cents])
          expect(payments.map(({ id, cents, unpaidCents }) => [id, cents + unpaidCents])).toEqual(owed)
          const shortfall = sum(payments.slice(0, priority.length).map(({ unpaidCents }) => unpaidCents))
          expect(paidIn(becomesOrdinary)).toBe(shortfall)
          if (debtorCents > 0) expect(payments.every(({ unpaidCents }) => unpaidCents === 0)).toBe(true)
        },
      ),
    )
  })

  test('surplus', () => {
    fc.assert(
      fc.property(fc.nat(900), fc.nat(90), anyClaims, (proceedsCents, costsCents, some) => {
        const waiting = named(some)
        const first = { id: 'F', cents: 100 }
        const { costsPaidCents, payments, debtorCents } = measure.surplus(
          { proceedsCents, costsCents, priority: [], first, waiting },
          law,
        )
        expect(costsPaidCents + paidIn(payments) + debtorCents).toBe(proceedsCents)
      }),
    )
  })

  test('criminal property', () => {
    fc.assert(
      fc.property(
        fc.nat(900),
        fc.nat(90),
        anyClaims,
        anyClaims,
        fc.boolean(),
        (assets, medical, some, rest, confiscation) => {
          const paid = distribution.criminalProperty(
            {
              assetsCents: assets,
              medicalCents: medical,
              priority: named(some),
              restitution: named(rest),
              otherCivilCents: 40,
              fineCents: 30,
              confiscation,
            },
            law,
          )
          const civil =
            paid.medicalPaidCents + paidIn(paid.priority) + paidIn(paid.restitution) + paid.otherCivilPaidCents
          expect(civil + paid.finePaidCents + paid.confiscatedCents + paid.remainderCents).toBe(assets)
          if (paid.finePaidCents > 0) expect(paid.restitution.every(({ unpaidCents }) => unpaidCents === 0)).toBe(true)
        },
      ),
    )
  })
})

describe('distribution.assetPriority', () => {
  const anyAssetClaims = fc
    .array(
      fc.record({
        kind: fc.constantFrom('HOME_BUYER', 'CONSTRUCTION', 'MORTGAGE', 'PLEDGE', 'TAX', 'ORDINARY'),
        cents: fc.nat(60),
        day: anyDay,
        registered: fc.boolean(),
      }),
      { maxLength: 9 },
    )
    .map((claims) =>
      named(
        claims.map(({ kind, cents, day, registered }) => ({
          kind,
          cents,
          securedOn: kind === 'PLEDGE' || (kind === 'MORTGAGE' && registered) ? day : null,
          purchaseDeliveredOn: null,
          arisenOn: kind === 'TAX' ? day : null,
        })),
      ),
    )

  test('a lower rank gets something only when all above are paid in full', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(30), anyAssetClaims, (proceedsCents, costsCents, claims) => {
        const { costsPaidCents, payments, surplusCents } = distribution.assetPriority(
          { proceedsCents, costsCents, claims },
          law,
        )
        expect(costsPaidCents + paidIn(payments) + surplusCents).toBe(proceedsCents)
        expect(payments.map(({ rank }) => rank)).toEqual(payments.map(({ rank }) => rank).toSorted((a, b) => a - b))
        const lowestPaid = Math.max(0, ...payments.filter(({ cents }) => cents > 0).map(({ rank }) => rank))
        const above = payments.filter(({ rank }) => rank < lowestPaid)
        expect(above.every(({ unpaidCents }) => unpaidCents === 0)).toBe(true)
      }),
    )
  })

  test('ranks do not depend on the order of the input', () => {
    fc.assert(
      fc.property(anyAssetClaims, (claims) => {
        const ranks = (list: typeof claims): (string | number)[][] =>
          distribution
            .assetPriority({ proceedsCents: 0, costsCents: 0, claims: list }, law)
            .payments.map(({ id, rank }) => [id, rank])
            .toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1))
        expect(ranks(claims.toReversed())).toEqual(ranks(claims))
      }),
    )
  })

  test('a tax stands before each later security and behind each earlier one', () => {
    fc.assert(
      fc.property(anyAssetClaims, (claims) => {
        const { payments } = distribution.assetPriority({ proceedsCents: 0, costsCents: 0, claims }, law)
        const rankOf = new Map(payments.map(({ id, rank }) => [id, rank]))
        for (const tax of claims.filter(({ arisenOn }) => arisenOn !== null)) {
          for (const security of claims.filter(({ securedOn }) => securedOn !== null)) {
            const before = rankOf.get(tax.id)! < rankOf.get(security.id)!
            expect(before).toBe(tax.arisenOn! < security.securedOn!)
          }
        }
      }),
    )
  })
})

describe('a hundred thousand claims', () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => index)

  test('pro rata', () => {
    const ordinary = ids.map((index) => ({ id: `A${index}`, cents: index + 1, sealedAt: '2026-01-01T09:00:00+08:00' }))
    const { payments } = distribution.participation(
      {
        debtorKind: 'NATURAL',
        bankruptcyConsent: false,
        proceedsCents: 123_456_789,
        costsCents: 0,
        priority: [],
        ordinary,
      },
      law,
    )
    expect(paidIn(payments)).toBe(123_456_789)
  })

  test('taxes and mortgages of many days', () => {
    const day = (index: number): string => formatCivilDate((10_000 + (index % 9_000)) as CivilDate)
    const claims = ids.map((index) => ({
      id: `A${index}`,
      kind: index % 2 === 0 ? ('TAX' as const) : ('MORTGAGE' as const),
      cents: 3,
      securedOn: index % 2 === 0 ? null : day(index),
      purchaseDeliveredOn: null,
      arisenOn: index % 2 === 0 ? day(index) : null,
    }))
    const { payments } = distribution.assetPriority({ proceedsCents: 1_000_001, costsCents: 0, claims }, law)
    expect(sum(payments.map(({ cents }) => cents))).toBe(300_000)
  })
})
