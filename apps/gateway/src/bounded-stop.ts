import type { Log } from './log.ts'
import { reasonOf } from './log.ts'

export interface StopStep {
  readonly name: string
  /** May give a promise, which is waited for. */
  readonly stop: () => unknown
}

/**
 * Stops parts one after the other. One that waits longer than the limit, or fails, is told to the log by its name and the next
 * one goes on: a part that waits for a ledger that is gone holds up no other, and the process ends. True: all ended in time.
 */
export async function stopAll(steps: readonly StopStep[], log: Log, limitMs: number): Promise<boolean> {
  let areWhole = true
  for (const { name, stop } of steps) {
    const end = await ended(stop, limitMs)
    if (end === 'ended') continue
    areWhole = false
    log({ event: 'STOP_INCOMPLETE', part: name, reason: end })
  }
  return areWhole
}

async function ended(stop: StopStep['stop'], limitMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`not ended after ${limitMs} ms`), limitMs)
  })
  // A failure behind the limit has been told already, as being late.
  const done = Promise.resolve()
    .then(stop)
    .then(
      () => 'ended',
      (error: unknown) => reasonOf(error),
    )
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
