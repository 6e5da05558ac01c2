import { describe, expect, test } from 'vitest'
import { placesOf, problemsOf } from '../fixtures.ts'
import { moduleFiles, moduleFilesRule } from './module-files.ts'

const src = 'packages/contracts/src'
const lawyer = {
  [`${src}/index.ts`]: '',
  [`${src}/ids.ts`]: '',
  [`${src}/lawyer/README.md`]: '',
  [`${src}/lawyer/module.ts`]: "import { x } from './handlers/suspend-lawyer.ts'",
  [`${src}/lawyer/handlers/suspend-lawyer.ts`]: "import { y } from '../../ids.ts'",
  [`${src}/lawyer/handlers/suspend-lawyer.test.ts`]: "import { z } from '../../../../../tools/judges/run-judge.ts'",
  [`${src}/lawyer/migrations/0002-add-firm.ts`]: '',
  [`${src}/lawyer/lawyer.scenario.test.ts`]: '',
}

describe('module-files', () => {
  test('accepts the fixed file set', () => {
    expect(problemsOf(moduleFiles, lawyer)).toEqual([])
  })

  test('refuses a file outside the set and one beside the modules', () => {
    const extra = { ...lawyer, [`${src}/lawyer/types.ts`]: '', [`${src}/shared.ts`]: '' }
    expect(placesOf(moduleFiles, extra)).toEqual([`error ${src}/lawyer/types.ts:0`, `error ${src}/shared.ts:0`])
  })

  test('refuses a module that imports another, by path or by package name', () => {
    const text = "import { a } from '../authority/api.ts'\nimport { b } from '@xiezhi/contracts'"
    expect(placesOf(moduleFiles, { ...lawyer, [`${src}/lawyer/queries.ts`]: text })).toEqual([
      `error ${src}/lawyer/queries.ts:1`,
      `error ${src}/lawyer/queries.ts:2`,
    ])
  })

  test('asks for README.md, module.ts and a test beside each handler', () => {
    expect(problemsOf(moduleFiles, { [`${src}/court/handlers/open-case.ts`]: '' })).toEqual([
      'a handler without a test',
      'module court has no README.md',
      'module court has no module.ts',
    ])
  })

  test('honours an exception and refuses a stale one', () => {
    const rule = moduleFilesRule([{ path: 'lawyer/types.ts', reason: 'test' }])
    expect(problemsOf(rule, { ...lawyer, [`${src}/lawyer/types.ts`]: '' })).toEqual([])
    expect(problemsOf(rule, lawyer)).toEqual(['a stale exception: the file is not there'])
  })
})
