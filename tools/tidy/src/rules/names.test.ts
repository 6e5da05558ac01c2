import { describe, expect, test } from 'vitest'
import { placesOf, problemsOf } from '../fixtures.ts'
import { names } from './names.ts'

describe('names', () => {
  test('accepts kebab-case and the given names', () => {
    const files = {
      'packages/codec/README.md': '',
      'packages/codec/src/base64-url.test.ts': '',
      'packages/contracts/src/lawyer/migrations/0002-add-firm.ts': '',
      'docs/Whatever.md': '',
    }
    expect(problemsOf(names, files)).toEqual([])
  })

  test('refuses other cases and empty names in files and folders', () => {
    expect(problemsOf(names, { 'packages/codec/src/parseHex.ts': '' })).toEqual(['"parseHex.ts" is not kebab-case'])
    for (const path of ['packages/a/src/utils.ts', 'packages/a/src/hex-helper.ts', 'packages/a/common/x.ts']) {
      expect(placesOf(names, { [path]: '' })).toEqual([`error ${path}:0`])
    }
  })

  test('refuses types that say nothing and interfaces with an I', () => {
    const text =
      'class PacketManager {}\ninterface BaseStore {}\ninterface IStore {}\ninterface Identity {}\nclass Base64 {}'
    expect(placesOf(names, { 'packages/a/src/a.ts': text })).toEqual([
      'error packages/a/src/a.ts:1',
      'error packages/a/src/a.ts:2',
      'error packages/a/src/a.ts:3',
    ])
  })
})
