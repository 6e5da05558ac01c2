import { hexDecode } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import { BACKENDS } from '../node/testing/backends.ts'
import { codeOf } from '../node/testing/code-of.ts'
import type { SignatureAlgorithm } from './crypto.ts'
import { formatKey, parseKey } from './keys.ts'

const ALGORITHMS: readonly SignatureAlgorithm[] = ['ed25519', 'p256', 'sm2']
const X = '62d5bd3372af75fe85a040715d0f502428e07046868b0bfdfa61d731afe44f26'

test.each(ALGORITHMS)('%s: text and bytes are one another', (algorithm) => {
  for (const crypto of BACKENDS) {
    const bytes = crypto.signer(algorithm, new Uint8Array(32).fill(7)).publicKey
    const text = formatKey({ algorithm, bytes })
    expect(text.startsWith(`${algorithm}:`)).toBe(true)
    expect(parseKey(text)).toEqual({ algorithm, bytes })
  }
})

test.each([
  ['a point of P-256', `p256:03${X}`, 'none'],
  ['upper case', `p256:03${X.toUpperCase()}`, 'KEY_TEXT_INVALID'],
  ['an unknown algorithm', `p384:03${X}`, 'KEY_TEXT_INVALID'],
  ['a length of another algorithm', `p256:${X}`, 'KEY_TEXT_INVALID'],
  ['33 bytes for Ed25519', `ed25519:03${X}`, 'KEY_TEXT_INVALID'],
  ['no algorithm', `03${X}`, 'KEY_TEXT_INVALID'],
  ['a line break at the end', `p256:03${X}\n`, 'KEY_TEXT_INVALID'],
  ['the point of another curve', `sm2:02${'00'.repeat(31)}05`, 'PUBLIC_KEY_INVALID'],
  ['x not below p', `sm2:02${'ff'.repeat(32)}`, 'PUBLIC_KEY_INVALID'],
  ['the prefix of an uncompressed point', `p256:04${X}`, 'PUBLIC_KEY_INVALID'],
  ['the identity of Ed25519', `ed25519:01${'00'.repeat(31)}`, 'PUBLIC_KEY_INVALID'],
  ['y not below p', `ed25519:ed${'ff'.repeat(30)}7f`, 'PUBLIC_KEY_INVALID'],
])('%s', (_, text, code) => {
  expect(codeOf(() => parseKey(text))).toBe(code)
})

test('bytes that are no key have no text', () => {
  const bytes = hexDecode(`04${X}`)
  expect(codeOf(() => formatKey({ algorithm: 'p256', bytes }))).toBe('PUBLIC_KEY_INVALID')
  expect(codeOf(() => formatKey({ algorithm: 'ed25519', bytes: new Uint8Array(32) }))).toBe('PUBLIC_KEY_INVALID')
})
