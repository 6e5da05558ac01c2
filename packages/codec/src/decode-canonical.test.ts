import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeCanonical } from './canonical-bytes.ts'
import { canonicalText, JSON_DEPTH_MAX, type Json } from './canonical-text.ts'
import { CodecError } from './codec-error.ts'
import { decodeCanonical } from './decode-canonical.ts'
import { utf8Decode, utf8Encode } from './utf8.ts'

const vectors = new URL('../../../vectors/encoding/rfc8785/', import.meta.url)
const names = readdirSync(new URL('input/', vectors))
const withFractions = new Set(['values.json'])

function read(folder: string, name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`${folder}/${name}`, vectors)))
}

function errorOf(run: () => unknown): Pick<CodecError, 'code' | 'facts'> | 'accepted' {
  try {
    run()
  } catch (error) {
    if (error instanceof CodecError) return { code: error.code, facts: error.facts }
    throw error
  }
  return 'accepted'
}

describe('decodeCanonical and the RFC 8785 vectors', () => {
  test('all six are here', () => {
    expect(names).toHaveLength(6)
  })

  test.each(names.filter((name) => !withFractions.has(name)))('%s', (name) => {
    const value = JSON.parse(utf8Decode(read('input', name))) as Json
    const output = read('output', name)
    expect(encodeCanonical(value)).toEqual(output)
    expect(decodeCanonical(output)).toEqual(value)
    expect(errorOf(() => decodeCanonical(read('input', name)))).toMatchObject({ code: 'JSON_NOT_CANONICAL' })
  })

  test.each([...withFractions])('%s holds fractions and is refused both ways', (name) => {
    const value = JSON.parse(utf8Decode(read('input', name))) as Json
    expect(errorOf(() => encodeCanonical(value))).toMatchObject({ code: 'JSON_NUMBER' })
    expect(errorOf(() => decodeCanonical(read('output', name)))).toMatchObject({ code: 'JSON_NUMBER' })
  })
})

describe('decodeCanonical', () => {
  const accepted: [text: string, value: Json][] = [
    ['{}', {}],
    ['[]', []],
    ['""', ''],
    ['-1', -1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
    ['{"":[null,true,false,{"a":0}]}', { '': [null, true, false, { a: 0 }] }],
    ['"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001f\x7f/"', '\b\t\n\f\r"\\\u0000\u001f\x7f/'],
    ['"\u2028律\u{1f602}"', '\u2028律\u{1f602}'],
    ['{"1":1,"10":2,"9":3}', { '1': 1, '10': 2, '9': 3 }],
  ]
  test.each(accepted)('reads %s', (text, value) => {
    expect(decodeCanonical(utf8Encode(text))).toEqual(value)
  })

  test('reads a key named __proto__ as a member', () => {
    const value = decodeCanonical(utf8Encode('{"__proto__":{"admin":true},"a":1}')) as object
    expect(Object.keys(value)).toEqual(['__proto__', 'a'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect('admin' in value).toBe(false)
  })

  const refused: [text: string, code: string, at: number][] = [
    ['', 'JSON_SYNTAX', 0],
    ['nul', 'JSON_SYNTAX', 0],
    ['undefined', 'JSON_SYNTAX', 0],
    ['[1', 'JSON_SYNTAX', 2],
    ['[1,]', 'JSON_SYNTAX', 3],
    ['{"a"}', 'JSON_SYNTAX', 4],
    ['{"a":1,}', 'JSON_SYNTAX', 7],
    ['{a:1}', 'JSON_SYNTAX', 1],
    ["'a'", 'JSON_SYNTAX', 0],
    ['"a', 'JSON_SYNTAX', 2],
    ['"a\\', 'JSON_SYNTAX', 3],
    ['"\n"', 'JSON_SYNTAX', 1],
    ['"\\x41"', 'JSON_SYNTAX', 1],
    ['"\\u00"', 'JSON_SYNTAX', 1],
    ['01', 'JSON_SYNTAX', 0],
    ['-', 'JSON_SYNTAX', 0],
    ['+1', 'JSON_SYNTAX', 0],
    ['1x', 'JSON_SYNTAX', 1],
    ['\ufeff1', 'JSON_SYNTAX', 0],
    ['-0', 'JSON_NUMBER', 0],
    ['1.0', 'JSON_NUMBER', 0],
    ['1e3', 'JSON_NUMBER', 0],
    ['[1E3]', 'JSON_NUMBER', 1],
    ['9007199254740992', 'JSON_NUMBER', 0],
    ['-9007199254740992', 'JSON_NUMBER', 0],
    ['99999999999999999', 'JSON_NUMBER', 0],
    [' 1', 'JSON_NOT_CANONICAL', 0],
    ['1\n', 'JSON_NOT_CANONICAL', 1],
    ['[1, 2]', 'JSON_NOT_CANONICAL', 3],
    ['{"a" :1}', 'JSON_NOT_CANONICAL', 4],
    ['{"b":1,"a":2}', 'JSON_NOT_CANONICAL', 7],
    ['{"9":1,"10":2}', 'JSON_NOT_CANONICAL', 7],
    ['"\\/"', 'JSON_NOT_CANONICAL', 1],
    ['"\\u0041"', 'JSON_NOT_CANONICAL', 1],
    ['"\\u000a"', 'JSON_NOT_CANONICAL', 1],
    ['"\\u001F"', 'JSON_NOT_CANONICAL', 1],
    ['"\\ud800"', 'JSON_NOT_CANONICAL', 1],
    ['{"a":1,"a":1}', 'JSON_DUPLICATE_KEY', 7],
    ['{"a":1,"b":2,"a":3}', 'JSON_DUPLICATE_KEY', 13],
  ]
  test.each(refused)('refuses %j with %s at %i', (text, code, at) => {
    expect(errorOf(() => decodeCanonical(utf8Encode(text)))).toEqual({ code, facts: { at } })
  })

  test('refuses bytes that are no UTF-8 inside a string, and anywhere else as syntax', () => {
    expect(errorOf(() => decodeCanonical(Uint8Array.of(0x22, 0xff, 0x22)))).toMatchObject({ code: 'UTF8_INVALID' })
    // A character cut by the closing quotation mark must not read past it.
    expect(errorOf(() => decodeCanonical(Uint8Array.of(0x22, 0xe5, 0x22, 0xbe, 0x8b)))).toMatchObject({
      code: 'UTF8_INVALID',
    })
    expect(errorOf(() => decodeCanonical(Uint8Array.of(0x5b, 0xff, 0x5d)))).toMatchObject({ code: 'JSON_SYNTAX' })
  })

  test('keeps to the depth and byte limits', () => {
    const nested = (levels: number): Uint8Array => utf8Encode('['.repeat(levels) + ']'.repeat(levels))
    expect(errorOf(() => decodeCanonical(nested(JSON_DEPTH_MAX)))).toBe('accepted')
    expect(errorOf(() => decodeCanonical(nested(JSON_DEPTH_MAX + 1)))).toMatchObject({ code: 'JSON_DEPTH' })
    expect(errorOf(() => decodeCanonical(nested(500_000)))).toMatchObject({ code: 'JSON_DEPTH' })
    expect(errorOf(() => decodeCanonical(utf8Encode('"aa"'), { bytesMax: 4 }))).toBe('accepted')
    expect(errorOf(() => decodeCanonical(utf8Encode('"aa"'), { bytesMax: 3 }))).toEqual({
      code: 'JSON_BYTES',
      facts: { expected: 3, seen: 4 },
    })
  })

  test('reads bytes that are a part of a larger buffer', () => {
    const bytes = utf8Encode('xx{"律":"师"}xx')
    expect(decodeCanonical(bytes.subarray(2, bytes.length - 2))).toEqual({ 律: '师' })
  })

  test('agrees with JSON.parse and a second writing on every near miss of a canonical text', () => {
    // One edit of a canonical text is accepted exactly if JSON reads it and it is its own canonical text.
    const near = fc
      .tuple(
        fc.constantFrom('{"a":[1,-20,"x\\n律"],"b":{"":null,"c":true}}', '[0,"\\u0001\\"",{"k":-9007199254740991}]'),
        fc.nat(),
        fc.constantFrom(
          '',
          '0',
          '-',
          '.',
          'e',
          ' ',
          '"',
          '\\',
          'a',
          'u',
          '1',
          ',',
          ':',
          '{',
          '}',
          '[',
          ']',
          '律',
          '\n',
        ),
        fc.boolean(),
      )
      .map(([text, at, edit, replaces]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + edit + text.slice(place + (replaces ? 1 : 0))
      })
    fc.assert(
      fc.property(near, (text) => {
        expect(errorOf(() => decodeCanonical(utf8Encode(text))) === 'accepted').toBe(isItsOwnCanonicalText(text))
      }),
      { numRuns: 3000 },
    )
  })
})

function isItsOwnCanonicalText(text: string): boolean {
  try {
    return canonicalText(JSON.parse(text) as Json) === text
  } catch {
    return false
  }
}
