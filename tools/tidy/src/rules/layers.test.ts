import { describe, expect, test } from 'vitest'
import { placesOf, problemsOf } from '../fixtures.ts'
import { layers } from './layers.ts'

function manifest(name: string, dependencies: string[] = [], subpaths: string[] = []): string {
  const exports = Object.fromEntries(
    ['.', ...subpaths].map((subpath) => [
      subpath,
      { source: subpath === '.' ? './src/index.ts' : `./src/${subpath.slice(2)}/index.ts` },
    ]),
  )
  return JSON.stringify({ name, exports, dependencies: Object.fromEntries(dependencies.map((one) => [one, '0.1.0'])) })
}

const workspace = {
  'package.json': JSON.stringify({ name: 'root', devDependencies: { vitest: '3.2.7' } }),
  'packages/codec/package.json': manifest('@xiezhi/codec'),
  'packages/merkle/package.json': manifest('@xiezhi/merkle', ['@xiezhi/codec']),
  'packages/kernel/package.json': manifest('@xiezhi/kernel', ['@xiezhi/codec', '@xiezhi/merkle'], ['./testing']),
  'packages/lightclient/package.json': manifest('@xiezhi/lightclient', ['@xiezhi/codec']),
  'packages/verifier/package.json': manifest('@xiezhi/verifier', ['@xiezhi/lightclient']),
  'packages/host/package.json': manifest('@xiezhi/host', ['@xiezhi/kernel', 'lmdb']),
}

function findings(path: string, text: string): string[] {
  return problemsOf(layers, { ...workspace, [path]: text })
}

describe('layers', () => {
  test('accepts imports of declared lower layers, named subpaths and declared libraries', () => {
    expect(findings('packages/kernel/src/a.ts', "import { x } from '@xiezhi/codec'")).toEqual([])
    expect(findings('packages/host/src/a.ts', "import { open } from 'lmdb'\nimport { join } from 'node:path'")).toEqual(
      [],
    )
    expect(
      findings(
        'packages/host/src/a.test.ts',
        "import { x } from '@xiezhi/kernel/testing'\nimport { test } from 'vitest'",
      ),
    ).toEqual([])
  })

  test('refuses sideways and upward imports, also of types', () => {
    expect(findings('packages/lightclient/src/a.ts', "import type { Tx } from '@xiezhi/kernel'")).toEqual([
      'packages/lightclient (layer 3) imports packages/kernel sideways',
    ])
    expect(findings('packages/merkle/src/a.ts', "export type T = import('@xiezhi/host').Host")).toEqual([
      'packages/merkle (layer 2) imports packages/host (layer 7) above it',
    ])
  })

  test('refuses the kernel below the verifier although it is lower', () => {
    expect(findings('packages/verifier/src/a.ts', "import { x } from '@xiezhi/kernel'")).toEqual([
      'packages/verifier must never know packages/kernel',
    ])
  })

  test('refuses a manifest entry that goes up, and a package without a layer', () => {
    const up = { ...workspace, 'packages/codec/package.json': manifest('@xiezhi/codec', ['@xiezhi/kernel']) }
    expect(problemsOf(layers, up)).toEqual(['packages/codec (layer 0) imports packages/kernel (layer 3) above it'])
    expect(placesOf(layers, { 'packages/extra/package.json': manifest('@xiezhi/extra') })).toEqual([
      'error packages/extra/package.json:0',
    ])
  })

  test('refuses Node in the pure zone and builtins without node:', () => {
    expect(findings('packages/kernel/src/a.ts', "import { join } from 'node:path'")).toEqual([
      '"node:path" outside the Node zone',
    ])
    expect(findings('packages/host/src/a.ts', "import { join } from 'path'")).toEqual(['"path" without node:'])
  })

  test('refuses test kits in sources, deep imports, undeclared packages and libraries', () => {
    expect(findings('packages/host/src/a.ts', "import { TestChain } from '@xiezhi/kernel/testing'")).toEqual([
      'a source imports the test kit "@xiezhi/kernel/testing"',
    ])
    expect(findings('packages/kernel/src/a.ts', "import { x } from '@xiezhi/codec/src/hex.ts'")).toEqual([
      '"@xiezhi/codec/src/hex.ts" is not exported by packages/codec',
    ])
    expect(findings('packages/host/src/a.ts', "import { x } from '@xiezhi/codec'")).toEqual([
      '"@xiezhi/codec" is not declared in packages/host/package.json',
    ])
    expect(findings('packages/kernel/src/a.ts', "import fc from 'fast-check'")).toEqual([
      '"fast-check" is not declared in packages/kernel/package.json',
    ])
  })

  test('refuses relative imports that leave the package, lack their ending or lead nowhere', () => {
    expect(findings('packages/kernel/src/a.ts', "import { x } from '../../codec/src/index.ts'")).toEqual([
      '"../../codec/src/index.ts" leaves packages/kernel',
    ])
    expect(findings('packages/kernel/src/a.ts', "import { x } from './b'")).toEqual(['"./b" has no file ending'])
    expect(findings('packages/kernel/src/a.ts', "export { x } from './b.ts'")).toEqual(['"./b.ts" is not there'])
  })

  test('lets tests reach the outside judges', () => {
    const path = 'packages/merkle/src/a.test.ts'
    expect(findings(path, "import { runJudge } from '../../../tools/judges/run-judge.ts'")).toEqual([])
    expect(
      findings('packages/merkle/src/a.ts', "import { runJudge } from '../../../tools/judges/run-judge.ts'"),
    ).toHaveLength(1)
  })
})
