import { hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../node/testing/backends.ts'
import { codeOf } from '../node/testing/code-of.ts'
import { uncompressPoint } from './agreement-points.ts'
import type { SignatureAlgorithm } from './crypto.ts'
import { P256_ORDER } from './intl/p256-rules.ts'
import { bytes32FromNumber } from './scalar.ts'
import { SM2_CURVE } from './sm/sm2-curve.ts'

const MESSAGE = utf8Encode('xiezhi/tx/v1')

describe.each(BACKENDS)('a signer on $id', (crypto) => {
  test.each<[string, SignatureAlgorithm, Uint8Array, string]>([
    ['31 bytes', 'ed25519', new Uint8Array(31), 'SECRET_KEY_INVALID'],
    ['33 bytes', 'p256', new Uint8Array(33).fill(1), 'SECRET_KEY_INVALID'],
    ['any seed', 'ed25519', new Uint8Array(32), 'none'],
    ['d = 0', 'p256', new Uint8Array(32), 'SECRET_KEY_INVALID'],
    ['d = n', 'p256', bytes32FromNumber(P256_ORDER), 'SECRET_KEY_INVALID'],
    ['d = n − 1', 'p256', bytes32FromNumber(P256_ORDER - 1n), 'none'],
    ['d = 0', 'sm2', new Uint8Array(32), 'SECRET_KEY_INVALID'],
    ['d = n − 1, for which 1 + d has no inverse', 'sm2', bytes32FromNumber(SM2_CURVE.n - 1n), 'SECRET_KEY_INVALID'],
    ['d = n − 2', 'sm2', bytes32FromNumber(SM2_CURVE.n - 2n), 'none'],
  ])('of %s, %s', (_, algorithm, secretKey, code) => {
    expect(codeOf(() => crypto.signer(algorithm, secretKey))).toBe(code)
    if (code !== 'none') return
    const { publicKey, sign } = crypto.signer(algorithm, secretKey)
    expect(crypto.verifyMany([{ algorithm, publicKey, message: MESSAGE, signature: sign(MESSAGE) }])).toEqual([true])
  })

  test.each(['ed25519', 'p256'] as const)('%s: one message, one signature, whichever backend signs', (algorithm) => {
    for (let i = 1; i <= 20; i++) {
      const secretKey = new Uint8Array(32).fill(i)
      const message = Uint8Array.of(i)
      const known = BACKENDS.map((other) => hexEncode(other.signer(algorithm, secretKey).sign(message)))
      expect(hexEncode(crypto.signer(algorithm, secretKey).sign(message))).toBe(known[0])
      expect(new Set(known).size).toBe(1)
    }
  })

  test('keeps its own copy of the secret', () => {
    const secretKey = new Uint8Array(32).fill(7)
    for (const algorithm of ['ed25519', 'p256', 'sm2'] as const) {
      const { publicKey, sign } = crypto.signer(algorithm, secretKey)
      secretKey.fill(0)
      expect(crypto.verifyMany([{ algorithm, publicKey, message: MESSAGE, signature: sign(MESSAGE) }])).toEqual([true])
      secretKey.fill(7)
    }
  })

  test('agrees under good keys only', () => {
    const secretKey = new Uint8Array(32).fill(7)
    for (const curve of ['p256', 'sm2'] as const) {
      const { publicKey } = crypto.signer(curve, secretKey)
      const shared = BACKENDS.map((other) => hexEncode(other.agree(curve, secretKey, publicKey)))
      expect(hexEncode(crypto.agree(curve, secretKey, publicKey))).toBe(shared[0])
      const uncompressed = crypto.agreementKey(curve, secretKey)
      expect(uncompressed).toEqual(uncompressPoint(curve, publicKey))
      expect(hexEncode(crypto.agree(curve, secretKey, uncompressed))).toBe(shared[0])
      const off = uncompressed.slice()
      off[64] = (off[64] ?? 0) ^ 1
      expect(codeOf(() => crypto.agree(curve, secretKey, off))).toBe('PUBLIC_KEY_INVALID')
      expect(codeOf(() => crypto.agreementKey(curve, new Uint8Array(32)))).toBe('SECRET_KEY_INVALID')
      expect(codeOf(() => crypto.agree(curve, new Uint8Array(32), publicKey))).toBe('SECRET_KEY_INVALID')
      expect(codeOf(() => crypto.agree(curve, secretKey, publicKey.subarray(1)))).toBe('PUBLIC_KEY_INVALID')
      expect(codeOf(() => crypto.agree(curve, secretKey, hexDecode(`02${'ff'.repeat(32)}`)))).toBe('PUBLIC_KEY_INVALID')
    }
  })
})

test('the pure SM2 signer repeats itself', () => {
  const [pure] = BACKENDS
  const signer = pure!.signer('sm2', new Uint8Array(32).fill(7))
  expect(hexEncode(signer.sign(MESSAGE))).toBe(hexEncode(signer.sign(MESSAGE)))
  expect(hexEncode(signer.sign(MESSAGE))).not.toBe(hexEncode(signer.sign(utf8Encode('xiezhi/tx/v2'))))
})
