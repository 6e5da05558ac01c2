import { describe, expect, test } from 'vitest'
import { placesOf, problemsOf } from '../fixtures.ts'
import { fileSize, fileSizeRule } from './file-size.ts'

const path = 'packages/law/src/a.ts'

function ofLines(lines: number): string {
  return 'x\n'.repeat(lines)
}

describe('file-size', () => {
  test('warns over 300 lines and refuses over 500', () => {
    expect(placesOf(fileSize, { [path]: ofLines(300) })).toEqual([])
    expect(placesOf(fileSize, { [path]: ofLines(301) })).toEqual([`warning ${path}:0`])
    expect(placesOf(fileSize, { [path]: ofLines(500) })).toEqual([`warning ${path}:0`])
    expect(placesOf(fileSize, { [path]: ofLines(501) })).toEqual([`error ${path}:0`])
    expect(placesOf(fileSize, { 'vectors/a.json': ofLines(501) })).toEqual([])
  })

  test('lets an excepted file be as long as it is, and no longer', () => {
    const rule = fileSizeRule([{ path, lines: 600, reason: 'test' }])
    expect(problemsOf(rule, { [path]: ofLines(600) })).toEqual([])
    expect(problemsOf(rule, { [path]: ofLines(601) })).toEqual(['601 lines, at most 600'])
  })

  test('refuses an exception that is stale or wider than needed', () => {
    const rule = fileSizeRule([{ path, lines: 600, reason: 'test' }])
    expect(problemsOf(rule, { [path]: ofLines(550) })).toEqual(['the exception allows 600 lines, the file has 550'])
    expect(problemsOf(rule, { [path]: ofLines(100) })).toEqual(['a stale exception'])
    expect(problemsOf(rule, {})).toEqual(['a stale exception'])
  })
})
