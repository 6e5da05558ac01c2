import { describe, expect, test } from 'vitest'
import {
  act,
  CLIENT,
  gateway,
  issue,
  link,
  MEASURE,
  nobody,
  orderOf,
  orderPart,
  receivedOf,
  register,
  relay,
  rungsValue,
  takeOn,
  violations,
} from './fixtures.ts'
import type { Dispatch } from './state.ts'

const ladderOf = (json: unknown) => (json as { dispatch: Dispatch }).dispatch.ladder

describe('an order between two zones', () => {
  test('climbs the ladder from the ruling to the verified answer, each rung with the time of its ledger', () => {
    const made = link()
    const { court, bank, path, clock } = made
    const times: number[] = []
    const stamp = (zone: typeof court) => times.push(zone.chain.app.lastStampMs())

    const { orderId, packet } = issue(court)
    stamp(court)
    clock.nowMs += 2_000
    relay(made, packet)
    stamp(bank)
    clock.nowMs += 3_000
    act(bank, 'order/RecordRetrieval', { client: CLIENT, orderId, outcome: 'RETRIEVED' }, [gateway])
    stamp(bank)
    clock.nowMs += 5_000
    takeOn(made, orderId)
    stamp(bank)
    clock.nowMs += 7_000
    register(made, orderId)
    stamp(bank)
    act(court, 'order/ProveRungs', rungsValue(made, orderId), [nobody])
    path.acknowledge(court.end, packet)
    stamp(court)

    const names = ['submitted', 'delivered', 'retrieved', 'accepted', 'fulfilled', 'feedback-verified']
    expect(ladderOf(orderOf(court, orderId))).toEqual(
      names.map((rung, at) => ({ rung, atMs: times[at], sequence: packet.sequence })),
    )
    expect([...times].sort((a, b) => a - b)).toEqual(times)
    expect(orderOf(court, orderId)).toMatchObject({
      order: { state: 'FULFILLED', result: { kind: 'FULFILLED', measure: { measureId: MEASURE, rank: 0 } } },
      dispatch: { outcome: { kind: 'answered', atMs: times[4] }, additions: [], packets: [{ state: 'acknowledged' }] },
    })
    expect(receivedOf(bank, orderId)).toMatchObject({ state: 'FULFILLED', policyId: 'orders', policyVersion: 2 })
    expect(bank.chain.query('order/inbox', { institution: 'bank-1', limit: 5 })).toEqual([])
    expect(court.results).toMatchObject([{ orderId, state: 'FULFILLED' }])
    expect([...court.alarms, ...bank.alarms]).toEqual([])
    expect(violations(made)).toEqual([])
  })

  test('forty orders of one ruling go out in one transaction, and each ends for itself', () => {
    const made = link()
    const orders = Array.from({ length: 40 }, (_, n) => orderPart(n, n % 2 === 0 ? {} : { institution: 'bank-2' }))
    const { orderIds, packets } = issue(made.court, { orders })
    packets.forEach((packet) => relay(made, packet))

    expect(new Set(orderIds).size).toBe(40)
    expect(made.bank.received.map(({ orderId }) => orderId)).toEqual(orderIds)
    expect(made.bank.chain.query('order/inbox', { institution: 'bank-2', limit: 100 })).toHaveLength(20)
    expect(violations(made)).toEqual([])
  })
})
