import { describe, expect, test } from 'vitest'
import { exactSum, roundedCents } from './exact-sum.ts'

describe('exact sums', () => {
  test('of whole amounts and of fractions, in lowest terms', () => {
    expect(exactSum([])).toBe('0')
    expect(exactSum(['100000000', '3850000'])).toBe('103850000')
    expect(exactSum(['1/3', '1/6'])).toBe('1/2')
    expect(exactSum(['1/3', '2/3'])).toBe('1')
    expect(exactSum(['41913700419137/9000000', '100000001'])).toBe('941913709419137/9000000')
  })

  test('are rounded once, half up', () => {
    expect(roundedCents('1/2')).toBe(1)
    expect(roundedCents('49/100')).toBe(0)
    expect(roundedCents('216049365/1000')).toBe(216_049)
    expect(roundedCents('216049500/1000')).toBe(216_050)
    expect(roundedCents('103850000')).toBe(103_850_000)
  })
})
