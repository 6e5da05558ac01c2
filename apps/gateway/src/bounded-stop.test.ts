import { expect, test } from 'vitest'
import { stopAll } from './bounded-stop.ts'

test('a part that does not end, or fails, is told by its name and holds up no other', async () => {
  const told: unknown[] = []
  const order: string[] = []
  const steps = [
    { name: 'first', stop: () => order.push('first') },
    { name: 'waits', stop: () => new Promise<void>(() => undefined) },
    { name: 'fails', stop: () => Promise.reject(Object.assign(new TypeError('of a case'), { code: 'GONE' })) },
    {
      name: 'throws',
      stop: () => {
        throw new RangeError('at once')
      },
    },
    {
      name: 'last',
      stop: () => order.push('last'),
    },
  ]
  const fromMs = performance.now()
  expect(await stopAll(steps, (entry) => told.push(entry), 60)).toBe(false)
  expect(performance.now() - fromMs).toBeLessThan(30_000)
  expect(order).toEqual(['first', 'last'])
  expect(told).toEqual([
    { event: 'STOP_INCOMPLETE', part: 'waits', reason: 'not ended after 60 ms' },
    { event: 'STOP_INCOMPLETE', part: 'fails', reason: 'TypeError GONE' },
    { event: 'STOP_INCOMPLETE', part: 'throws', reason: 'RangeError' },
  ])
})

test('parts that end in time are whole, one after the other', async () => {
  const order: number[] = []
  const steps = [1, 2, 3].map((number) => ({
    name: String(number),
    stop: async () => {
      await new Promise((resolve) => setTimeout(resolve, 10 - number))
      order.push(number)
    },
  }))
  expect(await stopAll(steps, () => expect.unreachable(), 20_000)).toBe(true)
  expect(order).toEqual([1, 2, 3])
})
