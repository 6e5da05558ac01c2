// `npm run faults [filter…]`: the long run of every fault, each as often as XIEZHI_FAULT_TRIES times its short run says, and the
// kills of the embedded host and its store. The table is made of the lines `fault: …` that the tests print.
import { chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from '../../scripts/install.mjs'
import { summaryLine } from '../../scripts/tally.mjs'
import { runVitest } from '../../scripts/vitest-run.mjs'

const TRIES_DEFAULT = 20
const KILLS_DEFAULT = 1_000
const FILES = [
  'packages/host/src/embedded/crash.test.ts',
  'packages/host/src/store/crash.test.ts',
  'e2e/faults-peers.test.ts',
  'e2e/faults-store.test.ts',
  'e2e/faults-keys.test.ts',
  'e2e/faults-silence.test.ts',
  'e2e/faults-engines.test.ts',
  'e2e/faults-validators.test.ts',
  'e2e/faults-processes.test.ts',
]
const FAULT_LINE = /^fault: (.+) \| (\d+) \| (\d+) \| (.+)$/
const CRASH_LINE = /^crash: (\d+) kills/
/** What one machine cannot show. */
const NOT_HERE = [
  'not run: power loss (a killed process keeps what the kernel has taken; needs machines that can be switched off)',
  'not run: validators on separate machines and networks (needs them)',
]
const HEAD = ['fault', 'tries', 'survived', 'longest outage']

chdir(fileURLToPath(new URL('../..', import.meta.url)))
if (!(await ensureDependencies())) process.exit(1)

const filters = process.argv.slice(2)
const files = FILES.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
const result = await runVitest([...files, '--testTimeout=0', '--hookTimeout=0', '--no-file-parallelism'], {
  XIEZHI_FAULT_TRIES: process.env.XIEZHI_FAULT_TRIES ?? String(TRIES_DEFAULT),
  XIEZHI_KILLS: process.env.XIEZHI_KILLS ?? String(KILLS_DEFAULT),
})

const rows = []
for (const { line } of result.notes) {
  const fault = FAULT_LINE.exec(line)
  const crash = CRASH_LINE.exec(line)
  if (fault !== null) rows.push(fault.slice(1))
  else if (crash !== null)
    rows.push(['embedded host killed at random and at each named point', crash[1], crash[1], '-'])
}
const widths = HEAD.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at].length)))
console.log('')
for (const row of [HEAD, widths.map((width) => '-'.repeat(width)), ...rows])
  console.log(row.map((cell, at) => cell.padEnd(widths[at])).join('  '))
console.log('')
for (const line of new Set([...result.notRun, ...NOT_HERE])) console.log(line)
for (const problem of result.problems) console.log(`failed: ${problem}`)
console.log(summaryLine(result))
process.exitCode = result.failed === 0 ? 0 : 1
