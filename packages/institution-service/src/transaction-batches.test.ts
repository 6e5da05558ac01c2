import type { Message } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import type { LedgerOutcome } from './ports.ts'
import { TransactionBatches } from './transaction-batches.ts'

const message = (type: string): Message => ({ type, value: {} })
const typesOf = (messages: readonly Message[]): string => messages.map(({ type }) => type).join('')

describe('TransactionBatches', () => {
  test('orders of one moment go together, those that come meanwhile in the next, none twice', async () => {
    const sent: string[] = []
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const batches = new TransactionBatches(async (messages) => {
      sent.push(typesOf(messages))
      if (sent.length <= 3) await held
      return { kind: 'done' }
    })
    const outcomes = [batches.submit([message('a'), message('b')]), batches.submit([message('c')])]
    const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
    await turn()
    for (const type of ['d', 'e', 'f', 'g']) {
      outcomes.push(batches.submit([message(type)]))
      await turn()
    }
    expect(sent).toEqual(['abc', 'd', 'e'])
    release()
    expect(await Promise.all(outcomes)).toEqual(outcomes.map(() => ({ kind: 'done' })))
    expect(sent).toEqual(['abc', 'd', 'e', 'fg'])
  })

  test('one that is refused takes no other with it', async () => {
    const sent: string[] = []
    const batches = new TransactionBatches((messages) => {
      sent.push(typesOf(messages))
      const outcome: LedgerOutcome =
        sent.at(-1)?.includes('x') === true ? { kind: 'refused', reason: 'order/14' } : { kind: 'done' }
      return Promise.resolve(outcome)
    })
    const outcomes = await Promise.all(['a', 'b', 'x', 'c'].map((type) => batches.submit([message(type)])))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'refused', 'done'])
    expect(sent).toEqual(['abxc', 'ab', 'xc', 'x', 'c'])
  })

  test('an unknown outcome is everybody’s, and what comes next is sent', async () => {
    let isAway = true
    const batches = new TransactionBatches(() =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve({ kind: 'done' }),
    )
    const results = await Promise.allSettled([batches.submit([message('a')]), batches.submit([message('b')])])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    isAway = false
    expect(await batches.submit([message('a')])).toEqual({ kind: 'done' })
  })

  test('a transaction is bounded, and messages of one order stay together', async () => {
    const sizes: number[] = []
    const batches = new TransactionBatches((messages) => {
      sizes.push(messages.length)
      return Promise.resolve({ kind: 'done' })
    })
    await Promise.all(Array.from({ length: 100 }, () => batches.submit([message('a'), message('b'), message('c')])))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(300)
    expect(sizes.every((size) => size <= 120 && size % 3 === 0)).toBe(true)
  })
})
