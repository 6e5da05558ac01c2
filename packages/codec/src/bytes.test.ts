import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { be64, bytesEqual, compareBytes, concatBytes, readBe64 } from './bytes.ts'
import { CodecError } from './codec-error.ts'
import { latin1Decode } from './latin1.ts'

const bytesOf = fc.uint8Array({ maxLength: 12 })

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof CodecError) return error.code
    throw error
  }
  return 'accepted'
}

describe('bytes', () => {
  test('order and equality agree with Buffer and with the order of latin1 texts', () => {
    fc.assert(
      fc.property(bytesOf, bytesOf, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b))
        expect(bytesEqual(a, b)).toBe(Buffer.compare(a, b) === 0)
        expect(latin1Decode(a) < latin1Decode(b)).toBe(compareBytes(a, b) < 0)
      }),
    )
  })

  test('joins parts in order, without sharing memory', () => {
    const part = Uint8Array.of(1, 2)
    const joined = concatBytes(part, new Uint8Array(), Uint8Array.of(3))
    part[0] = 9
    expect(joined).toEqual(Uint8Array.of(1, 2, 3))
    expect(concatBytes()).toHaveLength(0)
  })

  test('be64 is read back, also inside a larger buffer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const padded = concatBytes(Uint8Array.of(7), be64(value)).subarray(1)
        expect(readBe64(padded)).toBe(value)
        expect(readBe64(concatBytes(padded, padded), 8)).toBe(value)
      }),
    )
    expect(be64(258)).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 2))
  })

  test.each([-1, 1.5, 2 ** 53, NaN, -1n, 2n ** 64n])('be64 refuses %s', (value) => {
    expect(codeOf(() => be64(value))).toBe('INTEGER_RANGE')
  })

  test.each([1, -1, 0.5])('readBe64 refuses to read eight bytes at %s of eight', (at) => {
    expect(codeOf(() => readBe64(new Uint8Array(8), at))).toBe('BYTES_TRUNCATED')
  })
})
