import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { checkCases } from './check-cases.ts'
import { firstMismatch } from './match.ts'

const workday = { id: 'C-1', fn: 'calendar.dayKind', input: { date: '2026-11-23' }, expect: { kind: 'WORKDAY' } }

describe('firstMismatch', () => {
  test.each([
    ['listed keys only', { a: 1 }, { a: 1, b: 2 }],
    ['nested', { a: { b: [1, { c: null }] } }, { a: { b: [1, { c: null, d: 1 }] } }],
    ['an empty list', [], []],
    ['an empty expectation', {}, { a: 1 }],
    ['contained in any order', { $contains: [{ a: 2 }, { a: 1 }] }, [{ a: 1, b: 1 }, { a: 2 }]],
    ['contained: nothing', { $contains: [] }, []],
  ])('matches %s', (_, expected, seen) => {
    expect(firstMismatch(expected, seen)).toBeNull()
  })

  test.each([
    ['a missing key', { a: 1 }, {}, '/a'],
    ['null against absent', { a: null }, {}, '/a'],
    ['null against zero', { a: null }, { a: 0 }, '/a'],
    ['text against number', { a: '1' }, { a: 1 }, '/a'],
    ['a longer list', { a: [1] }, { a: [1, 2] }, '/a'],
    ['another order', { a: [1, 2] }, { a: [2, 1] }, '/a/0'],
    ['an object against a list', { a: {} }, { a: [] }, '/a'],
    ['a list against an object', { a: [] }, { a: {} }, '/a'],
    ['an inherited key', { toString: 1 }, {}, '/toString'],
    ['contained: one missing', { a: { $contains: [1, 3] } }, { a: [1, 2] }, '/a'],
    ['contained in no list', { a: { $contains: [] } }, { a: {} }, '/a'],
  ])('finds %s', (_, expected, seen, path) => {
    expect(firstMismatch(expected, seen)?.path).toBe(path)
  })
})

describe('checkCases', () => {
  test('counts and names what failed', () => {
    const report = checkCases(
      [
        workday,
        { ...workday, id: 'C-2', expect: { kind: 'HOLIDAY' } },
        { ...workday, id: 'C-3', expect: { $error: 'FORMAT_DATE' } },
        { ...workday, id: 'C-4', input: { date: 'x' } },
        { ...workday, id: 'C-5', input: { date: 'x' }, expect: { $error: 'FORMAT_DATE' } },
        { ...workday, id: 'C-6', input: {}, expect: { $error: 'FORMAT_DATE' } },
        { ...workday, id: 'C-7', fn: 'unknown.function' },
      ],
      bundledLaw,
    )
    expect({ passed: report.passed, failed: report.failed }).toEqual({ passed: 2, failed: 5 })
    expect(report.results.map(({ id, failure }) => [id, failure])).toEqual([
      ['C-1', null],
      ['C-2', { kind: 'MISMATCH', path: '/kind', expected: 'HOLIDAY', seen: 'WORKDAY' }],
      ['C-3', { kind: 'NOT_REFUSED', expected: 'FORMAT_DATE' }],
      ['C-4', { kind: 'REFUSED', code: 'FORMAT_DATE', path: '/date', expected: { kind: 'WORKDAY' } }],
      ['C-5', null],
      ['C-6', { kind: 'REFUSED', code: 'FORMAT_MISSING', path: '/date', expected: 'FORMAT_DATE' }],
      ['C-7', { kind: 'UNKNOWN_FUNCTION' }],
    ])
  })

  test('runs only the areas asked for', () => {
    const report = checkCases([workday, { ...workday, id: 'C-7', fn: 'unknown.function' }], bundledLaw, {
      areas: ['calendar'],
    })
    expect({ passed: report.passed, failed: report.failed }).toEqual({ passed: 1, failed: 0 })
  })

  test.each([
    ['no list', {}, 'FORMAT_TYPE', ''],
    ['no case', [null], 'FORMAT_TYPE', '/0'],
    ['a case without id', [{ ...workday, id: undefined }], 'FORMAT_TYPE', '/0/id'],
    ['a case without function', [{ ...workday, fn: 1 }], 'FORMAT_TYPE', '/0/fn'],
    ['a case that expects nothing', [workday, { ...workday, expect: undefined }], 'FORMAT_MISSING', '/1/expect'],
  ])('refuses %s', (_, cases, code, path) => {
    expect(() => checkCases(cases, bundledLaw)).toThrow(expect.objectContaining({ code, path }) as Error)
  })
})
