import { expect, test } from 'vitest'
import { RecurringWork } from './recurring-work.ts'

const HOUR_MS = 3_600_000

/** Work whose runs end when the test says so. */
function held(): { readonly work: RecurringWork; readonly runs: (() => void)[] } {
  const runs: (() => void)[] = []
  const work = new RecurringWork({
    everyMs: HOUR_MS,
    work: () => new Promise<void>((resolve) => runs.push(resolve)),
    failed: () => undefined,
  })
  return { work, runs }
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('what wakes it during a run, however often, gives one more run', async () => {
  const { work, runs } = held()
  work.start()
  for (let n = 0; n < 3; n++) work.wake()
  expect(runs).toHaveLength(1)
  runs[0]?.()
  await settled()
  expect(runs).toHaveLength(2)
  runs[1]?.()
  await settled()
  expect(runs).toHaveLength(2)
  work.wake()
  expect(runs).toHaveLength(3)
  runs[2]?.()
  await work.stop()
})

test('a stop waits for the run at hand and begins no other', async () => {
  const { work, runs } = held()
  work.start()
  work.wake()
  const stopped = work.stop()
  runs[0]?.()
  await stopped
  work.wake()
  await settled()
  expect(runs).toHaveLength(1)
})

test('a run that fails is told, and the next one tries again', async () => {
  const failures: unknown[] = []
  let runs = 0
  const work = new RecurringWork({
    everyMs: 1,
    work: () => (runs++ === 0 ? Promise.reject(new RangeError('away')) : Promise.resolve()),
    failed: (error) => failures.push(error),
  })
  work.start()
  while (runs < 3) await settled()
  await work.stop()
  expect(failures).toEqual([new RangeError('away')])
})
