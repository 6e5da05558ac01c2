import { latin1Decode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { CACHED_VALUE_BYTES_MAX, CACHED_VALUES_MAX, keyText, ValueCache } from './value-cache.ts'

describe('ValueCache', () => {
  test('gives an unchanged value as the same array and loads it once', () => {
    const cache = new ValueCache()
    let loads = 0
    const load = (): Uint8Array => {
      loads += 1
      return Uint8Array.of(7)
    }
    const first = cache.get('a', load)
    expect(cache.get('a', load)).toBe(first)
    expect(loads).toBe(1)
  })

  test('knows that there is nothing, until the key is written', () => {
    const cache = new ValueCache()
    cache.get('a', () => undefined)
    expect(cache.get('a', () => Uint8Array.of(2))).toBeUndefined()
    cache.write('a', Uint8Array.of(3))
    expect(cache.get('a', () => undefined)).toEqual(Uint8Array.of(3))
    cache.write('a', null)
    expect(cache.get('a', () => Uint8Array.of(2))).toBeUndefined()
  })

  test('keeps what was written as its own array, and of a longer array no piece', () => {
    const cache = new ValueCache()
    const whole = new Uint8Array(100).fill(1)
    cache.write('whole', whole)
    expect(cache.get('whole', () => undefined)).toBe(whole)
    cache.get('piece', () => Uint8Array.of(1))
    cache.write('piece', new Uint8Array(1_000).subarray(100, 300))
    expect(cache.get('piece', () => Uint8Array.of(9))).toEqual(Uint8Array.of(9))
    const small = new Uint8Array(1_000).subarray(0, 3)
    cache.write('small', small)
    expect(cache.get('small', () => undefined)?.buffer.byteLength).toBe(3)
    cache.get('long', () => Uint8Array.of(1))
    cache.write('long', new Uint8Array(CACHED_VALUE_BYTES_MAX + 1))
    expect(cache.get('long', () => Uint8Array.of(9))).toEqual(Uint8Array.of(9))
  })

  test('does not keep long values', () => {
    const cache = new ValueCache()
    cache.get('long', () => new Uint8Array(CACHED_VALUE_BYTES_MAX + 1))
    expect(cache.get('long', () => undefined)).toBeUndefined()
  })

  test('keeps what was read in the last two generations, and drops the rest', () => {
    const cache = new ValueCache()
    for (let i = 0; i <= 2 * CACHED_VALUES_MAX; i++) cache.get(`k${String(i)}`, () => Uint8Array.of(1))
    expect(cache.get('k0', () => undefined)).toBeUndefined()
    expect(cache.get(`k${String(2 * CACHED_VALUES_MAX)}`, () => undefined)).toEqual(Uint8Array.of(1))
  })
})

test('a key is read as Latin-1 text of any length', () => {
  for (const length of [0, 1, 64, 65, 960, 961, 5_000]) {
    const key = Uint8Array.from({ length }, (_, i) => (i * 7) % 256)
    expect(keyText(key)).toBe(latin1Decode(key))
  }
})
