import { describe, expect, test } from 'vitest'
import { placesOf, problemsOf } from '../fixtures.ts'
import { functionLength } from './function-length.ts'

/** A body that makes `function f() {…}` span exactly `lines` lines. */
function body(lines: number): string {
  return '\n'.repeat(lines - 1)
}

describe('function-length', () => {
  test('accepts 70 lines and refuses 71, in functions, methods and arrow functions', () => {
    expect(problemsOf(functionLength, { 'packages/a/src/a.ts': `function f() {${body(70)}}` })).toEqual([])
    const texts = [`function f() {${body(71)}}`, `class A { f() {${body(71)}} }`, `const f = () => {${body(71)}}`]
    for (const text of texts) {
      expect(problemsOf(functionLength, { 'packages/a/src/a.ts': text })).toEqual(['f has 71 lines, at most 70'])
    }
  })

  test('does not count the comment above a function', () => {
    expect(problemsOf(functionLength, { 'a.ts': `/**${body(20)}*/\nfunction f() {${body(70)}}` })).toEqual([])
  })

  test('exempts groups of tests, not the tests in them', () => {
    const group = `describe('a', () => {${body(90)}})\ndescribe.each([1])('b', () => {${body(90)}})`
    expect(placesOf(functionLength, { 'packages/a/src/a.test.ts': group })).toEqual([])
    const long = `describe('a', () => {\ntest('b', () => {${body(90)}})\n})`
    expect(placesOf(functionLength, { 'packages/a/src/a.test.ts': long })).toEqual(['error packages/a/src/a.test.ts:2'])
  })
})
