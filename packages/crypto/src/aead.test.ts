import { hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../node/testing/backends.ts'
import { codeOf } from '../node/testing/code-of.ts'
import { readVectors, type Wycheproof } from '../node/testing/vectors.ts'
import type { AeadAlgorithm } from './crypto.ts'

interface AeadCase extends Wycheproof {
  readonly key: string
  readonly iv: string
  readonly aad: string
  readonly msg: string
  readonly ct: string
  readonly tag: string
}

const ALGORITHMS: readonly [AeadAlgorithm, string, number][] = [
  ['aes-256-gcm', 'wycheproof/aes-256-gcm', 32],
  ['sm4-gcm', 'wycheproof/sm4-gcm', 16],
]
const backends = BACKENDS.flatMap((crypto) =>
  ALGORITHMS.map(([algorithm, file, keyBytes]) => ({ crypto, algorithm, file, keyBytes })),
)

describe.each(backends)('$algorithm on $crypto.id', ({ crypto, algorithm, file, keyBytes }) => {
  const key = new Uint8Array(keyBytes).fill(1)
  const nonce = new Uint8Array(12).fill(2)
  const box = { algorithm, key, nonce, associatedData: utf8Encode('annex 3') }
  const plaintext = utf8Encode('personal data of a party')
  const sealed = crypto.seal({ ...box, plaintext })

  test('Wycheproof', () => {
    for (const { tcId, key, iv, aad, msg, ct, tag, result } of readVectors<AeadCase>(file)) {
      const input = { algorithm, key: hexDecode(key), nonce: hexDecode(iv), associatedData: hexDecode(aad) }
      const open = (): string => hexEncode(crypto.open({ ...input, sealed: hexDecode(ct + tag) }))
      if (iv.length !== 24) {
        expect({ tcId, code: codeOf(open) }).toEqual({ tcId, code: 'NONCE_BYTES' })
      } else if (result === 'valid') {
        expect({ tcId, plaintext: open() }).toEqual({ tcId, plaintext: msg })
        expect(hexEncode(crypto.seal({ ...input, plaintext: hexDecode(msg) }))).toBe(ct + tag)
      } else {
        expect({ tcId, code: codeOf(open) }).toEqual({ tcId, code: 'OPEN_FAILED' })
      }
    }
  })

  test('opens what it sealed, the empty plaintext too', () => {
    expect(crypto.open({ ...box, sealed })).toEqual(plaintext)
    const empty = crypto.seal({ ...box, plaintext: new Uint8Array(0) })
    expect(empty.length).toBe(16)
    expect(crypto.open({ ...box, sealed: empty })).toEqual(new Uint8Array(0))
  })

  test('refuses a box with any byte changed', () => {
    for (let i = 0; i < sealed.length; i++) {
      const spoiled = sealed.slice()
      spoiled[i] = (spoiled[i] as number) ^ 1
      expect(codeOf(() => crypto.open({ ...box, sealed: spoiled }))).toBe('OPEN_FAILED')
    }
  })

  test.each([
    ['another key', { key: new Uint8Array(keyBytes).fill(3) }, 'OPEN_FAILED'],
    ['another nonce', { nonce: new Uint8Array(12) }, 'OPEN_FAILED'],
    ['other associated data', { associatedData: utf8Encode('annex 4') }, 'OPEN_FAILED'],
    ['a short key', { key: new Uint8Array(keyBytes - 1) }, 'AEAD_KEY_BYTES'],
    ['a key of the other algorithm', { key: new Uint8Array(48 - keyBytes) }, 'AEAD_KEY_BYTES'],
    ['a nonce of 16 bytes', { nonce: new Uint8Array(16) }, 'NONCE_BYTES'],
    ['a box shorter than a tag', { sealed: sealed.subarray(0, 15) }, 'SEALED_BYTES'],
    ['a box cut by a byte', { sealed: sealed.subarray(1) }, 'OPEN_FAILED'],
  ])('refuses %s', (_, change, code) => {
    expect(codeOf(() => crypto.open({ ...box, sealed, ...change }))).toBe(code)
  })

  test('seals under a right key and nonce only', () => {
    expect(codeOf(() => crypto.seal({ ...box, plaintext, key: new Uint8Array(24) }))).toBe('AEAD_KEY_BYTES')
    expect(codeOf(() => crypto.seal({ ...box, plaintext, nonce: new Uint8Array(0) }))).toBe('NONCE_BYTES')
  })
})
