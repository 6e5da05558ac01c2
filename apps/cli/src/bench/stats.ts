import type { Figure, Unit } from './report.ts'
import type { TextName } from './texts.ts'

/** The middle value; of an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

/** Nearest rank: the smallest value that `share` of all values do not exceed. `share` above 0 and up to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function figure(name: TextName, unit: Unit, runs: readonly number[], wanted?: Figure['wanted']): Figure {
  return { name, unit, median: median(runs), runs, ...(wanted === undefined ? {} : { wanted }) }
}

/** What a figure is held to, where the work has the size that this was set for; a smaller one proves nothing. */
export function wantedAt(
  size: number,
  sizeMin: number,
  wanted: NonNullable<Figure['wanted']>,
): NonNullable<Figure['wanted']> | undefined {
  return size >= sizeMin ? wanted : undefined
}

/** Milliseconds that `work` takes. */
export async function clocked(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export interface Spent {
  readonly ms: number
  /** Processor time of this process, all threads. Waiting is not in it; a shared machine makes it larger all the same. */
  readonly cpuMs: number
}

export async function spent(work: () => unknown): Promise<Spent> {
  const before = process.cpuUsage()
  const ms = await clocked(work)
  const { user, system } = process.cpuUsage(before)
  return { ms, cpuMs: (user + system) / 1_000 }
}

export function perSecond(count: number, ms: number): number {
  return (count * 1_000) / ms
}

/** Runs `work` once for each run, one after the other. */
export async function repeated<T>(runs: number, work: (run: number) => Promise<T> | T): Promise<T[]> {
  const results: T[] = []
  for (let run = 0; run < runs; run++) results.push(await work(run))
  return results
}
