import { hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { sm3 as secondSm3 } from 'sm-crypto-v2'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../../node/testing/backends.ts'
import { readVectors, type Wycheproof } from '../../node/testing/vectors.ts'

interface MacCase extends Wycheproof {
  readonly key: string
  readonly msg: string
  readonly tag: string
}

describe.each(BACKENDS)('SM3 on $id', (crypto) => {
  test.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('GB/T 32905-2016, annex A: %s', (text, digest) => {
    expect(hexEncode(crypto.sm3(utf8Encode(text)))).toBe(digest)
  })

  test('equals sm-crypto-v2 at every length around the block edges', () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 0xff)
      expect(hexEncode(crypto.sm3(bytes))).toBe(secondSm3(bytes))
    }
  })

  test('takes a view into a larger array', () => {
    const bytes = utf8Encode('xabcx').subarray(1, 4)
    expect(hexEncode(crypto.sm3(bytes))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  })

  test('HMAC-SM3 gives the tags of Wycheproof, some of them cut to 16 bytes', () => {
    for (const { key, msg, tag, result, tcId } of readVectors<MacCase>('wycheproof/hmac-sm3')) {
      const seen = hexEncode(crypto.hmac('sm3', hexDecode(key), hexDecode(msg))).slice(0, tag.length)
      expect({ tcId, equal: seen === tag }).toEqual({ tcId, equal: result === 'valid' })
    }
  })
})
