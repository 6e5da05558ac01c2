import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CliError } from '../cli-error.ts'
import { Home } from '../config/home.ts'
import { commitmentOf, keepOpening, loadOpening } from './query-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-query-log-'))
const home = new Home({ XIEZHI_HOME: folder })
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const asked = {
  organisation: 'court-district',
  officer: 'clerk',
  caseRef: 'ca'.repeat(16),
  licenceNo: '14401201010123456',
  asOf: '2026-03-02',
  purpose: 'AGENT_VERIFICATION',
  legalBasis: 'OPINIONS_ART_18',
}

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof CliError) return error.code
    throw error
  }
  return 'none'
}

describe('query log', () => {
  test('the opening is for its owner only and opens the commitment', () => {
    const commitment = keepOpening(home, asked)
    expect(statSync(home.queryLog(commitment)).mode & 0o777).toBe(0o600)
    const opening = loadOpening(home, commitment)

    expect(opening).toMatchObject(asked)
    expect(commitmentOf(opening)).toBe(commitment)
  })

  test('two openings of the same question have two commitments', () => {
    expect(keepOpening(home, asked)).not.toBe(keepOpening(home, asked))
  })

  test('a missing file, a changed field and another form are told apart', () => {
    const commitment = keepOpening(home, asked)
    const file = home.queryLog(commitment)
    const text = readFileSync(file, 'utf8')

    expect(codeOf(() => loadOpening(home, `sha256:${'0'.repeat(64)}`))).toBe('OPENING_MISSING')
    writeFileSync(file, text.replace('clerk', 'judge'))
    expect(codeOf(() => loadOpening(home, commitment))).toBe('OPENING_WRONG')
    writeFileSync(file, text.replace('"officer"', '"person"'))
    expect(codeOf(() => loadOpening(home, commitment))).toBe('OPENING_WRONG')
    writeFileSync(file, '{')
    expect(codeOf(() => loadOpening(home, commitment))).toBe('JSON_INVALID')
  })
})
