import { describe, expect, test } from 'vitest'
import { placesOf } from '../fixtures.ts'
import { bareErrors } from './bare-errors.ts'

describe('bare-errors', () => {
  test('refuses bare errors and texts in sources of packages and apps', () => {
    const text =
      "throw new Error('a')\nthrow TypeError('b')\nthrow 'c'\nthrow new CodecError('HEX_INVALID', {})\nthrow error"
    for (const path of ['packages/a/src/a.ts', 'apps/cli/src/a.ts']) {
      expect(placesOf(bareErrors, { [path]: text })).toEqual([`error ${path}:1`, `error ${path}:2`, `error ${path}:3`])
    }
  })

  test('leaves tests, test kits and comments alone', () => {
    const text = "throw new Error('a')"
    expect(placesOf(bareErrors, { 'packages/a/src/a.test.ts': text, 'packages/a/src/testing/b.ts': text })).toEqual([])
    expect(placesOf(bareErrors, { 'packages/a/src/a.ts': '// throw new Error(x)' })).toEqual([])
  })
})
