import { base64Decode as strictDecode, base64Encode as strictEncode, CodecError } from '@xiezhi/codec'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Decode, base64Encode } from './native-base64.ts'

function outcome(decode: (text: string) => Uint8Array, text: string): unknown {
  try {
    return [...decode(text)]
  } catch (error) {
    expect(error).toBeInstanceOf(CodecError)
    const { code, facts } = error as CodecError
    return { code, facts }
  }
}

test('bytes have the text that the codec gives them, and come back as arrays of their own', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = base64Encode(bytes)
      expect(text).toBe(strictEncode(bytes))
      const back = base64Decode(text)
      expect(back).toEqual(bytes)
      const copy = back.slice()
      copy.fill(0)
      expect(back).toEqual(bytes)
    }),
  )
})

const near = fc.string({
  unit: fc.constantFrom('A', 'z', '9', '+', '/', '=', '-', '_', ' ', '\n', 'é', '法'),
  maxLength: 12,
})

test.each([
  '',
  'AA==',
  'AB==',
  'AA=',
  'AAA',
  'AAAA=',
  'A===',
  '====',
  'AA==AA==',
  'AA AA',
  '-_-_',
  '法法法法',
  'AAA\u0141',
])('%j is taken or refused as by the codec', (text) => {
  expect(outcome(base64Decode, text)).toEqual(outcome(strictDecode, text))
})

test('any other text is taken or refused as by the codec', () => {
  fc.assert(
    fc.property(near, (text) => {
      expect(outcome(base64Decode, text)).toEqual(outcome(strictDecode, text))
    }),
    { numRuns: 2_000 },
  )
})
