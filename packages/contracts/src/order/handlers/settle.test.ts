import { describe, expect, test } from 'vitest'
import { OUTCOME_GRACE_MS } from '../../dispatch-ledger.ts'
import {
  act,
  answerValue,
  HOUR_MS,
  issue,
  link,
  operator,
  orderOf,
  orderPart,
  relay,
  timeOut,
  violations,
} from '../fixtures.ts'

const AFTER_MS = HOUR_MS + OUTCOME_GRACE_MS

describe('settle', () => {
  test('without a header past the deadline says so, and adds what is learnt later', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    act(made.bank, 'order/Answer', answerValue(orderId), [operator])
    made.court.chain.advance(AFTER_MS)
    const early = orderOf(made.court, orderId)
    made.path.acknowledge(made.court.end, packet)

    expect(early).toMatchObject({ dispatch: { outcome: { kind: 'no-newer-header' }, additions: [] } })
    expect(orderOf(made.court, orderId)).toMatchObject({
      order: { state: 'REJECTED' },
      dispatch: { outcome: { kind: 'no-newer-header' }, additions: [{ kind: 'held-answered' }] },
    })
    expect(violations(made)).toEqual([])
  })

  test('with headers past the deadline but no proof puts each order before a person', () => {
    const made = link()
    const { orderIds, packets } = issue(made.court, { orders: [orderPart(0), orderPart(1)] })
    packets.forEach((packet) => relay(made, packet))
    made.clock.nowMs += HOUR_MS + 1_000
    made.path.update(made.court.end)
    made.court.chain.advance(OUTCOME_GRACE_MS)

    expect(orderIds.map((id) => orderOf(made.court, id))).toMatchObject([
      { dispatch: { outcome: null } },
      { dispatch: { outcome: null } },
    ])
    expect(made.court.alarms.map(({ kind, subject }) => [kind, subject])).toEqual(
      orderIds.map((id) => ['ORDER_UNPROVEN', id]),
    )
    expect(new Set(made.court.alarms.map(({ alarmId }) => alarmId)).size).toBe(2)
  })

  test('of packets that were proved not to have arrived says undelivered once a header past the deadline is here', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    timeOut(made, packet)
    expect(orderOf(made.court, orderId)).toMatchObject({ dispatch: { outcome: null } })
    made.clock.nowMs += HOUR_MS - 300_000
    made.path.update(made.court.end)
    made.court.chain.advance(OUTCOME_GRACE_MS)

    expect(orderOf(made.court, orderId)).toMatchObject({ dispatch: { outcome: { kind: 'undelivered' } } })
    expect(made.court.alarms).toEqual([])
  })

  test('changes nothing of an order that was answered', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    act(made.bank, 'order/Answer', answerValue(orderId), [operator])
    made.path.acknowledge(made.court.end, packet)
    const before = orderOf(made.court, orderId)
    made.court.chain.advance(AFTER_MS)

    expect(orderOf(made.court, orderId)).toEqual(before)
  })
})
