import { runVitest } from './vitest-run.mjs'

/** Tests against a chain of ibc-go. */
export const INTEROP = 'tools/interop'

/** One file after the other: the first builds the chain, the others find it. */
export function runInterop(env = {}) {
  return runVitest([INTEROP, '--no-file-parallelism'], env)
}
