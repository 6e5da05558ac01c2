import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64Decode, base64Encode, base64UrlDecode, base64UrlEncode } from './base64.ts'
import { hexDecode, hexEncode } from './hex.ts'
import { latin1Decode, latin1Encode } from './latin1.ts'
import { utf8Decode, utf8Encode, utf8Length } from './utf8.ts'

const bytesOf = fc.uint8Array({ maxLength: 100 })
const longBytes = fc.uint8Array({ minLength: 2000, maxLength: 20_000 })
const wellFormed = fc.string({ unit: 'binary', maxLength: 50 })

function outcome<T>(run: () => T): T | string {
  try {
    return run()
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('utf8', () => {
  test('agrees with TextEncoder and TextDecoder', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const bytes = new TextEncoder().encode(text)
        expect(utf8Encode(text)).toEqual(bytes)
        expect(utf8Length(text)).toBe(bytes.length)
        expect(utf8Decode(bytes)).toBe(text)
      }),
    )
  })

  test('accepts the bytes that a fatal TextDecoder accepts, with the same text', () => {
    const piece = fc.constantFrom(0x00, 0x41, 0x7f, 0x80, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xa0, 0x9f, 0xed, 0xef, 0xbb)
    const lead = fc.constantFrom(0xf0, 0x90, 0x8f, 0xf4, 0xf5, 0xff)
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, lead), { maxLength: 6 }), (list) => {
        const bytes = Uint8Array.from(list)
        const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
        let expected = 'UTF8_INVALID'
        try {
          expected = decoder.decode(bytes)
        } catch {
          // stays refused
        }
        expect(outcome(() => utf8Decode(bytes))).toBe(expected)
      }),
      { numRuns: 5000 },
    )
  })

  const invalid: [name: string, bytes: number[]][] = [
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong three-byte form', [0xe0, 0x80, 0xaf]],
    ['an overlong four-byte form', [0xf0, 0x80, 0x80, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a value above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a cut character', [0xe5, 0xbe]],
    ['a continuation byte alone', [0x80]],
  ]
  test.each(invalid)('refuses %s', (_, bytes) => {
    expect(outcome(() => utf8Decode(Uint8Array.from(bytes)))).toBe('UTF8_INVALID')
  })

  test('refuses surrogates without partner', () => {
    for (const text of ['\ud800', 'a\udc00', '\udc00\ud800', '律\ud800a', '\ud800\ud800\udc00']) {
      expect(outcome(() => utf8Encode(text))).toBe('TEXT_INVALID')
      expect(utf8Length(text)).toBe(-1)
    }
  })

  test('carries long texts', () => {
    const text = `${'a'.repeat(9000)}律师\u{1f602}`.repeat(20)
    expect(utf8Decode(utf8Encode(text))).toBe(text)
  })
})

describe('latin1', () => {
  test('is a round trip for all bytes and keeps their order', () => {
    fc.assert(
      fc.property(fc.oneof(bytesOf, longBytes), (bytes) => {
        expect(latin1Encode(latin1Decode(bytes))).toEqual(bytes)
        expect(latin1Decode(bytes)).toBe(Buffer.from(bytes).toString('latin1'))
      }),
    )
  })

  test('refuses a character above 255', () => {
    expect(outcome(() => latin1Encode('aĀ'))).toBe('LATIN1_INVALID')
  })
})

const textForms = [
  { name: 'hex', encode: hexEncode, decode: hexDecode, node: 'hex', code: 'HEX_INVALID' },
  { name: 'base64', encode: base64Encode, decode: base64Decode, node: 'base64', code: 'BASE64_INVALID' },
  { name: 'base64url', encode: base64UrlEncode, decode: base64UrlDecode, node: 'base64url', code: 'BASE64_INVALID' },
] as const

describe.each(textForms)('$name', ({ encode, decode, node, code }) => {
  test('writes what node:buffer writes and reads it back', () => {
    fc.assert(
      fc.property(fc.oneof(bytesOf, longBytes), (bytes) => {
        const text = encode(bytes)
        expect(text).toBe(Buffer.from(bytes).toString(node))
        expect(decode(text)).toEqual(bytes)
      }),
    )
  })

  test('has one text for one value: any edit is refused or gives other bytes', () => {
    const edit = fc.constantFrom('', '=', ' ', '\n', 'A', 'a', 'B', 'f', '0', '+', '-', '/', '_', '律', 'é')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), fc.nat(), edit, fc.boolean(), (bytes, at, insert, replaces) => {
        const text = encode(bytes)
        const place = at % (text.length + 1)
        const edited = text.slice(0, place) + insert + text.slice(place + (replaces ? 1 : 0))
        const decoded = outcome(() => decode(edited))
        if (edited !== text && decoded !== code) expect(decoded).not.toEqual(bytes)
        if (decoded !== code) expect(encode(decoded as Uint8Array)).toBe(edited)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('strict text forms', () => {
  const refused: [name: string, run: () => unknown, code: string][] = [
    ['upper-case hex', () => hexDecode('AB'), 'HEX_INVALID'],
    ['half a hex byte', () => hexDecode('abc'), 'HEX_INVALID'],
    ['a 0x prefix', () => hexDecode('0xab'), 'HEX_INVALID'],
    ['base64 without padding', () => base64Decode('QQ'), 'BASE64_INVALID'],
    ['base64 with stray bits', () => base64Decode('QR=='), 'BASE64_INVALID'],
    ['base64 with stray bits behind two bytes', () => base64Decode('QUJ='), 'BASE64_INVALID'],
    ['base64 with padding inside', () => base64Decode('QQ==QQ=='), 'BASE64_INVALID'],
    ['base64 of padding alone', () => base64Decode('===='), 'BASE64_INVALID'],
    ['base64 with the other alphabet', () => base64Decode('-_-_'), 'BASE64_INVALID'],
    ['base64url with padding', () => base64UrlDecode('QQ=='), 'BASE64_INVALID'],
    ['base64url with stray bits', () => base64UrlDecode('QR'), 'BASE64_INVALID'],
    ['base64url of an impossible length', () => base64UrlDecode('Q'), 'BASE64_INVALID'],
    ['base64url with the other alphabet', () => base64UrlDecode('+/+/'), 'BASE64_INVALID'],
  ]
  test.each(refused)('refuse %s', (_, run, code) => {
    expect(outcome(run)).toBe(code)
  })
})
