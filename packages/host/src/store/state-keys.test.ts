import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareBytes } from '@xiezhi/codec'
import { behindRowsKey, KEY_BYTES_MAX, parseRowKey, pastRowKey, valueRowKey } from './state-keys.ts'

/** Many zeros, escapes and marks. */
const key = fc
  .array(fc.constantFrom(0, 1, 2, 97, 255), { minLength: 1, maxLength: 6 })
  .map((bytes) => Uint8Array.from(bytes))

describe('keys of state rows', () => {
  it('come back', () => {
    fc.assert(
      fc.property(key, fc.nat(), (bytes, height) => {
        expect(parseRowKey(valueRowKey(bytes))).toEqual({ kind: 'value', key: bytes })
        expect(parseRowKey(pastRowKey(bytes, height))).toEqual({ kind: 'past', key: bytes, height })
      }),
    )
  })

  it('sort as the keys do: a key, its past by height, the next key', () => {
    fc.assert(
      fc.property(key, key, fc.nat(), fc.nat(), (a, b, low, more) => {
        const rows = [valueRowKey(a), pastRowKey(a, low), pastRowKey(a, low + 1 + more), behindRowsKey(a)]
        for (let i = 1; i < rows.length; i++) expect(compareBytes(rows[i - 1]!, rows[i]!)).toBeLessThan(0)
        if (compareBytes(a, b) >= 0) return
        expect(compareBytes(behindRowsKey(a), valueRowKey(b))).toBeLessThan(0)
      }),
    )
  })

  it('fit into LMDB at the largest', () => {
    expect(pastRowKey(new Uint8Array(KEY_BYTES_MAX), 1).length).toBeLessThanOrEqual(1978)
  })
})
