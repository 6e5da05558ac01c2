import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EXACT_CHARACTERS_MAX, formatRational, parseRational, rational } from './rational.ts'

describe('rationals', () => {
  test.each([
    ['0', '0'],
    ['7', '7'],
    ['007', '7'],
    ['4/6', '2/3'],
    ['6/3', '2'],
    ['0/5', '0'],
    ['0.0365', '73/2000'],
    ['1.50', '3/2'],
  ])('%s reads as %s', (text, written) => {
    expect(formatRational(parseRational(text)!)).toBe(written)
  })

  test.each([
    '',
    '-1',
    '+1',
    '1/0',
    '1e3',
    '.5',
    '5.',
    '1/2/3',
    '1.5/2',
    ' 1',
    '１',
    '0x1',
    '1'.repeat(EXACT_CHARACTERS_MAX + 1),
  ])('%j is none', (text) => {
    expect(parseRational(text)).toBeUndefined()
  })

  test('are kept exactly and in lowest terms', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), fc.bigInt({ min: 1n, max: 10n ** 60n }), (top, bottom) => {
        const value = rational(top, bottom)!
        expect(value.numerator * bottom).toBe(top * value.denominator)
        expect(parseRational(formatRational(value))).toEqual(value)
      }),
    )
  })
})
