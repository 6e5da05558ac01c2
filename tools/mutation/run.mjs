// `npm run mutation -- <area> [--json <file>] [--files <glob,…>] [--again <file>] [--concurrency <n>]`: the mutators of Stryker over one area of
// the law library. Sources are changed in a copy under the system's temporary folder, never in this tree.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'
import { mutatedAreas } from './areas.mjs'
import { mutationLines, mutationScore, sourceOf, unnoticed } from './summary.mjs'

/** Wanted of every area. */
const SCORE_MIN = 85
const CONCURRENCY_DEFAULT = '2'
/** Above what a run takes on a loaded machine: an endless loop, not a slow one. */
const TIMEOUT_MS = 20_000
const SOURCES = 'packages/law/src'
/** A run needs a small part of the tree; other packages are found through node_modules. */
const LEFT_OUT = [
  '/*',
  ...['package.json', 'tsconfig.*.json', 'docs', 'vectors', 'packages', 'tools'].map((name) => `!/${name}`),
  ...['/packages/*', '!/packages/codec', '!/packages/law', '/tools/*', '!/tools/mutation', 'dist'],
]

chdir(fileURLToPath(new URL('../..', import.meta.url)))
// `--again` runs only what no test noticed in an earlier run, and counts the rest as it was.
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    files: { type: 'string' },
    again: { type: 'string' },
    concurrency: { type: 'string', default: CONCURRENCY_DEFAULT },
  },
})
const [name] = positionals
const area = mutatedAreas[name]
if (area === undefined || positionals.length !== 1) {
  console.error(`mutation: one area of ${Object.keys(mutatedAreas).join(', ')}`)
  process.exit(2)
}

process.env.XIEZHI_MUTATION_AREA = name
const folder = mkdtempSync(join(tmpdir(), 'xiezhi-mutation-'))
try {
  const results = merged(await new Stryker(options(folder)).runMutationTest())
  for (const line of mutationLines(results)) console.log(line)
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 1)}\n`)
  process.exitCode = mutationScore(results) >= SCORE_MIN ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function options(tempDirName) {
  return {
    mutate: [...places(), `!${SOURCES}/**/*.test.ts`],
    testRunner: 'vitest',
    timeoutMS: TIMEOUT_MS,
    vitest: { configFile: 'tools/mutation/vitest.config.mjs', related: false },
    plugins: ['@stryker-mutator/vitest-runner'],
    coverageAnalysis: 'perTest',
    ignoreStatic: false,
    concurrency: Number(values.concurrency),
    reporters: ['progress-append-only'],
    ignorePatterns: LEFT_OUT,
    tempDirName,
    allowConsoleColors: false,
    logLevel: 'warn',
  }
}

function places() {
  if (values.again === undefined) return (values.files?.split(',') ?? area.mutate).map((glob) => `${SOURCES}/${glob}`)
  return unnoticed(earlier()).map(({ fileName, location: { start, end } }) => {
    const from = `${start.line}:${start.column - 1}`
    return `${SOURCES}/${sourceOf(fileName)}:${from}-${end.line}:${end.column - 1}`
  })
}

function merged(results) {
  if (values.again === undefined) return results
  const known = new Map(earlier().map((one) => [identity(one), one]))
  for (const one of results) known.set(identity(one), one)
  return [...known.values()]
}

function earlier() {
  return JSON.parse(readFileSync(values.again, 'utf8'))
}

function identity({ fileName, location, mutatorName, replacement }) {
  return JSON.stringify([sourceOf(fileName), location, mutatorName, replacement])
}
