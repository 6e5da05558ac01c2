import { describe, expect, test } from 'vitest'
import { formatExactCents, formatMoney } from './money.ts'

describe('money', () => {
  test.each([
    [0, 'CNY', '¥0.00'],
    [5, 'CNY', '¥0.05'],
    [1_234_567_89, 'CNY', '¥1,234,567.89'],
    [-1_00, 'CNY', '−¥1.00'],
    [1_000_00, 'USD', 'USD 1,000.00'],
  ])('%d cents of %s are %s', (cents, currency, text) => {
    expect(formatMoney(cents, currency)).toBe(text)
  })

  test.each([
    ['17500', '¥175.0000'],
    ['12345/7', '¥17.6357'],
    ['1/3', '¥0.0033'],
  ])('%s cents before rounding are %s', (exact, text) => {
    expect(formatExactCents(exact)).toBe(text)
  })
})
