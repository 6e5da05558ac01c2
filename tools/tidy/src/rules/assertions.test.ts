import { describe, expect, test } from 'vitest'
import { problemsOf } from '../fixtures.ts'
import { assertions } from './assertions.ts'

function findings(text: string): string[] {
  return problemsOf(assertions, { 'packages/a/src/a.test.ts': text })
}

const none = 'a test without an assertion'
const empty = 'a test that asserts nothing about behaviour'

describe('assertions', () => {
  test('accepts expect, assert and functions named after them, also through functions of the file', () => {
    expect(findings("test('a', () => { expect(f()).toBe(1) })")).toEqual([])
    expect(findings("test('a', () => { fc.assert(property) })")).toEqual([])
    expect(findings("test.each(rows)('a %s', (x) => expectRejected(x))")).toEqual([])
    expect(findings("const check = (x) => expect(x).toBe(1)\ntest('a', () => check(f()))")).toEqual([])
    expect(
      findings("function b() { c() }\nfunction c() { expect(f()).toEqual([]) }\ntest('a', () => { rows.forEach(b) })"),
    ).toEqual([])
  })

  test('refuses a test without an assertion', () => {
    expect(findings("test('a', () => { f() })")).toEqual([none])
    expect(findings("it.each([1])('a', async () => { await f() })")).toEqual([none])
    expect(findings("function b() { return b() }\ntest('a', () => { b() })")).toEqual([none])
  })

  test('refuses assertions on constants and on mere presence', () => {
    expect(findings("test('a', () => { expect(true).toBe(true) })")).toEqual([empty])
    expect(findings("test('a', () => { expect(f()).toBeDefined() })")).toEqual([empty])
    expect(findings("test('a', () => { expect(f()).toBeDefined(); expect(f().x).not.toBe(2) })")).toEqual([])
  })

  test('refuses focused tests', () => {
    expect(findings("test.only('a', () => { expect(f()).toBe(1) })")).toEqual(['a focused test'])
    expect(findings("describe.only('a', () => {})")).toEqual(['a focused test'])
  })
})
