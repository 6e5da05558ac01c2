import { describe, expect, test } from 'vitest'
import { placesOf, problemsOf } from '../fixtures.ts'
import { blobsRule } from './blobs.ts'

describe('blobs', () => {
  test('accepts 256 KiB and refuses one byte more', () => {
    const rule = blobsRule([])
    expect(placesOf(rule, { 'vectors/a.json': 'x'.repeat(262_144) })).toEqual([])
    expect(placesOf(rule, { 'vectors/a.json': 'x'.repeat(262_145) })).toEqual(['error vectors/a.json:0'])
  })

  test('refuses a stale exception', () => {
    const rule = blobsRule([{ path: 'vectors/a.json', reason: 'test' }])
    expect(problemsOf(rule, { 'vectors/a.json': 'x'.repeat(300_000) })).toEqual([])
    expect(problemsOf(rule, { 'vectors/a.json': 'x' })).toEqual(['a stale exception'])
  })
})
