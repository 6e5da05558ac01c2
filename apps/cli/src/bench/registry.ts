import { BenchError } from './bench-error.ts'
import { reportText } from './format.ts'
import { loadNow, probeMachine } from './probes.ts'
import type { Probes } from './probes.ts'
import type { Bench, BenchInput, Measured } from './report.ts'
import { BENCH_TEXTS } from './texts.ts'
import type { BenchName } from './texts.ts'

export const RUNS_DEFAULT = 5

/** Loaded when run: each pulls in other packages. */
const BENCHES: Readonly<Record<BenchName, () => Promise<Bench>>> = {
  ask: async () => (await import('./ask.ts')).ask,
  'ask-sustained': async () => (await import('./ask.ts')).askSustained,
  'record-writes': async () => (await import('./record-writes.ts')).recordWrites,
  tree: async () => (await import('./tree.ts')).tree,
  restart: async () => (await import('./restart.ts')).restart,
  import: async () => (await import('./import-lawyers.ts')).importLawyers,
  verify: async () => (await import('./verify.ts')).verify,
  comet: async () => (await import('./comet.ts')).comet,
  'comet-state-sync': async () => (await import('./state-sync.ts')).stateSync,
  'light-client': async () => (await import('./light-client.ts')).lightClient,
  law: async () => (await import('./law.ts')).law,
  gateway: async () => (await import('./gateway.ts')).gateway,
  credit: async () => (await import('./credit.ts')).credit,
  enforcement: async () => (await import('./enforcement.ts')).enforcement,
}

export const benchNames = Object.keys(BENCH_TEXTS) as readonly BenchName[]

export interface RunOptions extends Partial<Omit<BenchInput, 'note'>> {
  /** One JSON document instead of text. */
  readonly json?: boolean | undefined
  readonly write?: (line: string) => void
  /** Progress; by default on stderr. */
  readonly note?: (text: string) => void
}

export interface BenchReport extends Measured {
  readonly bench: BenchName
  readonly runCount: number
  /** Before and after: a machine that others use changes meanwhile. */
  readonly probes: Probes
  readonly loadAfter: readonly number[]
}

/** Runs one bench and writes its report. @throws BenchError */
export async function runBench(name: string, options: RunOptions = {}): Promise<BenchReport> {
  const known = benchNames.find((bench) => bench === name)
  if (known === undefined) throw new BenchError('BENCH_UNKNOWN', { expected: benchNames.join(', '), seen: name })
  const { runs = RUNS_DEFAULT, json = false, size, records, folder } = options
  const { write = (line) => void process.stdout.write(`${line}\n`) } = options
  const { note = (text) => void process.stderr.write(`${text}\n`) } = options
  const bench = await BENCHES[known]()
  const probes = probeMachine()
  const measured = await bench({ runs, size, records, folder, note })
  const loadAfter = loadNow()
  const report: BenchReport = { bench: known, runCount: runs, ...measured, probes, loadAfter }
  if (json) write(JSON.stringify(report))
  else {
    for (const line of reportText(known, runs, measured, probes)) write(line)
    write(`load after: ${loadAfter.join(' ')}`)
  }
  return report
}
