import { existsSync, readdirSync } from 'node:fs'
import type { Figure, NotRun } from './report.ts'

export async function plainAlternative(
  runs: number,
  size: number,
): Promise<{ figures: readonly Figure[]; notRun: readonly NotRun[] }> {
  return { figures: [], notRun: [{ what: 'plain alternative', why: 'no PostgreSQL server' }] }
}
