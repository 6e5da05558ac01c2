import { describe, expect, test } from 'vitest'
import { placesOf } from '../fixtures.ts'
import { praise } from './praise.ts'

describe('praise', () => {
  test('refuses praise in comments and documents, in both languages', () => {
    expect(placesOf(praise, { 'packages/a/src/a.ts': 'const a = 1 // A robust parser.' })).toEqual([
      'error packages/a/src/a.ts:1',
    ])
    expect(placesOf(praise, { 'README.md': '# A\n\nSeamlessly joins\n\n无缝衔接' })).toEqual([
      'error README.md:3',
      'error README.md:5',
    ])
  })

  test('leaves code and sober words alone', () => {
    expect(placesOf(praise, { 'packages/a/src/a.ts': "const robust = 'powerful' // Refuses trailing bytes." })).toEqual(
      [],
    )
  })
})
