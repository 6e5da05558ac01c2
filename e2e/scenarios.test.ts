import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const PROGRAM = fileURLToPath(new URL('../apps/cli/bin/xiezhi.js', import.meta.url))
/** Each starts an alliance of its own. */
const SCENARIO_MS = 420_000

interface Report {
  readonly steps: readonly { readonly step: string; readonly passed: boolean }[]
  readonly passed: number
  readonly failed: number
}

function run(id: string): Promise<{ exit: number | null; report: Report }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, 'scenario', 'run', id, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    child.on('error', reject)
    child.on('close', (exit) => {
      resolve({ exit, report: JSON.parse(text) as Report })
    })
  })
}

describe('scenarios of the rulebook, as commands', () => {
  test.each([
    ['S-1', 35],
    ['S-2', 27],
    ['S-3', 39],
    ['S-6', 11],
    ['S-7', 14],
    ['S-8', 23],
  ])(
    '%s comes out as the law says, in all %d steps',
    async (id, steps) => {
      const { exit, report } = await run(id)
      expect(report.steps.filter(({ passed }) => !passed)).toEqual([])
      expect({ exit, passed: report.passed }).toEqual({ exit: 0, passed: steps })
    },
    SCENARIO_MS,
  )
})
