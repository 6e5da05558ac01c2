import type { TextName } from './texts.ts'

export type Unit = '/s' | 'ms' | 's' | 'MB' | 'count'

/** One measured quantity: the median of the runs, with every run beside it. */
export interface Figure {
  readonly name: TextName
  readonly unit: Unit
  readonly median: number
  /** In the order of the runs. */
  readonly runs: readonly number[]
  /** What `bench` is held to, and which side of it is right; absent: stands beside another figure. */
  readonly wanted?: { readonly atLeast: number; readonly goal: number; readonly better: 'more' | 'less' }
}

export interface NotRun {
  readonly what: string
  readonly why: string
}

/** What a bench hands back; the machine's probes are added by `runBench`. */
export interface Measured {
  readonly figures: readonly Figure[]
  /** Sizes that the figures depend on. */
  readonly sizes: Readonly<Record<string, number>>
  readonly notRun?: readonly NotRun[]
}

export interface BenchInput {
  readonly runs: number
  /** Size of the work; each bench has its own default. */
  readonly size?: number | undefined
  /** Records that stand in the state before the clock starts. */
  readonly records?: number | undefined
  /** Where a state of `records` is kept between calls; absent: made and removed. */
  readonly folder?: string | undefined
  /** Told what is being done now. */
  readonly note: (text: string) => void
}

export type Bench = (input: BenchInput) => Promise<Measured>
