import { describe, expect, test } from 'vitest'
import { placesOf, problemsOf } from '../fixtures.ts'
import { glossary } from './glossary.ts'

const table = [
  '| term | 中文 | identifier | statute | words not to use |',
  '| --- | --- | --- | --- | --- |',
  '| licence | 执业证 | `Licence` | 律师法 5 | permit, practice card, 许可卡 |',
  '| power of attorney | 授权委托书 | `PowerOfAttorney` | 民诉法 62 | mandate |',
  '| lawyer | 律师 | `Lawyer` | 律师法 2 | attorney |',
].join('\n')

function findings(text: string, path = 'packages/a/src/a.ts'): string[] {
  return placesOf(glossary, { 'docs/glossary.md': table, [path]: text })
}

describe('glossary', () => {
  test('refuses a listed word in identifiers of any case, also as a plural', () => {
    const texts = ['const permitNumber = 1', 'function countPermits() {}', 'interface A { PERMIT_ID: string }']
    for (const text of texts) expect(findings(text)).toEqual(['error packages/a/src/a.ts:1'])
  })

  test('refuses a listed word in comments and file names', () => {
    expect(findings('// one\n// the permit of a lawyer\n/* his practice\n   card: 许可卡 */')).toEqual([
      'error packages/a/src/a.ts:2',
      'error packages/a/src/a.ts:4',
    ])
    expect(findings('', 'packages/a/src/issue-permit.ts')).toEqual(['error packages/a/src/issue-permit.ts:0'])
  })

  test('knows its own terms: a refused word inside one is no violation', () => {
    expect(findings('// the power of attorney\nconst powerOfAttorney = 1')).toEqual([])
    expect(findings('// the attorney')).toEqual(['error packages/a/src/a.ts:1'])
  })

  test('leaves names of libraries, texts and other words alone', () => {
    expect(findings("const a = lib.permit({ permit: 'permit' })\nconst permitted = true")).toEqual([])
  })

  test('refuses a glossary whose table lost its form', () => {
    expect(problemsOf(glossary, { 'docs/glossary.md': '| licence | 执业证 |' })).toEqual([
      '2 columns',
      'no words not to use were found',
    ])
    expect(problemsOf(glossary, {})).toEqual(['no words not to use were found'])
  })
})
