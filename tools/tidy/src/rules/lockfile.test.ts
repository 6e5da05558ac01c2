import { describe, expect, test } from 'vitest'
import { problemsOf } from '../fixtures.ts'
import { lockfile } from './lockfile.ts'

function files(lib: object, version = '3.5.6'): Record<string, string> {
  return {
    'package.json': JSON.stringify({ name: 'root' }),
    'packages/host/package.json': JSON.stringify({ name: '@xiezhi/host', dependencies: { lmdb: version } }),
    'package-lock.json': JSON.stringify({
      packages: {
        '': {},
        'packages/host': { dependencies: { lmdb: '3.5.6' } },
        'node_modules/@xiezhi/host': { resolved: 'packages/host', link: true },
        'node_modules/lmdb': lib,
      },
    }),
  }
}

describe('lockfile', () => {
  test('accepts entries fixed by content', () => {
    expect(problemsOf(lockfile, files({ integrity: 'sha512-x' }))).toEqual([])
  })

  test('refuses download addresses and entries without an integrity value', () => {
    const address = 'https:' + '//example.org/lmdb.tgz'
    expect(problemsOf(lockfile, files({ integrity: 'sha512-x', resolved: address }))).toEqual([
      'node_modules/lmdb has a download address',
    ])
    expect(problemsOf(lockfile, files({}))).toEqual(['node_modules/lmdb has no integrity value'])
  })

  test('accepts one version under another name, and no range there either', () => {
    const named = (version: string) =>
      problemsOf(lockfile, {
        'package.json': JSON.stringify({ name: 'root', devDependencies: { 'lmdb-3': version } }),
        'package-lock.json': JSON.stringify({
          packages: { '': { devDependencies: { 'lmdb-3': version } }, 'node_modules/lmdb-3': { integrity: 'x' } },
        }),
      })
    expect(named('npm:lmdb@3.5.6')).toEqual([])
    expect(named('npm:@of/lmdb@3.5.6')).toEqual([])
    expect(named('npm:lmdb@^3.5.6')).toEqual(['"lmdb-3": "npm:lmdb@^3.5.6" is a range'])
  })

  test('refuses ranges and a lockfile that npm ci would refuse', () => {
    expect(problemsOf(lockfile, files({ integrity: 'x' }, '^3.5.6'))).toEqual([
      '"lmdb": "^3.5.6" is a range',
      'packages/host/package.json and the lockfile differ on lmdb',
    ])
    const added = { ...files({ integrity: 'x' }), 'packages/new/package.json': '{}' }
    expect(problemsOf(lockfile, added)).toEqual(['knows nothing of packages/new/package.json'])
    expect(problemsOf(lockfile, {})).toEqual(['is not there'])
  })
})
