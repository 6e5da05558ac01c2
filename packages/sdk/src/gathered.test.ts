import { expect, test } from 'vitest'
import { Gathered } from './gathered.ts'

function counting(refused?: number): { readonly runs: number[][]; readonly gathered: Gathered<number, string> } {
  const runs: number[][] = []
  const gathered = new Gathered<number, string>(async (keys) => {
    runs.push([...keys])
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (refused !== undefined && keys.includes(refused)) throw new Error('refused')
    return keys.map((key) => `of ${key}`)
  })
  return { runs, gathered }
}

test('what is asked for at once goes together, and each gets its own', async () => {
  const { runs, gathered } = counting()
  expect(await Promise.all([1, 2, 3].map((key) => gathered.load(key)))).toEqual(['of 1', 'of 2', 'of 3'])
  expect(runs).toEqual([[1, 2, 3]])
})

test('what comes while one runs goes with the next', async () => {
  const { runs, gathered } = counting()
  const first = gathered.load(1)
  await new Promise((resolve) => setTimeout(resolve, 2))
  await Promise.all([first, gathered.load(2), gathered.load(3)])
  expect(runs).toEqual([[1], [2, 3]])
})

test('one that is refused does not take the others with it', async () => {
  const { runs, gathered } = counting(2)
  const ended = await Promise.allSettled([1, 2, 3].map((key) => gathered.load(key)))
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(runs).toEqual([[1, 2, 3], [1], [2], [3]])
  expect(await gathered.load(4)).toBe('of 4')
})
