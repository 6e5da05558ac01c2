import { BenchError } from '../../bench/bench-error.ts'
import { benchNames, runBench } from '../../bench/registry.ts'
import { BENCH_TEXTS } from '../../bench/texts.ts'
import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { countArgument } from '../../zone/subjects.ts'

const RUNS_MAX = 101
const SIZE_MAX = 10_000_000

export interface BenchOptions {
  readonly runs: string
  readonly size?: string
  readonly orders?: string
  readonly records?: string
  readonly measures?: string
  readonly entries?: string
  readonly folder?: string
  readonly json?: boolean
}

/** Runs one bench, or lists them. @throws CliError BENCH_UNKNOWN, BENCH_FAILED */
export async function bench(name: string | undefined, options: BenchOptions): Promise<number> {
  if (name === undefined) return list(new Output(options))
  try {
    await runBench(name, {
      runs: countArgument(options.runs, RUNS_MAX),
      json: options.json,
      folder: options.folder,
      size: optionalCount(options.orders ?? options.size),
      records: optionalCount(options.measures ?? options.entries ?? options.records),
    })
    return 0
  } catch (error) {
    if (!(error instanceof BenchError)) throw error
    if (error.code === 'BENCH_UNKNOWN')
      throw new CliError('BENCH_UNKNOWN', 'USAGE', { name, known: benchNames.join(', ') }, error)
    throw new CliError('BENCH_FAILED', 'TEMPORARY', { name, reason: error.message }, error)
  }
}

function list(out: Output): number {
  for (const name of benchNames) {
    const [zh, en] = BENCH_TEXTS[name].what
    out.line(`${name}\n    ${zh}\n    ${en}`)
  }
  out.document({ benches: benchNames })
  return 0
}

function optionalCount(text: string | undefined): number | undefined {
  return text === undefined ? undefined : countArgument(text, SIZE_MAX)
}
