import { describe, expect, test } from 'vitest'
import { summaryLine, tallyVitest } from './tally.mjs'

const passing = { status: 'passed', fullName: 'adds' }
const failing = { status: 'failed', fullName: 'subtracts' }
const skipping = { status: 'skipped', fullName: 'asks Go' }

function file(name, assertionResults, status = 'passed', message = '') {
  return { name: `/repo/${name}`, status, message, assertionResults }
}

function tally(files, notes = []) {
  return tallyVitest({ testResults: files }, notes, '/repo')
}

describe('tallyVitest', () => {
  test('counts each test once', () => {
    expect(tally([file('a.test.ts', [passing, passing]), file('b.test.ts', [failing], 'failed')])).toMatchObject({
      passed: 2,
      failed: 1,
      skipped: 0,
      problems: ['b.test.ts: 1 failed'],
    })
  })

  test('counts a file that did not load as one failure', () => {
    const result = tally([file('a.test.ts', [passing]), file('b.test.ts', [], 'failed', 'Cannot find ./x.ts\n  at …')])
    expect(result).toMatchObject({ passed: 1, failed: 1, problems: ['b.test.ts: did not load: Cannot find ./x.ts'] })
  })

  test('accepts skipped tests whose file printed why, by absolute or relative path', () => {
    const line = 'not run: Go judge of proofs (go is not installed)'
    for (const name of ['/repo/a.test.ts', 'a.test.ts']) {
      const result = tally([file('a.test.ts', [passing, skipping, skipping])], [{ file: name, line }])
      expect(result).toMatchObject({ passed: 1, failed: 0, skipped: 2, problems: [], notRun: [line] })
    }
  })

  test('fails skipped tests whose reason was printed by another file, or is no reason', () => {
    const files = [file('a.test.ts', [passing]), file('b.test.ts', [skipping])]
    for (const note of [
      { file: 'a.test.ts', line: 'not run: Go judge (go is not installed)' },
      { file: 'b.test.ts', line: 'not run: Go judge' },
    ]) {
      expect(tally(files, [note])).toMatchObject({
        failed: 1,
        skipped: 1,
        problems: ['b.test.ts: 1 skipped without a line "not run: <what> (<why>)"'],
      })
    }
  })

  test('fails a todo, a file without tests and a run without files', () => {
    expect(tally([file('a.test.ts', [{ status: 'todo', fullName: 'later' }])]).failed).toBe(1)
    expect(tally([file('a.test.ts', [])]).failed).toBe(1)
    expect(tally([]).problems).toContain('vitest: no tests were found')
  })
})

describe('summaryLine', () => {
  test('names skipped tests only where there are some', () => {
    expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
    expect(summaryLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
  })
})
