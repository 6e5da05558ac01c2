import { expect, test } from 'vitest'
import { RowsReached } from './rows-reached.ts'

const FOR_EVER_MS = 2 ** 31 - 1

function watched(wait: Promise<void>): { isOver: boolean } {
  const state = { isOver: false }
  void wait.then(() => {
    state.isOver = true
  })
  return state
}

test('an act waits until the rows have its block, and for no other', async () => {
  const rows = new RowsReached()
  rows.reached(7)
  await rows.until(7, FOR_EVER_MS)
  const [next, later] = [watched(rows.until(8, FOR_EVER_MS)), watched(rows.until(10, FOR_EVER_MS))]
  rows.reached(9)
  await Promise.resolve()
  await Promise.resolve()
  expect([next.isOver, later.isOver]).toEqual([true, false])
  rows.close()
  await Promise.resolve()
  await Promise.resolve()
  expect(later.isOver).toBe(true)
})

test('rows that do not come hold an act back for a while only', async () => {
  await expect(new RowsReached().until(1, 1)).resolves.toBeUndefined()
})

test('rows that are made anew begin below', async () => {
  const rows = new RowsReached()
  rows.reached(9)
  rows.reached(3)
  const held = watched(rows.until(5, FOR_EVER_MS))
  await Promise.resolve()
  expect(held.isOver).toBe(false)
  rows.close()
})
