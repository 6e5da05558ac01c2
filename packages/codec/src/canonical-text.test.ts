import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalLength, encodeCanonical } from './canonical-bytes.ts'
import { canonicalText, JSON_DEPTH_MAX, type Json } from './canonical-text.ts'
import { CodecError } from './codec-error.ts'
import { utf8Encode } from './utf8.ts'

const integer = fc.oneof(fc.maxSafeInteger(), fc.integer()).map((value) => (value === 0 ? 0 : value))
const text = fc.string({ unit: 'binary' })
const anyJson = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    integer,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('10', '9', '__proto__', 'a', 'constructor')), tie('value'), {
      maxKeys: 5,
      noNullPrototype: true,
    }),
  ),
})).value

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof CodecError) return error.code
    throw error
  }
  return 'accepted'
}

describe('canonicalText', () => {
  test('writes what an independent implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(canonicalText(value)).toBe(canonicalize(value))
      }),
      { numRuns: 500 },
    )
  })

  test('is what encodeCanonical writes as UTF-8, with its length', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const bytes = utf8Encode(canonicalText(value))
        expect(encodeCanonical(value)).toEqual(bytes)
        expect(canonicalLength(value)).toBe(bytes.length)
      }),
      { numRuns: 500 },
    )
    const long = { a: 'x'.repeat(200_000), b: ['律'.repeat(70_000), 7] }
    expect(encodeCanonical(long)).toEqual(utf8Encode(canonicalText(long)))
  })

  test('may be written while another is being written', () => {
    const inner = { n: 1 }
    const outer = Object.defineProperty({ a: 'first' }, 'b', {
      enumerable: true,
      get: () => encodeCanonical(inner).length,
    })
    expect(encodeCanonical(outer as never)).toEqual(utf8Encode('{"a":"first","b":7}'))
  })

  test.each([2, 31, 32, 33, 100])('orders %i keys as the engine does', (count) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: count, maxLength: count }), (keys) => {
        const text = canonicalText(Object.fromEntries(keys.map((key) => [`k${key}`, 0])))
        expect(Object.keys(JSON.parse(text) as object)).toEqual(keys.map((key) => `k${key}`).sort())
      }),
      { numRuns: 50 },
    )
  })

  test('orders keys by UTF-16 code units, not by code points', () => {
    expect(canonicalText({ '\ufb33': 1, '\u{1f602}': 2, '10': 3, '9': 4 })).toBe(
      '{"10":3,"9":4,"\u{1f602}":2,"\ufb33":1}',
    )
  })

  const refused: [name: string, value: unknown, code: string][] = [
    ['a fraction', 1.5, 'JSON_NUMBER'],
    ['negative zero', -0, 'JSON_NUMBER'],
    ['an integer beyond 2^53−1', 2 ** 53, 'JSON_NUMBER'],
    ['infinity', Infinity, 'JSON_NUMBER'],
    ['no number', NaN, 'JSON_NUMBER'],
    ['a lone high surrogate', 'a\ud800', 'JSON_TEXT'],
    ['a lone low surrogate in a key', { '\udc00': 1 }, 'JSON_TEXT'],
    ['a key set to undefined', { a: undefined }, 'JSON_TYPE'],
    ['a hole in a list', new Array(1), 'JSON_TYPE'],
    ['a big integer', 1n, 'JSON_TYPE'],
    ['bytes', new Uint8Array(1), 'JSON_TYPE'],
    ['a date', new Date(0), 'JSON_TYPE'],
    ['a map', new Map(), 'JSON_TYPE'],
  ]
  test.each(refused)('refuses %s', (_, value, code) => {
    expect(codeOf(() => canonicalText(value as Json))).toBe(code)
    expect(codeOf(() => encodeCanonical(value as Json))).toBe(code)
  })

  test('takes sixteen levels and refuses the seventeenth', () => {
    const nested = (levels: number): Json =>
      levels === 0 ? 0 : levels % 2 === 0 ? [nested(levels - 1)] : { a: nested(levels - 1) }
    expect(codeOf(() => canonicalText(nested(JSON_DEPTH_MAX)))).toBe('accepted')
    expect(codeOf(() => canonicalText(nested(JSON_DEPTH_MAX + 1)))).toBe('JSON_DEPTH')
  })

  test('refuses a value that holds itself', () => {
    const loop: unknown[] = []
    loop.push(loop)
    expect(codeOf(() => canonicalText(loop as Json))).toBe('JSON_DEPTH')
  })

  test('takes plain objects without a prototype', () => {
    expect(canonicalText(Object.assign(Object.create(null) as Record<string, Json>, { b: 1, a: 2 }))).toBe(
      '{"a":2,"b":1}',
    )
  })
})

describe('encodeCanonical', () => {
  test('counts bytes, not characters, towards the limit', () => {
    expect(encodeCanonical('律师', { bytesMax: 8 })).toHaveLength(8)
    expect(codeOf(() => encodeCanonical('律师', { bytesMax: 7 }))).toBe('JSON_BYTES')
  })
})
