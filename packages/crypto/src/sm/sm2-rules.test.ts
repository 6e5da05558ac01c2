import { concatBytes, hexDecode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../../node/testing/backends.ts'
import { bytes32FromNumber } from '../scalar.ts'
import { Sm2Point, SM2_CURVE } from './sm2-curve.ts'
import { admitSm2Key, admitSm2Signature } from './sm2-rules.ts'

const { n, p } = SM2_CURVE
const pair = (r: bigint, s: bigint): Uint8Array => concatBytes(bytes32FromNumber(r), bytes32FromNumber(s))

test.each([
  ['r = 0', 0n, 1n, false],
  ['s = 0', 1n, 0n, false],
  ['r = n', n, 1n, false],
  ['s = n', 1n, n, false],
  ['r + s = n', 5n, n - 5n, false],
  ['r + s = n + 1', 6n, n - 5n, true],
  ['both at their highest', n - 1n, n - 1n, true],
  ['both at their lowest', 1n, 1n, true],
])('a signature with %s', (_, r, s, expected) => {
  expect(admitSm2Signature(pair(r, s))).toBe(expected)
})

test('a signature of another length', () => {
  expect(admitSm2Signature(pair(1n, 1n).subarray(1))).toBe(false)
  expect(admitSm2Signature(concatBytes(pair(1n, 1n), Uint8Array.of(0)))).toBe(false)
})

test('a key is a compressed point with x below p', () => {
  const point = Sm2Point.BASE.toBytes(true)
  expect(admitSm2Key(point)).toBe(true)
  expect(admitSm2Key(Sm2Point.BASE.toBytes(false))).toBe(false)
  expect(admitSm2Key(Uint8Array.of(4, ...point.subarray(1)))).toBe(false)
  expect(admitSm2Key(Uint8Array.of(0))).toBe(false)
  expect(admitSm2Key(hexDecode(`02${'ff'.repeat(32)}`))).toBe(false)
  // 1 is the x of a point; 1 + p is the same number of the field, written with 32 bytes as well.
  expect(admitSm2Key(concatBytes(Uint8Array.of(2), bytes32FromNumber(1n)))).toBe(true)
  expect(admitSm2Key(concatBytes(Uint8Array.of(2), bytes32FromNumber(1n + p)))).toBe(false)
})

describe.each(BACKENDS)('$id', (crypto) => {
  test('refuses r + n and the opposite of s', () => {
    const { publicKey, sign } = crypto.signer('sm2', new Uint8Array(32).fill(3))
    const message = new Uint8Array(0)
    const signature = sign(message)
    const [r, s] = [signature.subarray(0, 32), signature.subarray(32)].map((part) =>
      part.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
    )
    const check = (changed: Uint8Array): boolean =>
      crypto.verifyMany([{ algorithm: 'sm2', publicKey, message, signature: changed }])[0] as boolean
    expect(check(signature)).toBe(true)
    expect(check(pair(r!, n - s!))).toBe(false)
    expect(check(pair(n - r!, s!))).toBe(false)
    if (r! + n < 2n ** 256n) expect(check(pair(r! + n, s!))).toBe(false)
  })
})
