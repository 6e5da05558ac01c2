// `npm run fuzz [filter…]`: the long run of every *.fuzz.test.ts. XIEZHI_FUZZ_RUNS is the number of inputs per target.
// Each target prints `fuzz: <target> <n> of <wanted> inputs`; one that tried fewer, and a file that prints none, fail the run.
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './install.mjs'
import { summaryLine } from './tally.mjs'
import { runVitest } from './vitest-run.mjs'

const RUNS_DEFAULT = 1_000_000
const FUZZ_LINE = /^fuzz: (.+) (\d+) of (\d+) inputs$/

chdir(fileURLToPath(new URL('..', import.meta.url)))

const runs = Number(process.env.XIEZHI_FUZZ_RUNS ?? RUNS_DEFAULT)
if (!Number.isSafeInteger(runs) || runs < 1) {
  console.error(`fuzz: XIEZHI_FUZZ_RUNS must be a positive integer, seen ${process.env.XIEZHI_FUZZ_RUNS}`)
  process.exit(2)
}
if (!(await ensureDependencies())) process.exit(1)

const filters = process.argv.slice(2)
const files = fuzzFiles('.').filter((file) => filters.every((filter) => file.includes(filter)))
if (files.length === 0) {
  console.error(`fuzz: no *.fuzz.test.ts matches ${filters.join(' ') || 'at all'}`)
  process.exit(2)
}
const result = await runVitest([...files, '--testTimeout=0', '--hookTimeout=0'], { XIEZHI_FUZZ_RUNS: String(runs) })

const silent = new Set(files)
for (const { file, line } of result.notes) {
  const [, target, tried, wanted] = FUZZ_LINE.exec(line) ?? []
  if (target === undefined) continue
  silent.delete(relative('.', file))
  console.log(`${target}: ${Number(tried).toLocaleString('en')} inputs`)
  if (Number(tried) < Number(wanted)) fail(`${target}: ${tried} inputs tried, ${wanted} asked`)
}
for (const file of silent) fail(`${file}: printed no line \`fuzz: <target> <n> of <wanted> inputs\``)
for (const problem of result.problems) console.log(`failed: ${problem}`)
console.log(`${result.seconds.toFixed(0)} s with XIEZHI_FUZZ_RUNS=${runs}`)
console.log(summaryLine(result))
process.exitCode = result.failed === 0 ? 0 : 1

function fail(problem) {
  result.failed += 1
  result.problems.push(problem)
}

function fuzzFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(\.|node_modules$|dist)/.test(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return fuzzFiles(path)
    return entry.name.endsWith('.fuzz.test.ts') ? [path] : []
  })
}
