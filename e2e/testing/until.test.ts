import { afterEach, expect, test, vi } from 'vitest'
import { until, untilFound } from './until.ts'

afterEach(() => vi.useRealTimers())

test('what was looked for is given as soon as it is there', async () => {
  let looks = 0
  expect(await until(() => Promise.resolve(++looks === 3 && 'there'))).toBe('there')
  expect(looks).toBe(3)
  const rows = [{ id: 'a' }, { id: 'b' }]
  expect(
    await untilFound(
      () => Promise.resolve(rows),
      (all) => all.find(({ id }) => id === 'b'),
    ),
  ).toBe(rows[1])
})

test('a wait that was for nothing says for what, and what was seen last', async () => {
  const waiting = untilFound(
    () => Promise.resolve({ state: 'OPEN', heights: [7, 8] }),
    ({ state }) => state === 'CLOSED',
    60,
  )
  await expect(waiting).rejects.toThrow(
    /^waited 60 ms for .*state === ["']CLOSED["']; seen last: \{"state":"OPEN","heights":\[7,8\]\}$/,
  )
})

test('a look that fails ends the wait with its own error', async () => {
  await expect(until(() => Promise.reject(new RangeError('row')))).rejects.toThrow(RangeError)
})

test('a look that does not end is no wait without end', async () => {
  vi.useFakeTimers()
  const never = new Promise<boolean>(() => undefined)
  const ended = expect(until(() => never, 60)).rejects.toThrow(
    /no look has ended; a look that began 30060 ms ago has not ended$/,
  )
  await vi.advanceTimersByTimeAsync(30_060)
  await ended
})
