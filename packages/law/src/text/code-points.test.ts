import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareCodePoints, ordered } from './code-points.ts'

test('texts are ordered by code points, not by code units', () => {
  expect(ordered(['\u{1F600}', '\uFFFD', 'b', 'a', '', 'ab'])).toEqual(['', 'a', 'ab', 'b', '\uFFFD', '\u{1F600}'])
})

test('agrees with the comparison of code point lists', () => {
  const text = fc.string({ unit: 'binary' })
  const points = (one: string): number[] => Array.from(one, (point) => point.codePointAt(0)!)
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [left, right] = [points(one), points(other)]
      const at = left.findIndex((point, index) => point !== right[index])
      const expected = at < 0 ? left.length - right.length : left[at]! - (right[at] ?? -1)
      expect(Math.sign(compareCodePoints(one, other))).toBe(Math.sign(expected))
    }),
  )
})
