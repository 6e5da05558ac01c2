import { execFile } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ENGINE_CLOCK } from '../../packages/host/src/comet/testing/engine-clock.ts'
import { CACHE, COMETBFT_VERSION, onceBuilt } from '../judges/run-judge.ts'
import type { Judge } from '../judges/run-judge.ts'

const MODULE = `github.com/cometbft/cometbft@${COMETBFT_VERSION}`
const BUILD_TIMEOUT_MS = 300_000
const BUILD_PRIORITY = 5
const CLOCK = join('types', 'time', 'time.go')
const CHANGES = [
  ['"sort"', '"os"\n\t"sort"'],
  ['return Canonical(time.Now())', 'return Canonical(time.Now().Add(shiftBy))'],
] as const
const SHIFT = `
// This program is for tests of wrong clocks.
var shiftBy = shiftOf(os.Getenv("${ENGINE_CLOCK}"))

func shiftOf(text string) time.Duration {
	by, err := time.ParseDuration(text)
	if err != nil {
		panic(err)
	}
	return by
}
`

const run = promisify(execFile)

/** CometBFT from a copy of its module whose clock is wrong by what `ENGINE_CLOCK` says in its environment. For tests only. */
export function buildShiftedCometbft(): Promise<Judge> {
  return onceBuilt(join(CACHE, `cometbft-${COMETBFT_VERSION}-wrong-clock`), async (folder) => {
    const { stdout } = await run('go', ['mod', 'download', '-json', MODULE], { timeout: BUILD_TIMEOUT_MS })
    const { Dir: module } = JSON.parse(stdout) as { readonly Dir: string }
    const source = join(folder, 'source')
    cpSync(module, source, { recursive: true })
    // What the module cache holds is read-only.
    await run('chmod', ['-R', 'u+w', source])
    writeFileSync(join(source, CLOCK), shifted(readFileSync(join(source, CLOCK), 'utf8')))
    const built = join(folder, 'cometbft')
    const building = run('go', ['build', '-o', built, './cmd/cometbft'], { cwd: source, timeout: BUILD_TIMEOUT_MS })
    if (building.child.pid !== undefined) setPriority(building.child.pid, BUILD_PRIORITY)
    await building
    return built
  })
}

function shifted(clock: string): string {
  return (
    CHANGES.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`${CLOCK} is another than expected`)
      return text.replace(from, to)
    }, clock) + SHIFT
  )
}
