import { cpus } from 'node:os'
import { CliError } from '../../cli-error.ts'
import { Home } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { existsSync } from 'node:fs'
import type { BenchDefinition, Measurement } from './bench-definition.ts'
import { probeMachine } from './probes.ts'
import { BENCHES } from './registry.ts'

export const RUNS = 5

export interface BenchOptions {
  readonly list?: boolean
  readonly json?: boolean
}

/** Runs one bench: warm-up, five runs, the median, and the machine's own probes beside it. */
export async function bench(name: string | undefined, options: BenchOptions): Promise<number> {
  const out = new Output(options)
  if (name === undefined || options.list === true) {
    for (const { name: known, unit, inside } of BENCHES)
      out.line(`${known} (${unit})\n    ${inside.zh}\n    ${inside.en}`)
    out.document({ benches: BENCHES.map(({ name: known, unit }) => ({ name: known, unit })) })
    return 0
  }
  const found = BENCHES.find((one) => one.name === name)
  if (found === undefined)
    throw new CliError('BENCH_UNKNOWN', 'USAGE', { name, known: BENCHES.map((one) => one.name).join(', ') })
  const runs = await runBench(found)
  const middle = medianOf(runs)
  const { root } = new Home()
  const probes = probeMachine(existsSync(root) ? root : undefined)
  out.say('benchFigure', {
    name,
    median: rounded(middle.value),
    unit: found.unit,
    runs: RUNS,
    warmup: found.warmups,
    inside: `${found.inside.zh} / ${found.inside.en}`,
  })
  for (const [beside, value] of Object.entries(middle.beside ?? {})) out.line(`  ${beside}: ${rounded(value)}`)
  out.say('benchProbe', {
    checks: probes.ed25519ChecksPerSecond,
    hashes: probes.sha256PerSecond,
    syncs: probes.fsyncsPerSecond,
  })
  out.line(`${cpus()[0]?.model ?? ''} × ${cpus().length}, Node ${process.versions.node}`)
  if (options.json === true)
    process.stdout.write(
      `${JSON.stringify({
        name,
        unit: found.unit,
        inside: found.inside,
        warmups: found.warmups,
        runs: runs.map(({ value }) => value),
        median: middle.value,
        beside: middle.beside ?? {},
        probes,
        machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.versions.node },
      })}\n`,
    )
  return 0
}

async function runBench({ warmups, prepare }: BenchDefinition): Promise<readonly Measurement[]> {
  const prepared = await prepare()
  try {
    for (let at = 0; at < warmups; at++) await prepared.run()
    const runs: Measurement[] = []
    for (let at = 0; at < RUNS; at++) runs.push(await prepared.run())
    return runs
  } finally {
    await prepared.close()
  }
}

/** The middle run by value, with what stood beside it. */
export function medianOf(runs: readonly Measurement[]): Measurement {
  const sorted = [...runs].sort((a, b) => a.value - b.value)
  return sorted[Math.floor(sorted.length / 2)] ?? { value: 0 }
}

export function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100
}
