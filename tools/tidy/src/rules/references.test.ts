import { describe, expect, test } from 'vitest'
import { problemsOf } from '../fixtures.ts'
import { references } from './references.ts'

function workspace(config: unknown): Record<string, string> {
  return {
    'packages/codec/package.json': JSON.stringify({ name: '@xiezhi/codec' }),
    'packages/codec/tsconfig.json': JSON.stringify({ extends: '../../tsconfig.core.json', references: [] }),
    'packages/merkle/package.json': JSON.stringify({
      name: '@xiezhi/merkle',
      dependencies: { '@xiezhi/codec': '0.1.0' },
    }),
    'packages/merkle/tsconfig.json': JSON.stringify(config),
  }
}

describe('references', () => {
  test('accepts references that repeat the manifest', () => {
    const config = { extends: '../../tsconfig.core.json', references: [{ path: '../codec' }] }
    expect(problemsOf(references, workspace(config))).toEqual([])
  })

  test('refuses a missing and an undeclared reference', () => {
    const config = { extends: '../../tsconfig.core.json', references: [{ path: '../kernel' }] }
    expect(problemsOf(references, workspace(config))).toEqual([
      'no reference to packages/codec, a dependency',
      'a reference to packages/kernel, which is no dependency',
    ])
  })

  test('refuses a pure package that opens its own fence', () => {
    const config = {
      extends: '../../tsconfig.node.json',
      compilerOptions: { lib: ['ES2023', 'DOM'] },
      references: [{ path: '../codec' }],
    }
    expect(problemsOf(references, workspace(config))).toEqual([
      'does not extend tsconfig.core.json',
      'sets "lib" in the pure zone',
    ])
  })
})
