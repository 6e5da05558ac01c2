import { hexEncode } from '@xiezhi/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeCrypto } from './index.ts'
import { pairHasher } from './pair-hasher.ts'
import { KERNEL_PAIRS_MAX } from './sha256-kernel.ts'

const UNTOUCHED = 0xaa
const hasher = pairHasher()

function expected(tag: number, pairs: Uint8Array, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    hexEncode(nodeCrypto.sha256(Uint8Array.of(tag, ...pairs.subarray(64 * i, 64 * i + 64)))),
  )
}

function hashed(tag: number, pairs: Uint8Array, count: number): { digests: string[]; rest: Uint8Array } {
  const out = new Uint8Array(32 * (count + 4)).fill(UNTOUCHED)
  hasher.hashPairs(tag, pairs, count, out)
  const digests = Array.from({ length: count }, (_, i) => hexEncode(out.subarray(32 * i, 32 * i + 32)))
  return { digests, rest: out.subarray(32 * count) }
}

test.each([0, 1, 2, 3, 4, 5, 7, 8, KERNEL_PAIRS_MAX - 1, KERNEL_PAIRS_MAX, KERNEL_PAIRS_MAX + 1, 2500])(
  '%i pairs, and nothing written behind them',
  (count) => {
    const pairs = Uint8Array.from({ length: 64 * count }, (_, i) => (i * 31 + (i >> 6)) & 0xff)
    const { digests, rest } = hashed(1, pairs, count)
    expect(digests).toEqual(expected(1, pairs, count))
    expect(rest).toEqual(new Uint8Array(128).fill(UNTOUCHED))
  },
)

test('any tag and any bytes, from a view into a larger array', () => {
  const bytes = fc.uint8Array({ minLength: 64 * 9 + 1, maxLength: 64 * 9 + 1 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), bytes, fc.integer({ min: 0, max: 9 }), (tag, all, count) => {
      const pairs = all.subarray(1)
      expect(hashed(tag, pairs, count).digests).toEqual(expected(tag, pairs, count))
    }),
    { numRuns: 200 },
  )
})

test('two hashers do not share memory', () => {
  const other = pairHasher()
  const [ones, twos] = [new Uint8Array(64).fill(1), new Uint8Array(64).fill(2)]
  const [a, b, c] = [new Uint8Array(32), new Uint8Array(32), new Uint8Array(32)]
  hasher.hashPairs(0, ones, 1, a)
  other.hashPairs(0, twos, 1, b)
  hasher.hashPairs(0, ones, 1, c)
  expect(c).toEqual(a)
  expect(b).not.toEqual(a)
})
