import { argv, exit, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { BEGINNINGS, MODELS } from './models.ts'
import { search } from './search.ts'

/** Steps after each beginning; each more takes some eight times as long. */
const DEPTH_DEFAULT = 3

const { values } = parseArgs({ args: argv.slice(2), options: { depth: { type: 'string' } } })
const depth = Number(values.depth ?? DEPTH_DEFAULT)
if (!Number.isSafeInteger(depth) || depth < 1) {
  stdout.write('protocol-search: --depth is a whole number from 1\n')
  exit(2)
}

const total = { visited: 0, violations: 0 }
for (const model of MODELS) {
  stdout.write(`${model.name}\n`)
  const onLevel = (level: number, states: number): void => {
    stdout.write(`  depth ${level}: ${states} states\n`)
  }
  const { visited, steps, fairRuns, violation } = search(model, {
    depth,
    beginnings: Object.values(BEGINNINGS),
    onLevel,
  })
  stdout.write(`  ${steps} steps, ${fairRuns} fair runs from the bound\n`)
  total.visited += visited
  if (violation === null) continue
  total.violations += 1
  stdout.write(`  violated: ${violation.property}\n${violation.trace.map((step) => `    ${step}\n`).join('')}`)
}
stdout.write(`states visited ${total.visited}, depth ${depth}, violations ${total.violations}\n`)
exit(total.violations === 0 ? 0 : 1)
