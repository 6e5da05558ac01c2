import { hexDecode, hexEncode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../node/testing/backends.ts'
import { readVectors, type Wycheproof } from '../node/testing/vectors.ts'
import { hkdfExpand, hkdfExtract } from './hkdf.ts'

interface HkdfCase extends Wycheproof {
  readonly ikm: string
  readonly salt: string
  readonly info: string
  readonly size: number
  readonly okm: string
}

describe.each(BACKENDS)('HKDF-SHA256 on $id', (crypto) => {
  test('Wycheproof', () => {
    // The invalid cases ask for more than 255 blocks; inside this package no length exceeds two.
    const cases = readVectors<HkdfCase>('wycheproof/hkdf-sha256').filter(({ result }) => result === 'valid')
    expect(cases.length).toBeGreaterThan(80)
    for (const { tcId, ikm, salt, info, size, okm } of cases) {
      const key = hkdfExtract(crypto, hexDecode(salt), hexDecode(ikm))
      expect({ tcId, okm: hexEncode(hkdfExpand(crypto, key, hexDecode(info), size)) }).toEqual({ tcId, okm })
    }
  })
})
