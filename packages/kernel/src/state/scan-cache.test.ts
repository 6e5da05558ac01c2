import { expect, test } from 'vitest'
import { ScanCache } from './scan-cache.ts'

type Rows = readonly (readonly [string, Uint8Array])[]

const rows = (...values: number[]): Rows => values.map((value, i) => [`a/b/${i}`, Uint8Array.of(value)])

/** Reads a scan of area `a/b` as of a height; whether it was loaded. */
function reader(cache: ScanCache): (height: number, now: Rows, area?: string) => { found: Rows; loaded: boolean } {
  return (height, now, area = 'a/b') => {
    let loaded = false
    const found = cache.get(`${area}/`, area, height, () => {
      loaded = true
      return now
    })
    return { found, loaded }
  }
}

test('an unchanged area is loaded once and gives the same arrays', () => {
  const read = reader(new ScanCache())
  const first = read(1, rows(1))
  expect(read(7, rows(2))).toEqual({ found: first.found, loaded: false })
})

test('a staged change is loaded each time until it is committed, and once after', () => {
  const cache = new ScanCache()
  const read = reader(cache)
  read(1, rows(1))
  cache.change('a/b', 2)
  expect(read(1, rows(1)).loaded).toBe(true)
  expect(read(1, rows(1)).loaded).toBe(true)
  expect(read(2, rows(2))).toEqual({ found: rows(2), loaded: true })
  expect(read(2, rows(3))).toEqual({ found: rows(2), loaded: false })
})

test('a change elsewhere leaves the rest', () => {
  const cache = new ScanCache()
  const read = reader(cache)
  read(1, rows(1))
  cache.change('a/c', 2)
  expect(read(2, rows(2)).loaded).toBe(false)
})

test('long results are loaded each time', () => {
  const read = reader(new ScanCache())
  const many = rows(...Array.from({ length: 33 }, (_, i) => i))
  read(1, many)
  expect(read(1, many).loaded).toBe(true)
  const wide: Rows = [['a/b/0', new Uint8Array(33 * 1_024)]]
  read(2, wide)
  expect(read(2, wide).loaded).toBe(true)
})

test('with too many areas all of them count as changed', () => {
  const cache = new ScanCache()
  const read = reader(cache)
  read(1, rows(1))
  for (let i = 0; i <= 1_024; i++) cache.change(`area/${i}`, 2)
  expect(read(1, rows(1)).loaded).toBe(true)
  expect(read(2, rows(2))).toEqual({ found: rows(2), loaded: true })
  expect(read(3, rows(3)).loaded).toBe(false)
})
