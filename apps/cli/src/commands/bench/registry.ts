import type { BenchDefinition } from './bench-definition.ts'
import { evidenceBench } from './evidence-bench.ts'
import { verdictBench } from './verdict-bench.ts'

export const BENCHES: readonly BenchDefinition[] = [verdictBench, evidenceBench]
