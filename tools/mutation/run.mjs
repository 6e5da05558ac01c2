// `npm run mutation -- <area> [--json <file>]`: the mutators of Stryker over one area of the law library. The tree is read,
// never written: the changed library is one file in the system's temporary folder.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, chdir } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { mutatedAreas } from './areas.mjs'
import { mutationLines, mutationScore } from './summary.mjs'

/** Wanted of every area. */
const SCORE_MIN = 85
const WORKERS = 2
/** Above what a run takes on a loaded machine: an endless loop, not a slow one. */
const TIMEOUT_MS = 30_000
/** A worker keeps each library that it has loaded. */
const MUTANTS_PER_WORKER = 40

chdir(fileURLToPath(new URL('../..', import.meta.url)))
const { changedLibrary, SOURCES } = await import('./changed-library.mjs')
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { json: { type: 'string' } },
})
const [name] = positionals
const area = mutatedAreas[name]
if (area === undefined || positionals.length !== 1) {
  console.error(`mutation: one area of ${Object.keys(mutatedAreas).join(', ')}`)
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-mutation-'))
try {
  const bundle = join(folder, 'library.mjs')
  const mutants = await changedLibrary(area, bundle)
  const workerData = { bundle: pathToFileURL(bundle).href, area: name, ...testsOf(area) }
  const [unchanged] = await judged([{ id: null }], workerData)
  if (unchanged.problem !== null) throw new Error(`the tests fail without any change: ${unchanged.problem}`)
  console.log(`${name}: ${mutants.length} mutants`)
  const queue = [...mutants]
  const lanes = await Promise.all(Array.from({ length: WORKERS }, () => judged(queue, workerData)))
  const problems = new Map(lanes.flat().map(({ id, problem }) => [id, problem]))
  const results = mutants.map(({ id, fileName, mutatorName, replacement, location: { start } }) => ({
    file: fileName.slice(SOURCES.length + 1),
    line: start.line + 1,
    column: start.column + 1,
    mutator: mutatorName,
    replacement,
    noticedBy: problems.get(id),
  }))
  for (const line of mutationLines(results)) console.log(line)
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 1)}\n`)
  process.exitCode = mutationScore(results) >= SCORE_MIN ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function testsOf({ cases: others = [] }) {
  const disputes = readFileSync('docs/law-disputes.md', 'utf8')
  return {
    others,
    page: readFileSync(`docs/law/${name}.md`, 'utf8'),
    cases: readdirSync('vectors/law')
      .filter((file) => file.startsWith('cases-'))
      .flatMap((file) => JSON.parse(readFileSync(join('vectors/law', file), 'utf8'))),
    disputed: [...disputes.matchAll(/^- `([EGD]\w*-[\w-]+)`/gm)].map(([, id]) => id),
  }
}

/** Takes mutants off the queue until it is empty. */
async function judged(queue, workerData) {
  const results = []
  let worker
  let loaded = 0
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    if (worker === undefined || loaded >= MUTANTS_PER_WORKER) {
      await worker?.terminate()
      worker = new Worker(new URL('judge.mjs', import.meta.url), { workerData })
      loaded = 0
    }
    loaded += 1
    const problem = await problemIn(worker, mutant.id)
    results.push({ id: mutant.id, problem })
    if (problem === 'endless') {
      await worker.terminate()
      worker = undefined
    }
    if (results.length % 50 === 0) console.log(`${results.length} judged, ${queue.length} left`)
  }
  await worker?.terminate()
  return results
}

function problemIn(worker, id) {
  return new Promise((resolve) => {
    const end = (problem) => {
      clearTimeout(timer)
      worker.off('message', answered).off('error', failed)
      resolve(problem)
    }
    const answered = ({ problem }) => end(problem)
    // Out of memory, or a process that was ended.
    const failed = (error) => end(`${error}`)
    const timer = setTimeout(() => end('endless'), TIMEOUT_MS)
    worker.on('message', answered).on('error', failed)
    worker.postMessage(id)
  })
}
