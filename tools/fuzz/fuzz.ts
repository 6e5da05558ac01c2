import { setImmediate } from 'node:timers/promises'

/** Inputs between two looks at the event loop: a runner takes a process that is silent for a minute for dead. */
const SLICE_INPUTS = 500
/** Where they take longer, there are fewer of them the next time. */
const SLICE_MS_MAX = 5_000

export interface FuzzTarget {
  /** Package and what is tried, as the printed line names it. */
  readonly target: string
  /** Inputs of a short run. XIEZHI_FUZZ_RUNS says those of a long one. */
  readonly short: number
  /** Part of what a long run asks, for what reads no foreign bytes: comparisons, inputs of our own types. */
  readonly share?: number
}

/**
 * Tries a target with as many inputs as are asked and prints `fuzz: <target> <tried> of <wanted> inputs`, which the
 * long run reads. `trySome` tries the number it is given and throws what fails.
 */
export async function fuzz({ target, short, share = 1 }: FuzzTarget, trySome: (count: number) => void): Promise<void> {
  const asked = process.env['XIEZHI_FUZZ_RUNS']
  const wanted = asked === undefined ? short : Math.ceil(Number(asked) * share)
  if (!Number.isSafeInteger(wanted) || wanted < 1)
    throw new RangeError(`${target}: XIEZHI_FUZZ_RUNS must be a positive integer, seen ${asked ?? 'none'}`)
  let tried = 0
  let slice = SLICE_INPUTS
  while (tried < wanted) {
    const count = Math.min(slice, wanted - tried)
    const startMs = performance.now()
    trySome(count)
    if (performance.now() - startMs > SLICE_MS_MAX) slice = Math.max(1, Math.floor(slice / 2))
    tried += count
    await setImmediate()
  }
  console.log(`fuzz: ${target} ${tried} of ${wanted} inputs`)
}
