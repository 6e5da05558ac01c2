/** One figure of a run. */
export interface Measurement {
  readonly value: number
  /** Further figures of the same run, by name, in the same unit unless the name says otherwise. */
  readonly beside?: Readonly<Record<string, number>>
}

/** What is measured. Add a file to this folder and its name to the registry. */
export interface BenchDefinition {
  readonly name: string
  readonly unit: string
  /** What is inside the clock, and what is not. */
  readonly inside: { readonly zh: string; readonly en: string }
  /** Runs before the counted ones. */
  readonly warmups: number
  /** Called once; the function it returns is one run. */
  prepare(): Promise<PreparedBench>
}

export interface PreparedBench {
  run(): Promise<Measurement>
  close(): Promise<void>
}
