import { bundledLaw } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { owedOf } from './owed.ts'
import { isStale, longestTerm, planOf } from './plan.ts'
import type { PlanFacts } from './plan.ts'
import type { Property } from './store.ts'

const TODAY = '2026-03-30'
const id = (byte: string): string => byte.repeat(16)

function account(byte: string, availableCents: number, change: Partial<Property> = {}): Property {
  return {
    propertyId: id(byte),
    debtorId: id('d0'),
    institution: 'bank',
    asset: 'DEPOSIT',
    orderId: null,
    foundOn: TODAY,
    source: 'ANSWER',
    fields: {
      label: '示例账户',
      number: `SAMPLE-${byte}`,
      subAccount: null,
      currency: 'CNY',
      balanceCents: availableCents,
      availableCents,
      units: null,
      securityCode: null,
      encumberedCents: 0,
      divisible: true,
      specialFund: null,
      earlierMeasures: [],
    },
    estimate: null,
    ...change,
  }
}

const claim = (principalCents: number) => ({ principalCents, general: null, currency: 'CNY' })
function facts(targetCents: number, property: readonly Property[], controls: PlanFacts['controls'] = []): PlanFacts {
  const owed = owedOf(
    { claim: claim(targetCents), effectiveOn: TODAY, performanceEndsOn: null },
    { asOf: TODAY },
    bundledLaw,
  )
  const target = { ...owed, totalCents: targetCents }
  return { today: TODAY, owed: target, claim: { currency: 'CNY' }, property, controls, sold: [] }
}
const plan = (given: PlanFacts, question = {}) => planOf(given, question, bundledLaw)

describe('a plan', () => {
  test('stops as soon as the claim is covered (G20-01)', () => {
    const accounts = [account('a1', 30_000_000), account('a2', 18_000_000), account('a3', 90_000_000)]
    const found = plan(facts(50_000_000, accounts))
    expect(found.controls.map(({ cents }) => cents)).toEqual([30_000_000, 18_000_000, 2_000_000])
    expect(found).toMatchObject({ verdict: 'COVERED', overCents: 0, controlledCents: 50_000_000 })
  })

  test('counts money of another currency by an estimate alone', () => {
    const own = account('a1', 1_000_000)
    const dollars = { ...own, fields: { ...(own.fields as never as object), currency: 'USD' } as never }
    const found = plan(facts(90, [dollars]))
    expect(found).toMatchObject({ verdict: 'NONE', controls: [], left: [{ why: 'NO_VALUE' }] })
    const estimate = { valueCents: 50, encumberedCents: null, divisible: true, ground: '', officer: 'e', on: TODAY }
    expect(plan(facts(90, [{ ...dollars, estimate }])).controls).toMatchObject([{ cents: 50 }])
  })

  test('counts what is controlled already, but not what waits', () => {
    const controls = [
      { limitCents: 10, isWaiting: false, propertyId: id('a1') },
      { limitCents: 90, isWaiting: true, propertyId: id('a2') },
    ]
    const found = plan(facts(100, [account('a1', 500), account('a3', 500)], controls))
    expect(found).toMatchObject({ alreadyCents: 10, targetCents: 90 })
    expect(found.controls.map(({ propertyId, cents }) => [propertyId, cents])).toEqual([[id('a3'), 90]])
    expect(found.left).toMatchObject([{ propertyId: id('a1'), why: 'CONTROLLED' }])
    const covered = plan(facts(10, [account('a3', 500)], controls))
    expect(covered).toMatchObject({ verdict: 'COVERED', targetCents: 0, controls: [] })
  })

  test('leaves what was sold, also where the court still waits for its part of the proceeds', () => {
    const found = plan({ ...facts(100, [account('a1', 500), account('a2', 500)]), sold: [id('a1')] })
    expect(found.controls.map(({ propertyId }) => propertyId)).toEqual([id('a2')])
    expect(found.left).toMatchObject([{ propertyId: id('a1'), why: 'SOLD' }])
  })

  test('leaves special funds, stale answers, and what has no value or nothing free', () => {
    const own = account('a1', 500)
    const special = account('a2', 500, {
      fields: { ...(own.fields as never as object), specialFund: '农民工工资' } as never,
    })
    const stale = account('a3', 500, { foundOn: '2026-03-26' })
    const empty = account('a4', 0)
    const car = account('a5', 0, {
      asset: 'VEHICLE',
      fields: { ...(own.fields as never as object), availableCents: null } as never,
    })
    const erased = account('a6', 0, { fields: null })
    const { left, controls } = plan(facts(100, [special, stale, empty, car, erased]))
    expect(controls).toEqual([])
    expect(left.map(({ why }) => why)).toEqual(['SPECIAL_FUND', 'STALE', 'NOTHING_FREE', 'NO_VALUE', 'NO_VALUE'])
  })

  test('keeps living costs free (G20-12)', () => {
    const living = { propertyId: id('a1'), monthlyMinimumCents: 120_000, persons: 2, months: 3 }
    const found = plan(facts(500_000, [account('a1', 900_000)]), { living })
    expect(found.controls).toMatchObject([{ cents: 180_000 }])
    expect(found.steps.at(-1)).toMatchObject({ cents: 720_000, rule: 'R20-15' })
    expect(() => plan(facts(1, []), { living })).toThrow('SUBJECT_UNKNOWN')
  })
})

test('an answer is stale on the fourth day, what was entered by hand never', () => {
  const found = (foundOn: string, source: Property['source']) => isStale({ foundOn, source }, TODAY, bundledLaw)
  expect([found('2026-03-27', 'ANSWER'), found('2026-03-26', 'ANSWER'), found('2020-01-01', 'ENTERED')]).toEqual([
    false,
    true,
    false,
  ])
})

test('the longest term follows the kind of property (R20-09)', () => {
  expect(longestTerm('DEPOSIT', '2026-03-10', bundledLaw)).toEqual({
    months: 12,
    to: '2027-03-10',
    renewBy: '2027-03-03',
  })
  expect(longestTerm('VEHICLE', '2026-03-10', bundledLaw).months).toBe(24)
  expect(longestTerm('REAL_ESTATE', '2026-03-10', bundledLaw).months).toBe(36)
})
