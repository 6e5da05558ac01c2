import { integer, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { beforeEach, describe, expect, test } from 'vitest'
import { DUE_HORIZON_MS, DUE_PER_BLOCK_MAX } from './due.ts'
import { defineMessage } from './module/module.ts'
import type { Module } from './module/module.ts'
import { errors } from './kernel-errors.ts'
import { expectRejected, TestChain, testSigner } from './testing/index.ts'

/** A module whose effects of time tell their item, or fail. */
const bell: Module = {
  name: 'bell',
  version: 1,
  errors: {},
  events: ['Rung'],
  messages: [
    defineMessage({
      type: 'bell/Set',
      schema: object({
        kind: string({ bytesMax: 16 }),
        item: string({ bytesMax: 5_000 }),
        afterMs: integer(),
        times: integer({ min: 1, max: 256 }),
      }),
      check: () => null,
      execute: (ctx, { kind, item, afterMs, times }) => {
        for (let at = 0; at < times; at++) {
          const name = times === 1 ? item : `${item}${at}`
          ctx.schedule({ module: 'bell', kind, atMs: ctx.block.decidedAtMs + afterMs, item: name })
        }
        return null
      },
    }),
  ],
  queries: [],
  due: {
    ring: (ctx, item: Json) => {
      ctx.emit({ type: 'Rung', data: { item } })
    },
    fail: () => {
      throw new RangeError('a fault of the effect')
    },
  },
  invariants: [],
  migrations: [],
  initGenesis: () => undefined,
}
const clerk = testSigner('court', 'clerk', 1)

let chain: TestChain
beforeEach(() => {
  chain = new TestChain({ modules: [bell] })
})

const set = (item: string, afterMs: number, { kind = 'ring', times = 1 } = {}): { type: string; value: Json } => ({
  type: 'bell/Set',
  value: { kind, item, afterMs, times },
})
const rung = (): Json[] => chain.events.filter(({ type }) => type === 'Rung').map(({ data }) => data['item'] ?? null)

describe('effects of time', () => {
  test('run in the first block whose stamp has reached them, not before', () => {
    chain.deliver([set('a', 1_000)], [clerk])
    chain.advance(999)
    expect(rung()).toEqual([])
    chain.advance(1)
    expect(rung()).toEqual(['a'])
    chain.advance(1)
    expect(rung()).toEqual([])
  })

  test('run by time, then in the order in which they were scheduled', () => {
    chain.deliver([set('late', 2_000), set('b', 1_000), set('a', 1_000)], [clerk])
    chain.advance(5_000)

    expect(rung()).toEqual(['b', 'a', 'late'])
  })

  test('a block runs at most its share; the rest runs in the next, in order', () => {
    chain.deliver([set('x', 1_000, { times: DUE_PER_BLOCK_MAX + 2 })], [clerk])
    chain.advance(1_000)
    expect(rung()).toEqual(Array.from({ length: DUE_PER_BLOCK_MAX }, (_, at) => `x${at}`))
    chain.advance(1)
    expect(rung()).toEqual([`x${DUE_PER_BLOCK_MAX}`, `x${DUE_PER_BLOCK_MAX + 1}`])
  })

  test('may be planned up to the horizon, and not for the past', () => {
    expect(chain.deliver([set('now', 0)], [clerk]).code).toBe(0)
    expect(chain.deliver([set('far', DUE_HORIZON_MS)], [clerk]).code).toBe(0)
    expectRejected(chain, errors.DueTooFar, [set('beyond', DUE_HORIZON_MS + 1)], [clerk])
    expectRejected(chain, errors.DueTooFar, [set('past', -1)], [clerk])
  })

  test('one that fails or that no module takes is told, and stops neither the zone nor the others', () => {
    chain.deliver([set('a', 1_000, { kind: 'fail' }), set('b', 1_000, { kind: 'unknown' }), set('c', 1_000)], [clerk])
    chain.advance(1_000)

    const { codespace, code } = errors.HandlerFault
    expect(chain.events).toEqual([
      { type: 'DueEffectFailed', data: { module: 'bell', kind: 'fail', codespace, code } },
      { type: 'DueEffectFailed', data: { module: 'bell', kind: 'unknown', codespace, code } },
      { type: 'Rung', data: { item: 'c' } },
    ])
    chain.advance(1)
    expect(chain.events).toEqual([])
  })
})
