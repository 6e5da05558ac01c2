import { describe, expect, test } from 'vitest'
import { placesOf } from '../fixtures.ts'
import { unfinished } from './unfinished.ts'

describe('unfinished', () => {
  test('accepts a task with an issue number', () => {
    expect(placesOf(unfinished, { 'a.ts': '// TODO(#12): page the rows\n// Simplified Chinese first.' })).toEqual([])
  })

  test('refuses marks, tasks without a number and stubs, in comments and documents', () => {
    const text = ['// FIXME', '/* TODO: later */', 'const a = 1 // for now', "throw e('not implemented')", '# x'].join(
      '\n',
    )
    expect(placesOf(unfinished, { 'packages/a/src/a.ts': text })).toEqual([
      'error packages/a/src/a.ts:1',
      'error packages/a/src/a.ts:2',
      'error packages/a/src/a.ts:3',
      'error packages/a/src/a.ts:4',
    ])
    expect(placesOf(unfinished, { 'docs/a.md': 'one\nTODO two' })).toEqual(['error docs/a.md:2'])
    expect(placesOf(unfinished, { 'tools/judges/a.go': 'x := 1 // XXX' })).toEqual(['error tools/judges/a.go:1'])
  })

  test('does not read identifiers as remarks', () => {
    expect(placesOf(unfinished, { 'packages/a/src/a.ts': "export const TODO_LIST = 'TODO'" })).toEqual([])
  })
})
