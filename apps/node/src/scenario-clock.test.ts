import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NodeError } from './node-error.ts'
import { ScenarioClock } from './scenario-clock.ts'

const YEAR_MS = 365 * 86_400_000
/** Longer than the clock leaves its file alone. */
const LOOK_MS = 40

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-scenario-'))
  file = join(folder, 'scenario-clock.json')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}

/** How far wall clock and monotonic clock are ahead of the machine's. */
function ahead(clock: ScenarioClock): readonly [wall: number, monotonic: number] {
  const wallMs = clock.wallMs() - Date.now()
  const monotonicMs = clock.monotonicMs() - performance.now()
  return [Math.abs(Math.round(wallMs / 1_000)), Math.abs(Math.round(monotonicMs / 1_000))]
}

test('without a file it is the machine’s clock; with one, both clocks are ahead alike', async () => {
  const clock = new ScenarioClock(file)
  expect(ahead(clock)).toEqual([0, 0])
  writeFileSync(file, `{"offsetMs":${YEAR_MS}}`)
  await pause()
  expect(ahead(clock)).toEqual([YEAR_MS / 1_000, YEAR_MS / 1_000])
  expect(ahead(new ScenarioClock(file))).toEqual([YEAR_MS / 1_000, YEAR_MS / 1_000])
})

test('between two readings of the wall clock the monotonic clock does not jump', async () => {
  const clock = new ScenarioClock(file)
  clock.wallMs()
  writeFileSync(file, `{"offsetMs":${YEAR_MS}}`)
  await pause()
  expect(clock.monotonicMs() - performance.now()).toBeLessThan(1)
})

test('a file that is damaged while it runs changes nothing; one that is damaged at the start is refused', async () => {
  writeFileSync(file, `{"offsetMs":${YEAR_MS}}`)
  const clock = new ScenarioClock(file)
  writeFileSync(file, '{"offsetMs":')
  await pause()
  expect(ahead(clock)[0]).toBe(YEAR_MS / 1_000)
  const refused = (): ScenarioClock => new ScenarioClock(file)
  expect(refused).toThrow(NodeError)
  expect(refused).toThrow(/CONFIG_INVALID/)
})
