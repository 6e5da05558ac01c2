import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './run-command.mjs'
import { tallyVitest } from './tally.mjs'

/**
 * Runs vitest with its JSON reporter and counts what it did. A run that ends badly without a failed test (an unhandled
 * rejection, a crashed worker) still counts as one failure.
 *
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<{ passed: number, failed: number, skipped: number, problems: string[], notRun: string[], notes: { file: string, line: string }[], seconds: number }>}
 */
export async function runVitest(args = [], env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'xiezhi-test-'))
  const reportFile = join(folder, 'report.json')
  const notesFile = join(folder, 'notes.json')
  try {
    const { code, seconds } = await runCommand(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=default',
        '--reporter=json',
        '--reporter=./scripts/vitest-notes.mjs',
        `--outputFile.json=${reportFile}`,
        ...args,
      ],
      { show: 'live', env: { ...env, XIEZHI_TEST_NOTES: notesFile } },
    )
    const report = readJson(reportFile)
    if (report === undefined) {
      return { ...nothingRan(`vitest ended with exit code ${code} and left no report`), notes: [], seconds }
    }
    const notes = readJson(notesFile) ?? []
    const tally = tallyVitest(report, notes, process.cwd())
    if (code !== 0 && tally.failed === 0) {
      tally.failed = 1
      tally.problems.push(`vitest ended with exit code ${code} although no test failed`)
    }
    return { ...tally, notes, seconds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function nothingRan(problem) {
  return { passed: 0, failed: 1, skipped: 0, problems: [problem], notRun: [] }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Absent or cut short: the caller reports that there is no report.
    return undefined
  }
}
