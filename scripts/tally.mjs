import { isAbsolute, relative } from 'node:path'

/** A test that does not run says so on a line of its own: what did not run, and why. */
export const NOT_RUN = /^not run: (.+) \((.+)\)$/

/**
 * Counts a vitest run from its JSON report and the lines its tests printed.
 *
 * A file that did not load has no tests to count and is one failure. A file with skipped tests that printed no
 * `not run:` line is one failure too: a silent skip reads as a pass.
 *
 * @param {{ testResults: { name: string, status: string, message: string, assertionResults: { status: string, fullName: string }[] }[] }} report
 * @param {readonly { file: string, line: string }[]} notes lines printed by tests, with the file that printed them
 * @param {string} root folder that file names are shown relative to
 * @returns {{ passed: number, failed: number, skipped: number, problems: string[], notRun: string[] }}
 */
export function tallyVitest(report, notes, root) {
  const tally = { passed: 0, failed: 0, skipped: 0, problems: [], notRun: [] }
  const inRoot = (file) => (isAbsolute(file) ? relative(root, file) : file)
  const explained = new Set()
  for (const { file, line } of notes) {
    if (!NOT_RUN.test(line)) continue
    explained.add(inRoot(file))
    if (!tally.notRun.includes(line)) tally.notRun.push(line)
  }
  for (const result of report.testResults) {
    const file = inRoot(result.name)
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const test of result.assertionResults) {
      if (test.status === 'todo') tally.problems.push(`${file}: a test without a body: ${test.fullName}`)
      counts[outcome(test.status)] += 1
    }
    tally.passed += counts.passed
    tally.failed += counts.failed
    tally.skipped += counts.skipped
    if (counts.failed > 0) tally.problems.push(`${file}: ${counts.failed} failed`)
    else if (result.status === 'failed') fail(tally, `${file}: did not load: ${result.message.split('\n')[0]}`)
    else if (result.assertionResults.length === 0) fail(tally, `${file}: has no tests`)
    if (counts.skipped > 0 && !explained.has(file)) {
      fail(tally, `${file}: ${counts.skipped} skipped without a line "not run: <what> (<why>)"`)
    }
  }
  if (tally.passed + tally.failed + tally.skipped === 0) fail(tally, 'vitest: no tests were found')
  return tally
}

/** The last line of `npm test`. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function outcome(status) {
  if (status === 'passed') return 'passed'
  if (status === 'failed' || status === 'todo') return 'failed'
  return 'skipped'
}

function fail(tally, problem) {
  tally.failed += 1
  tally.problems.push(problem)
}
