// `npm test`: everything this repository checks about itself, from a fresh clone on.
// The last line of stdout is `N passed, N failed` or `N passed, N failed, N skipped`; exit code 1 when anything failed.
// Node built-ins only: on a fresh clone there is no node_modules when this file starts.
import { chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import { BUILD_STEPS, TSC } from './build-steps.mjs'
import { ensureJudges, ensureDependencies } from './install.mjs'
import { INTEROP, runInterop } from './interop-run.mjs'
import { runCommand } from './run-command.mjs'
import { summaryLine } from './tally.mjs'
import { runVitest } from './vitest-run.mjs'

chdir(fileURLToPath(new URL('..', import.meta.url)))

const total = { passed: 0, failed: 0, skipped: 0 }
const problems = []

/** One gate is one check of the sum. */
async function gate(name, args, env = {}) {
  const { code, seconds } = await runCommand(process.execPath, args, { env })
  console.log(`gate ${name}: ${code === 0 ? 'passed' : `FAILED (exit code ${code})`} in ${seconds.toFixed(1)} s`)
  total[code === 0 ? 'passed' : 'failed'] += 1
  if (code !== 0) problems.push(`gate ${name} failed`)
}

/** Minutes for a first build of the chain of ibc-go, beside all else; without it its tests say that they were not run. */
const SIMD_BUILD_MINUTES = '15'

function count(name, result) {
  total.passed += result.passed
  total.failed += result.failed
  total.skipped += result.skipped
  problems.push(...result.problems)
  console.log(
    `${name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped in ${result.seconds.toFixed(1)} s`,
  )
  return result.notRun
}

/**
 * Folders whose tests leave nothing behind in their process: they share one, and what they import is read once. To begin a
 * process and read a package for each of their files took five times as long.
 */
const SHARING = [
  'codec',
  'crypto',
  'merkle',
  'comet',
  'law',
  'kernel',
  'lightclient',
  'evidence',
  'interchain',
  'verifier',
  'contracts',
  'chain',
].map((name) => `packages/${name}/`)

async function sharingTests() {
  return count('vitest, one process', await runVitest([...SHARING, '--no-isolate']))
}

async function otherTests() {
  const apart = [INTEROP, ...SHARING.map((folder) => folder.slice(0, -1))]
  return count('vitest, a process a file', await runVitest(apart.map((folder) => `--exclude=${folder}/**`)))
}

async function interop() {
  return count('interop', await runInterop({ XIEZHI_SIMD_BUILD_MINUTES: SIMD_BUILD_MINUTES }))
}

async function staticGates() {
  await gate('types of tests', [TSC, '-p', 'tsconfig.lint.json'])
  await gate('lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'], {
    // One typed program over all sources and tests does not fit Node's default heap on small machines.
    NODE_OPTIONS: '--max-old-space-size=4096',
  })
  await gate('unused', ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'])
}

function end() {
  for (const problem of problems) console.log(`failed: ${problem}`)
  console.log(summaryLine(total))
  process.exitCode = total.failed === 0 ? 0 : 1
}

async function main() {
  if (!(await ensureDependencies())) {
    total.failed += 1
    problems.push('npm ci failed: see its output above')
    return end()
  }
  // It needs no build of ours, and Go may need long.
  const interopNotRun = interop()
  // Tests start the built command line, so the build comes before them; Chromium installs meanwhile (network, not cores).
  await Promise.all([
    ensureJudges(),
    (async () => {
      await gate('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'])
      for (const [name, args] of BUILD_STEPS) await gate(name, args)
    })(),
  ])
  // Programs started by tests want the cores for themselves: the gates run beside those that start none.
  const [sharingNotRun] = await Promise.all([sharingTests(), staticGates()])
  const otherNotRun = await otherTests()
  for (const line of [...sharingNotRun, ...otherNotRun, ...(await interopNotRun)]) console.log(line)
  end()
}

await main()
