import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { LawError } from '../law-error.ts'
import { addExact, compareExact } from '../money/exact.ts'
import { formatCivilDate, type CivilDate } from '../time/civil-date.ts'
import { parseRational, type Rational } from '../time/rational.ts'
import { interest } from './area.ts'

const DUE = 20_500
const day = (offset: number): string => formatCivilDate((DUE + offset) as CivilDate)
const exactly = (text: string): Rational => parseRational(text)!

type Input = Parameters<typeof interest.doubledPart>[0]
const input: Input = {
  baseCents: 100_000,
  currency: 'CNY',
  dueOn: day(0),
  payments: [],
  asOf: day(60),
  excluded: [],
  rmbConversion: null,
}

const anyPayments = fc.array(fc.record({ on: fc.integer({ min: -10, max: 70 }), cents: fc.nat(8_000) }), {
  maxLength: 8,
})
const anyStays = fc.array(fc.record({ from: fc.integer({ min: -10, max: 70 }), length: fc.nat(20) }), { maxLength: 8 })

function inputOf(
  payments: readonly { on: number; cents: number }[],
  stays: readonly { from: number; length: number }[],
): Input {
  return {
    ...input,
    payments: payments.map(({ on, cents }) => ({ on: day(on), cents })),
    excluded: stays.map(({ from, length }) => ({
      from: day(from),
      to: day(from + length),
      reason: 'RETRIAL' as const,
    })),
  }
}

describe('interest.doubledPart', () => {
  test('is the sum over single days of the base of that day', () => {
    fc.assert(
      fc.property(anyPayments, anyStays, (payments, stays) => {
        const { exactCents, segments, unpaidBaseCents } = interest.doubledPart(inputOf(payments, stays), law)
        let centDays = 0
        for (let offset = 1; offset <= 60; offset += 1) {
          const excluded = stays.some(({ from, length }) => from <= offset && offset <= from + length)
          const paid = payments.filter(({ on }) => on < offset).reduce((total, { cents }) => total + cents, 0)
          if (!excluded) centDays += 100_000 - paid
        }
        expect(exactly(exactCents)).toEqual(exactly(`${centDays * 7}/40000`))
        const parts = segments.map((segment) => exactly(segment.exactCents))
        expect(parts.reduce(addExact, exactly('0'))).toEqual(exactly(exactCents))
        const counted = payments.filter(({ on }) => on <= 60).reduce((total, { cents }) => total + cents, 0)
        expect(unpaidBaseCents).toBe(100_000 - counted)
      }),
    )
  })

  test('does not depend on the order of payments and stays', () => {
    fc.assert(
      fc.property(anyPayments, anyStays, (payments, stays) => {
        const forwards = interest.doubledPart(inputOf(payments, stays), law)
        expect(interest.doubledPart(inputOf(payments.toReversed(), stays.toReversed()), law)).toEqual(forwards)
      }),
    )
  })

  test('never falls from one day to the next', () => {
    fc.assert(
      fc.property(fc.nat(60), anyStays, (offset, stays) => {
        const on = (at: number): Rational =>
          exactly(interest.doubledPart({ ...inputOf([], stays), asOf: day(at) }, law).exactCents)
        expect(compareExact(on(offset), on(offset + 1))).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('a hundred thousand payments and stays', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      on: index % 70,
      cents: 0,
      from: index % 70,
      length: 0,
    }))
    const { segments } = interest.doubledPart(inputOf(many, many), law)
    expect(segments.map(({ days }) => days)).toEqual(Array.from({ length: 60 }, () => 0))
  })
})

describe('a refusal names the field and what was expected', () => {
  const stay = { from: day(5), to: day(4), reason: 'RETRIAL' as const }
  test.each<[string, Partial<Input>, object]>([
    [
      'a stay that ends before it begins',
      { excluded: [{ ...stay, to: day(5) }, stay] },
      { code: 'DEADLINE_ORDER', path: '/excluded/1/to', facts: { earlier: 'from' } },
    ],
    [
      'more paid than owed',
      { payments: [{ on: day(1), cents: 100_001 }] },
      { code: 'AMOUNT_OVERPAID', path: '/payments', facts: {} },
    ],
    [
      'a debt without a day to count to',
      { asOf: null },
      { code: 'FORMAT_MISSING', path: '/asOf', facts: { key: 'asOf' } },
    ],
    [
      'no rate of the day',
      { rmbConversion: { midRates: [{ on: day(1), rate: '7/1' }] } },
      { code: 'EXTERNAL_RATE_MISSING', path: '/rmbConversion/midRates', facts: { on: 'dueOn' } },
    ],
  ])('%s', (_, change, expected) => {
    expect(refusal(() => interest.doubledPart({ ...input, ...change }, law))).toEqual(expected)
  })

  test('general interest that begins behind the day', () => {
    const general = { annualRate: '1/20', dayBasis: 360 as const, from: day(2) }
    const debt = { principalCents: 100, general, dueOn: day(0), asOf: day(1) }
    expect(refusal(() => interest.judgmentDebt(debt, law))).toEqual({
      code: 'DEADLINE_ORDER',
      path: '/asOf',
      facts: { earlier: 'general.from' },
    })
    expect(interest.judgmentDebt({ ...debt, asOf: day(2) }, law)).toMatchObject({ generalDays: 0, doubledDays: 2 })
  })

  test('a debt paid in full needs no day', () => {
    const paid = { ...input, asOf: null, payments: [{ on: day(10), cents: 100_000 }] }
    expect(interest.doubledPart(paid, law)).toMatchObject({ unpaidBaseCents: 0, segments: [{ days: 10 }] })
  })
})

function refusal(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    const { code, path, facts } = error
    return { code, path, facts }
  }
  return null
}
