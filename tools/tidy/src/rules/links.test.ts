import { describe, expect, test } from 'vitest'
import { placesOf } from '../fixtures.ts'
import { links } from './links.ts'

describe('links', () => {
  const list = { 'docs/architecture.md': '[x](adr/0001-x.md) [y](adr/0002-y.md)', 'docs/adr/0002-y.md': '' }
  const docs = { 'docs/a.md': '# Two zones, one link\n', 'docs/adr/0001-x.md': '', ...list }

  test('accepts files, folders, headings and network addresses', () => {
    const text = '[a](docs/a.md) [b](docs/a.md#two-zones-one-link) [c](docs/adr/) [d](https://example.org/x)'
    expect(placesOf(links, { ...docs, 'README.md': text })).toEqual([])
    expect(placesOf(links, { ...docs, 'docs/adr/0002-y.md': '[up](../a.md) [other](0001-x.md)' })).toEqual([])
  })

  test('refuses a missing file and a missing heading', () => {
    const text = '[a](docs/b.md)\n[b](docs/a.md#three-zones)'
    expect(placesOf(links, { ...docs, 'README.md': text })).toEqual(['error README.md:1', 'error README.md:2'])
  })

  test('refuses a decision that is not in the list', () => {
    expect(placesOf(links, { ...docs, 'docs/adr/0003-z.md': '' })).toEqual(['error docs/adr/0003-z.md:0'])
  })
})
