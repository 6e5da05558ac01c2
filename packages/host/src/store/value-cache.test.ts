import { latin1Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { CACHED_VALUE_BYTES_MAX, CACHED_VALUES_MAX, ValueCache } from './value-cache.ts'

const key = (text: string): Uint8Array => latin1Encode(text)

describe('ValueCache', () => {
  test('gives an unchanged value as the same array and loads it once', () => {
    const cache = new ValueCache()
    let loads = 0
    const load = (): Uint8Array => {
      loads += 1
      return Uint8Array.of(7)
    }
    const first = cache.get(key('a'), load)
    expect(cache.get(key('a'), load)).toBe(first)
    expect(loads).toBe(1)
  })

  test('knows that there is nothing, until the key is forgotten', () => {
    const cache = new ValueCache()
    cache.get(key('a'), () => Uint8Array.of(1))
    cache.forget(key('a'))
    expect(cache.get(key('a'), () => undefined)).toBeUndefined()
    expect(cache.get(key('a'), () => Uint8Array.of(2))).toBeUndefined()
    cache.forget(key('a'))
    expect(cache.get(key('a'), () => Uint8Array.of(2))).toEqual(Uint8Array.of(2))
  })

  test('does not keep long values', () => {
    const cache = new ValueCache()
    cache.get(key('long'), () => new Uint8Array(CACHED_VALUE_BYTES_MAX + 1))
    expect(cache.get(key('long'), () => undefined)).toBeUndefined()
  })

  test('keeps what was read in the last two generations, and drops the rest', () => {
    const cache = new ValueCache()
    for (let i = 0; i <= 2 * CACHED_VALUES_MAX; i++) cache.get(key(`k${String(i)}`), () => Uint8Array.of(1))
    expect(cache.get(key('k0'), () => undefined)).toBeUndefined()
    expect(cache.get(key(`k${String(2 * CACHED_VALUES_MAX)}`), () => undefined)).toEqual(Uint8Array.of(1))
  })
})
