import type { DecodedTx } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { BLOCK_TX_BYTES_MAX, BLOCK_TXS_MAX, Mempool, MEMPOOL_BYTES_MAX } from './mempool.ts'
import type { PendingTx } from './mempool.ts'

function pending(id: string, bytes = 1, reject: (error: unknown) => void = () => undefined): PendingTx {
  // The pool looks at the id alone.
  const decoded = { id } as DecodedTx
  return { bytes: new Uint8Array(bytes), decoded, resolve: () => undefined, reject }
}
const ids = (txs: readonly PendingTx[]): string[] => txs.map(({ decoded }) => decoded.id)

describe('Mempool', () => {
  test('gives transactions in the order of their arrival, once', () => {
    const pool = new Mempool()
    for (const id of ['b', 'a', 'c']) pool.add(pending(id))
    expect(pool.has('a')).toBe(true)
    expect(ids(pool.take())).toEqual(['b', 'a', 'c'])
    expect([pool.size, pool.has('a'), pool.take()]).toEqual([0, false, []])
  })

  test('refuses one that waits already, and takes it after it left', () => {
    const pool = new Mempool()
    pool.add(pending('a'))
    expect(() => pool.add(pending('a'))).toThrow(/HOST_TX_KNOWN/)
    expect(pool.size).toBe(1)
    pool.take()
    pool.add(pending('a'))
    expect(pool.size).toBe(1)
  })

  test('refuses beyond its bytes instead of growing, and has room again after a block', () => {
    const pool = new Mempool()
    const large = MEMPOOL_BYTES_MAX / 2
    pool.add(pending('a', large))
    pool.add(pending('b', large))
    expect(() => pool.add(pending('c'))).toThrow(/HOST_MEMPOOL_FULL/)
    expect([pool.size, pool.has('c')]).toEqual([2, false])
    expect(ids(pool.take())).toEqual(['a'])
    pool.add(pending('c'))
    expect(ids(pool.take())).toEqual(['b'])
  })

  test('cuts a block at its bytes and at its number; a transaction larger than a block goes alone', () => {
    const pool = new Mempool()
    pool.add(pending('large', BLOCK_TX_BYTES_MAX + 1))
    pool.add(pending('a', BLOCK_TX_BYTES_MAX))
    pool.add(pending('b'))
    expect([ids(pool.take()), ids(pool.take()), ids(pool.take())]).toEqual([['large'], ['a'], ['b']])

    for (let i = 0; i <= BLOCK_TXS_MAX; i++) pool.add(pending(String(i)))
    expect(pool.take()).toHaveLength(BLOCK_TXS_MAX)
    expect(ids(pool.take())).toEqual([String(BLOCK_TXS_MAX)])
  })

  test('tells everybody who waits when it is emptied', () => {
    const pool = new Mempool()
    const told: unknown[] = []
    for (const id of ['a', 'b']) pool.add(pending(id, 1, (error) => told.push([id, error])))
    pool.rejectAll('stopped')
    expect(told).toEqual([
      ['a', 'stopped'],
      ['b', 'stopped'],
    ])
    expect([pool.size, pool.has('a')]).toEqual([0, false])
    pool.add(pending('c', MEMPOOL_BYTES_MAX))
    expect(pool.size).toBe(1)
  })
})
