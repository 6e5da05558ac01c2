import { describe, expect, test } from 'vitest'
import { Params } from './params.ts'

const INVALID = expect.objectContaining({ code: -32602 }) as Error

describe('parameters of a call', () => {
  test.each([
    [5, 5],
    ['5', 5],
    ['"5"', 5],
    [0, undefined],
    ['0', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('height %j is %j', (value, height) => {
    expect(new Params({ height: value }).height()).toBe(height)
  })

  test.each(['x', '-1', -1, 1.5, '9007199254740993', {}])('height %j is refused', (height) => {
    expect(() => new Params({ height }).height()).toThrow(INVALID)
  })

  test('numbers have a default, and are whole', () => {
    expect(new Params({}).number('page', 3)).toBe(3)
    expect(new Params({ page: '"2"' }).number('page', 3)).toBe(2)
    expect(() => new Params({ page: '1.5' }).number('page', 3)).toThrow(INVALID)
  })

  test('bytes are base64, or 0x and hexadecimal from a URI', () => {
    expect(new Params({ hash: 'AQI=' }).bytes('hash')).toEqual(Uint8Array.of(1, 2))
    expect(new Params({ hash: '"AQI="' }).bytes('hash')).toEqual(Uint8Array.of(1, 2))
    expect(new Params({ hash: '0x0A0b' }).bytes('hash')).toEqual(Uint8Array.of(10, 11))
    expect(new Params({ hash: '0xyz' }).bytes('hash')).toEqual(Uint8Array.of(211, 28, 179))
    for (const hash of ['AQI', '0x0', '!', 7, undefined]) {
      expect(() => new Params({ hash }).bytes('hash')).toThrow(INVALID)
    }
  })

  test('data of a query is hexadecimal, with or without 0x, and may be missing', () => {
    expect(new Params({ data: '0A0b' }).hex('data')).toEqual(Uint8Array.of(10, 11))
    expect(new Params({ data: '0x0a' }).hex('data')).toEqual(Uint8Array.of(10))
    expect(new Params({}).hex('data')).toEqual(new Uint8Array(0))
    for (const data of ['0', 'zz', 7]) expect(() => new Params({ data }).hex('data')).toThrow(INVALID)
  })

  test('text is text', () => {
    expect(new Params({ path: '"/store"' }).text('path')).toBe('/store')
    expect(new Params({}).optionalText('path')).toBeUndefined()
    for (const path of [1, null, ['x']]) expect(() => new Params({ path }).text('path')).toThrow(INVALID)
  })
})
