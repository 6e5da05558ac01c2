import { describe, expect, test } from 'vitest'
import { placesOf, problemsOf } from '../fixtures.ts'
import { pureZone } from './pure-zone.ts'

describe('pure-zone', () => {
  test('refuses every way of waiting in a pure source', () => {
    const text = [
      'export async function a(): Promise<void> {',
      '  await b()',
      '  for await (const x of c) d(x)',
      '}',
      'e().then(f)',
    ].join('\n')
    expect(problemsOf(pureZone, { 'packages/kernel/src/a.ts': text })).toEqual([
      'async',
      'Promise',
      'await',
      'for await',
      '.then',
    ])
  })

  test('leaves hosts, the Node backend and tests alone', () => {
    const text = 'export async function a() {}'
    for (const path of ['packages/host/src/a.ts', 'packages/crypto/node/a.ts', 'packages/kernel/src/a.test.ts']) {
      expect(placesOf(pureZone, { [path]: text })).toEqual([])
    }
  })

  test('does not mistake words in texts and comments', () => {
    const text = "// then await the Promise\nexport const message = 'async'"
    expect(placesOf(pureZone, { 'packages/law/src/a.ts': text })).toEqual([])
  })
})
