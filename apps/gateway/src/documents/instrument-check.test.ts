import { describe, expect, test } from 'vitest'
import { replacedOrders, stateOf } from './instrument-check.ts'

const order = (
  orderId: string,
  instrumentId: string,
  relation: { readonly kind: 'SUPERSEDES' | 'CORRECTS' | 'VARIES'; readonly orderId: string } | null = null,
  state: 'SENT' | 'REJECTED' | 'FULFILLED' = 'SENT',
): Parameters<typeof replacedOrders>[1][number] => ({ orderId, instrumentId, relation, state })

describe('replacedOrders', () => {
  const first = [order('a-0', 'a'), order('a-1', 'a')]

  test('counts the orders that a later one supersedes or corrects, each once', () => {
    const later = [
      order('b-0', 'b', { kind: 'SUPERSEDES', orderId: 'a-0' }),
      order('c-0', 'c', { kind: 'CORRECTS', orderId: 'a-0' }),
    ]
    expect(replacedOrders('a', [...first, ...later])).toEqual({ orders: 2, superseded: 1 })
    expect(replacedOrders('b', [...first, ...later])).toEqual({ orders: 1, superseded: 0 })
  })

  test('an order that varies one, or was rejected, replaces nothing', () => {
    const later = [
      order('b-0', 'b', { kind: 'VARIES', orderId: 'a-0' }),
      order('c-0', 'c', { kind: 'SUPERSEDES', orderId: 'a-1' }, 'REJECTED'),
    ]
    expect(replacedOrders('a', [...first, ...later])).toEqual({ orders: 2, superseded: 0 })
  })
})

describe('stateOf', () => {
  const today = '2026-03-30'
  const none = { orders: 2, superseded: 0 }

  test.each([
    ['REVOKED', { state: 'REVOKED', validTo: '2026-03-01' }, { orders: 2, superseded: 2 }],
    ['SUPERSEDED', { state: 'IN_FORCE', validTo: '2026-03-01' }, { orders: 2, superseded: 2 }],
    ['IN_FORCE', { state: 'IN_FORCE', validTo: null }, { orders: 2, superseded: 1 }],
    ['ENDED', { state: 'IN_FORCE', validTo: '2026-03-29' }, none],
    ['IN_FORCE', { state: 'IN_FORCE', validTo: '2026-03-30' }, none],
    ['IN_FORCE', { state: 'IN_FORCE', validTo: null }, { orders: 0, superseded: 0 }],
  ] as const)('%s', (expected, instrument, orders) => {
    expect(stateOf(instrument, orders, today)).toBe(expected)
  })
})
