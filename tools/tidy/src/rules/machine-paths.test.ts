import { describe, expect, test } from 'vitest'
import { placesOf } from '../fixtures.ts'
import { machinePaths } from './machine-paths.ts'

describe('machine-paths', () => {
  test('refuses home folders and registry hosts in any text', () => {
    for (const text of [
      '"/home/anna/x"',
      'see /root/go',
      "'/work/main'",
      '(/Users/anna/x)',
      'C:\\Users\\anna',
      'https://registry.npmjs.org/a',
    ]) {
      expect(placesOf(machinePaths, { 'docs/a.md': `ok\n${text}` })).toEqual(['error docs/a.md:2'])
    }
  })

  test('accepts system paths, addresses and relative paths', () => {
    const text = '/usr/bin/chromium https://example.org/home/x ./work/a src/root/a court/work/b'
    expect(placesOf(machinePaths, { 'docs/a.md': text })).toEqual([])
  })
})
