import { base64Encode, encodeCanonical } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { ackOf } from '../api.ts'
import {
  act,
  answerValue,
  DIGEST,
  HOUR_MS,
  issue,
  link,
  nobody,
  operator,
  orderOf,
  orderPart,
  receivedOf,
  relay,
  resend,
  timeOut,
  violations,
} from '../fixtures.ts'
import type { Link } from '../fixtures.ts'
import type { Received, Result } from '../state.ts'

const REJECTED: Result = {
  kind: 'REJECTED',
  code: 'NAME_ID_MISMATCH',
  rule: null,
  measure: null,
  amount: null,
  annexDigest: null,
  decidedAtMs: 1,
  height: 1,
}

/** A dishonest institution's zone acknowledges a packet with bytes of its own. */
function acknowledge({ bank }: Link, sequence: number, bytes: Uint8Array): void {
  act(bank, 'desk/Acknowledge', { sequence, bytes: base64Encode(bytes) }, [nobody])
}

describe('receiveResult', () => {
  test('an answer for another order is none, and a person is told', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    const record = receivedOf(made.bank, orderId) as unknown as Received
    acknowledge(made, packet.sequence, ackOf({ ...record, requestDigest: DIGEST }, REJECTED))
    made.path.acknowledge(made.court.end, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({
      order: { state: 'REFUSED', result: null, ackDigest: null },
      dispatch: { packets: [{ state: 'error' }], ladder: [{}, { rung: 'delivered' }, { rung: 'refused' }] },
    })
    expect(made.court.alarms).toMatchObject([{ kind: 'ORDER_REJECTED', subject: orderId }])
    expect(made.court.results).toEqual([])
    expect(made.court.chain.violations()).toEqual([])
  })

  test('what is no answer at all is none', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    acknowledge(made, packet.sequence, encodeCanonical({ thanks: true }))
    made.path.acknowledge(made.court.end, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({ order: { state: 'REFUSED' } })
  })

  test('an order whose form was refused is sent again and answered', () => {
    const made = link()
    const { court, bank } = made
    bank.set.refuses = true
    const { orderId, packet } = issue(court)
    relay(made, packet)
    bank.set.refuses = false
    const again = resend(court, orderId)

    expect(orderOf(court, orderId)).toMatchObject({ order: { state: 'SENT', resultAtMs: null } })
    relay(made, again)
    act(bank, 'order/Answer', answerValue(orderId), [operator])
    made.path.acknowledge(court.end, again)
    expect(orderOf(court, orderId)).toMatchObject({
      order: { state: 'REJECTED', result: { code: 'NAME_ID_MISMATCH' } },
      dispatch: { packets: [{ state: 'error' }, { state: 'acknowledged' }], outcome: { kind: 'answered' } },
    })
    expect(violations(made)).toEqual([])
  })

  test('the answer stands whatever the case makes of it', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    act(made.bank, 'order/Answer', answerValue(orderId), [operator])
    made.court.set.refuses = true
    made.path.acknowledge(made.court.end, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({ order: { state: 'REJECTED' } })
  })

  test('each order of one instrument has an alarm of its own', () => {
    const made = link()
    const { orderIds, packets } = issue(made.court, { orders: [orderPart(0), orderPart(1)] })
    made.bank.set.policy = undefined
    packets.forEach((packet) => relay(made, packet))

    expect(made.court.alarms.map(({ subject }) => subject)).toEqual(orderIds)
    expect(new Set(made.court.alarms.map(({ alarmId }) => alarmId)).size).toBe(2)
  })

  test('a late answer to an order that had arrived says: silent, answered late', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    made.clock.nowMs += HOUR_MS
    act(made.bank, 'order/Answer', answerValue(orderId), [operator])
    made.path.acknowledge(made.court.end, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({
      dispatch: { outcome: { kind: 'silent' }, additions: [{ kind: 'answered-late' }] },
    })
  })

  test('an order that only arrived after the deadline was undelivered, and is answered late', () => {
    const made = link()
    const { orderId, packet } = issue(made.court, { deadlineMs: made.clock.nowMs + 60_000 })
    made.clock.nowMs += 120_000
    relay(made, packet)
    act(made.bank, 'order/Answer', answerValue(orderId), [operator])
    made.path.acknowledge(made.court.end, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({
      dispatch: { outcome: { kind: 'undelivered' }, additions: [{ kind: 'answered-late' }] },
    })
  })

  test('an order of which every packet is proved not to have arrived by the deadline is undelivered', () => {
    const made = link()
    const { orderId, packet } = issue(made.court, { deadlineMs: made.clock.nowMs + 300_000 })
    timeOut(made, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({
      order: { state: 'SENT' },
      dispatch: { outcome: { kind: 'undelivered' }, packets: [{ state: 'timed-out' }] },
    })
  })
})
