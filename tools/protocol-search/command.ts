import { parseArgs } from 'node:util'
import { BEGINNINGS, MODELS } from './models.ts'
import { search } from './search.ts'

/** Steps after each beginning; each more takes some eight times as long. */
const DEPTH_DEFAULT = 3
// As in sysexits.h.
const EXIT_USAGE = 64

/** `npm run protocol-search -- [--depth N]`: every model from every beginning; the exit code. */
export function searchCommand(args: readonly string[], write: (text: string) => void): number {
  const { values } = parseArgs({ args: [...args], options: { depth: { type: 'string' } } })
  const depth = Number(values.depth ?? DEPTH_DEFAULT)
  if (!Number.isSafeInteger(depth) || depth < 1) {
    write('protocol-search: --depth is a whole number from 1\n')
    return EXIT_USAGE
  }
  const total = { visited: 0, violations: 0 }
  for (const model of MODELS) {
    write(`${model.name}\n`)
    const onLevel = (level: number, states: number): void => {
      write(`  depth ${level}: ${states} states\n`)
    }
    const options = { depth, beginnings: Object.values(BEGINNINGS), onLevel }
    const { visited, steps, fairRuns, violation } = search(model, options)
    write(`  ${steps} steps, ${fairRuns} fair runs from the bound\n`)
    total.visited += visited
    if (violation === null) continue
    total.violations += 1
    write(`  violated: ${violation.property}\n${violation.trace.map((step) => `    ${step}\n`).join('')}`)
  }
  write(`states visited ${total.visited}, depth ${depth}, violations ${total.violations}\n`)
  return total.violations === 0 ? 0 : 1
}
