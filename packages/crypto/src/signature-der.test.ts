import { hexDecode, hexEncode } from '@xiezhi/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeOf } from '../node/testing/code-of.ts'
import { signatureFromDer, signatureToDer } from './signature-der.ts'

const one = `${'00'.repeat(31)}01`
const high = `80${'00'.repeat(31)}`

test.each([
  [one + one, '3006020101020101'],
  [one + high, `3026020101022100${high}`],
  ['00'.repeat(64), '3006020100020100'],
  ['ff'.repeat(64), `3046022100${'ff'.repeat(32)}022100${'ff'.repeat(32)}`],
])('%s is %s', (signature, der) => {
  expect(hexEncode(signatureToDer(hexDecode(signature)))).toBe(der)
  expect(hexEncode(signatureFromDer(hexDecode(der)))).toBe(signature)
})

test('every signature has one DER form, and no other bytes read as it', () => {
  const bytes64 = fc.uint8Array({ minLength: 64, maxLength: 64 })
  fc.assert(
    fc.property(bytes64, fc.nat(), fc.integer({ min: 1, max: 255 }), (signature, place, change) => {
      const der = signatureToDer(signature)
      expect(signatureFromDer(der)).toEqual(signature)
      const spoiled = der.slice()
      spoiled[place % der.length] = (spoiled[place % der.length] as number) ^ change
      if (codeOf(() => signatureFromDer(spoiled)) === 'none') {
        expect(hexEncode(signatureToDer(signatureFromDer(spoiled)))).toBe(hexEncode(spoiled))
      }
    }),
  )
})

describe('refuses', () => {
  test.each([
    ['nothing', ''],
    ['another tag', '3106020101020101'],
    ['an indefinite length', '30800201010201010000'],
    ['a long form of a short length', '308106020101020101'],
    ['a length beyond the end', '3007020101020101'],
    ['bytes behind the sequence', '300602010102010100'],
    ['bytes behind s inside the sequence', '300702010102010100'],
    ['a third number', '3009020101020101020101'],
    ['one number only', '3003020101'],
    ['a bit string for r', '3006030101020101'],
    ['an empty number', '30050200020101'],
    ['a negative number', '3006020180020101'],
    ['a padded number', '300702020001020101'],
    ['a number of 33 significant bytes', `3026022101${'00'.repeat(32)}020101`],
    ['a number that ends behind the sequence', '3006020101020201'],
  ])('%s', (_, hex) => {
    expect(codeOf(() => signatureFromDer(hexDecode(hex)))).toBe('SIGNATURE_DER_INVALID')
  })

  test('to write a signature of another length', () => {
    expect(codeOf(() => signatureToDer(new Uint8Array(63)))).toBe('SIGNATURE_DER_INVALID')
  })
})
