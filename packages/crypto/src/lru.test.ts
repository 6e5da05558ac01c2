import { expect, test } from 'vitest'
import { Lru } from './lru.ts'

test('forgets what was not used for longest, and makes it anew', () => {
  const cache = new Lru<string>(2)
  let made = 0
  const get = (key: string): string => cache.getOrMake(key, () => `${key}${++made}`)

  expect([get('a'), get('b'), get('a')]).toEqual(['a1', 'b2', 'a1'])
  expect(get('c')).toBe('c3')
  expect(cache.size).toBe(2)
  expect(get('a')).toBe('a1')
  expect(get('b')).toBe('b4')
})

test('keeps nothing of what failed', () => {
  const cache = new Lru<string>(2)
  const fail = (): string => {
    throw new RangeError('made to fail')
  }
  expect(() => cache.getOrMake('a', fail)).toThrow(RangeError)
  expect(cache.size).toBe(0)
  expect(cache.getOrMake('a', () => 'made')).toBe('made')
})
