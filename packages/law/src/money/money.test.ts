import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { parseRational } from '../time/rational.ts'
import { sumCents } from './cents.ts'
import {
  addExact,
  ceilExact,
  compareExact,
  divideExact,
  exactOf,
  floorExact,
  multiplyExact,
  ratioOf,
  roundHalfUp,
  subtractExact,
} from './exact.ts'
import { money } from './area.ts'
import { splitProRata } from './pro-rata.ts'

const exactly = (text: string) => parseRational(text)!
const anyCents = fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n })
const anyExact = fc.tuple(anyCents, fc.bigInt({ min: 1n, max: 10_000n })).map(([top, bottom]) => ratioOf(top, bottom))

describe('exact numbers', () => {
  test.each([
    ['1/3', '1/6', '1/2', '1/6', '1/18'],
    ['0', '5/7', '5/7', '0', '0'],
    ['2', '0.5', '5/2', '3/2', '1'],
  ])('%s and %s', (one, other, sum, difference, product) => {
    expect(addExact(exactly(one), exactly(other))).toEqual(exactly(sum))
    expect(subtractExact(exactly(one), exactly(other))).toEqual(exactly(difference))
    expect(multiplyExact(exactly(one), exactly(other))).toEqual(exactly(product))
  })

  test.each([
    ['0', 0n, 0n, 0n],
    ['1/3', 0n, 1n, 0n],
    ['1/2', 0n, 1n, 1n],
    ['49/100', 0n, 1n, 0n],
    ['3/2', 1n, 2n, 2n],
    ['5/2', 2n, 3n, 3n],
    ['7', 7n, 7n, 7n],
  ])('%s is cut, lifted and rounded', (text, floor, ceil, rounded) => {
    expect([floorExact(exactly(text)), ceilExact(exactly(text)), roundHalfUp(exactly(text))]).toEqual([
      floor,
      ceil,
      rounded,
    ])
  })

  test('order, ratio and division', () => {
    expect(compareExact(exactly('1/3'), exactly('0.3333'))).toBeGreaterThan(0)
    expect(compareExact(exactly('0.5'), exactly('1/2'))).toBe(0)
    expect(compareExact(exactOf(0n), exactly('1/9'))).toBeLessThan(0)
    expect(ratioOf(0n, 0n)).toEqual(exactly('1'))
    expect(divideExact(exactly('3/4'), 6n)).toEqual(exactly('1/8'))
  })

  test('arithmetic keeps what was added', () => {
    fc.assert(
      fc.property(anyExact, anyExact, (one, other) => {
        expect(subtractExact(addExact(one, other), other)).toEqual(one)
        expect(compareExact(addExact(one, other), one)).toBeGreaterThanOrEqual(0)
        expect(roundHalfUp(one) - floorExact(one)).toBeLessThanOrEqual(1n)
      }),
    )
  })
})

describe('splitProRata', () => {
  test('gives out all of the money, or pays every claim in full', () => {
    fc.assert(
      fc.property(anyCents, fc.array(anyCents, { maxLength: 40 }), (total, claims) => {
        const { shares, surplus } = splitProRata(total, claims)
        expect(sumCents(shares) + surplus).toBe(total)
        expect(shares.every((share, index) => share >= 0n && share <= claims[index]!)).toBe(true)
        if (surplus > 0n) expect(shares).toEqual(claims)
      }),
    )
  })

  test('a share is the exact part, cut or lifted to the next cent', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(fc.nat(10_000), { minLength: 1, maxLength: 12 }), (total, sums) => {
        const claims = sums.map(BigInt)
        const owed = sumCents(claims)
        const { shares } = splitProRata(BigInt(total), claims)
        if (BigInt(total) >= owed) return
        claims.forEach((claim, index) => {
          const cut = (BigInt(total) * claim) / owed
          expect([cut, cut + 1n]).toContain(shares[index])
        })
      }),
    )
  })

  test('more money gives no claim less than a cent below its former share', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(fc.nat(10_000), { maxLength: 12 }), (total, sums) => {
        const claims = sums.map(BigInt)
        const before = splitProRata(BigInt(total), claims).shares
        const after = splitProRata(BigInt(total) + 1n, claims).shares
        expect(after.every((share, index) => share >= before[index]! - 1n)).toBe(true)
      }),
    )
  })

  test('equal claims: the first in order get the odd cents', () => {
    expect(splitProRata(8n, [10n, 10n, 10n]).shares).toEqual([3n, 3n, 2n])
    expect(splitProRata(7n, [10n, 10n, 10n]).shares).toEqual([3n, 2n, 2n])
  })

  test('a hundred thousand claims add up', () => {
    const claims = Array.from({ length: 100_000 }, (_, index) => BigInt(index * 7919 + 1))
    expect(sumCents(splitProRata(123_456_789_012n, claims).shares)).toBe(123_456_789_012n)
  })
})

describe('money.allocate', () => {
  test('nothing to share', () => {
    expect(money.allocate({ totalCents: 0, claims: [{ id: 'A', cents: 3 }] }, law)).toEqual({
      ratio: '0',
      shares: [{ id: 'A', cents: 0 }],
      surplusCents: 0,
    })
  })

  test('claims of zero are owed nothing', () => {
    expect(money.allocate({ totalCents: 5, claims: [{ id: 'A', cents: 0 }] }, law)).toEqual({
      ratio: '1',
      shares: [{ id: 'A', cents: 0 }],
      surplusCents: 5,
    })
  })

  test('the largest sums', () => {
    const most = Number.MAX_SAFE_INTEGER
    expect(
      money.allocate(
        {
          totalCents: most,
          claims: [
            { id: 'A', cents: most },
            { id: 'B', cents: most },
          ],
        },
        law,
      ),
    ).toEqual({
      ratio: '1/2',
      shares: [
        { id: 'A', cents: 4_503_599_627_370_496 },
        { id: 'B', cents: 4_503_599_627_370_495 },
      ],
      surplusCents: 0,
    })
  })
})

describe('money.round', () => {
  test.each([
    ['0', 0, '0', false],
    ['10/4', 3, '5/2', true],
    ['2.50', 3, '5/2', true],
    ['2.49', 2, '249/100', true],
    ['6/3', 2, '2', false],
  ])('%s is %i', (exactCents, cents, reduced, changed) => {
    expect(money.round({ exactCents }, law)).toEqual({ cents, exactCents: reduced, changed })
  })

  test.each([
    ['9007199254740991.5', 'AMOUNT_OUT_OF_RANGE'],
    ['-1', 'FORMAT_FRACTION'],
    ['1e3', 'FORMAT_FRACTION'],
    ['1/0', 'FORMAT_FRACTION'],
    ['.5', 'FORMAT_FRACTION'],
    ['', 'FORMAT_FRACTION'],
  ])('%s is refused with %s', (exactCents, code) => {
    expect(() => money.round({ exactCents }, law)).toThrow(expect.objectContaining({ code }) as Error)
  })
})
