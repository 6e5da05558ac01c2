import { Overlay } from '@xiezhi/kernel'
import type { Store } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { CASE_REF, CLIENT, INSTRUMENT, issue, link, register, relay, takeOn } from './fixtures.ts'
import type { Zone } from './fixtures.ts'
import { invariants } from './invariants.ts'
import {
  dispatches,
  inbox,
  instruments,
  openByInstrument,
  orders,
  ordersOfCase,
  ordersOfInstrument,
  packets,
  received,
} from './state.ts'
import type { Instrument, Order } from './state.ts'

const OPEN_INSTRUMENT = '2f'.repeat(16)
const STRANGE = `${'0'.repeat(64)}-0`

interface Ids {
  /** Of an answered order. */
  readonly done: string
  /** Of one that waits in the inbox. */
  readonly open: string
}
const made = link()
const ids: Ids = (() => {
  const done = issue(made.court)
  relay(made, done.packet)
  takeOn(made, done.orderId)
  register(made, done.orderId)
  made.path.acknowledge(made.court.end, done.packet)
  const open = issue(made.court, { instrumentId: OPEN_INSTRUMENT })
  relay(made, open.packet)
  return { done: done.orderId, open: open.orderId }
})()

type Break = (store: Store, ids: Ids) => void
const changedOrder =
  (change: Partial<Order>, which: keyof Ids = 'done'): Break =>
  (store, known) => {
    const order = orders(store).get(known[which])
    if (order !== undefined) orders(store).set(known[which], { ...order, ...change })
  }
const changedInstrument =
  (change: Partial<Instrument>): Break =>
  (store) => {
    const instrument = instruments(store).get(INSTRUMENT)
    if (instrument !== undefined) instruments(store).set(INSTRUMENT, { ...instrument, ...change })
  }

function brokenBy({ chain }: Zone, breakIt: Break): string[] {
  const store = new Overlay(chain.store)
  breakIt(store, ids)
  const ctx = { ...chain.context(), store }
  return invariants.filter((one) => one.violation(ctx) !== null).map(({ name }) => name)
}

describe('order invariants', () => {
  test('hold of a sound state', () => {
    expect([...brokenBy(made.court, () => undefined), ...brokenBy(made.bank, () => undefined)]).toEqual([])
  })

  test.each<[name: string, zone: 'court' | 'bank', breakIt: Break]>([
    ['orders-have-their-instrument', 'court', (store) => instruments(store).delete(INSTRUMENT)],
    ['orders-have-their-instrument', 'court', (store, { done }) => dispatches(store).delete(done)],
    ['orders-have-their-instrument', 'court', changedOrder({ client: '07-tendermint-1' })],
    ['orders-have-their-instrument', 'court', changedOrder({ orderId: STRANGE })],
    ['orders-have-their-instrument', 'court', changedOrder({ ackDigest: null })],
    ['orders-have-their-instrument', 'court', changedOrder({ state: 'REJECTED' })],
    ['orders-have-their-instrument', 'court', changedOrder({ state: 'FULFILLED' }, 'open')],
    ['control-takes-two-persons', 'court', changedInstrument({ persons: ['court-1-judge'] })],
    ['control-takes-two-persons', 'court', changedInstrument({ persons: ['court-1-judge', 'court-1-judge'] })],
    ['control-takes-two-persons', 'court', changedInstrument({ state: 'REVOKED' })],
    ['order-indices-agree', 'court', (store, { done }) => ordersOfCase(store).delete(CASE_REF, done)],
    ['order-indices-agree', 'court', (store, { done }) => ordersOfInstrument(store).delete(INSTRUMENT, done)],
    ['order-indices-agree', 'court', (store) => ordersOfCase(store).set([CASE_REF, STRANGE], 1)],
    ['order-indices-agree', 'court', (store) => ordersOfInstrument(store).set([INSTRUMENT, STRANGE], 1)],
    ['inbox-is-open-orders', 'bank', (store, { open }) => inbox(store).delete('bank-1', CLIENT, open)],
    ['inbox-is-open-orders', 'bank', (store, { done }) => inbox(store).set(['bank-1', CLIENT, done], 1)],
    [
      'inbox-is-open-orders',
      'bank',
      (store, { open }) => openByInstrument(store).delete(CLIENT, OPEN_INSTRUMENT, open),
    ],
    ['inbox-is-open-orders', 'bank', (store, { done }) => openByInstrument(store).set([CLIENT, INSTRUMENT, done], 1)],
    ['inbox-is-open-orders', 'bank', (store, { open }) => received(store).delete(CLIENT, open)],
    [
      'open-packets-are-pending',
      'court',
      (store, { done }) => packets(store).set([CLIENT, '1'], { kind: 'order', subject: done, attempt: 1 }),
    ],
    [
      'open-packets-are-pending',
      'court',
      (store) => packets(store).set([CLIENT, '9'], { kind: 'order', subject: STRANGE, attempt: 1 }),
    ],
  ])('%s is found broken', (name, zone, breakIt) => {
    expect(brokenBy(made[zone], breakIt)).toContain(name)
  })
})
