import { describe, expect, test } from 'vitest'
import { PACKETS_PER_DISPATCH_MAX } from '../../dispatch-ledger.ts'
import { errors } from '../errors.ts'
import {
  act,
  auditor,
  fixtureErrors,
  HOUR_MS,
  INSTRUMENT,
  issue,
  judge,
  link,
  nextBlock,
  nobody,
  orderOf,
  otherJudge,
  president,
  receivedOf,
  refusal,
  register,
  relay,
  resend,
  resendValue,
  takeOn,
  timeOut,
  violations,
} from '../fixtures.ts'
import type { Zone } from '../fixtures.ts'

const message = (zone: Zone, orderId: string) => ({ type: 'order/Resend', value: resendValue(zone, orderId) })

describe('resend', () => {
  test('sends the same bytes after a timeout; the order is carried out once', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    timeOut(made, packet)
    const again = resend(made.court, orderId)
    relay(made, again)
    takeOn(made, orderId)
    register(made, orderId)
    made.path.acknowledge(made.court.end, again)

    expect(again.payload).toEqual(packet.payload)
    expect(made.bank.received).toHaveLength(1)
    expect(orderOf(made.court, orderId)).toMatchObject({
      order: { state: 'FULFILLED' },
      dispatch: {
        packets: [{ state: 'timed-out' }, { state: 'acknowledged' }],
        outcome: { kind: 'answered' },
        ladder: [
          { rung: 'submitted' },
          { rung: 'timed-out' },
          { rung: 'resent', sequence: again.sequence },
          { rung: 'delivered' },
          { rung: 'fulfilled' },
          { rung: 'feedback-verified' },
        ],
      },
    })
    expect(violations(made)).toEqual([])
  })

  test('may follow the deadline: what arrives then is answered late', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    timeOut(made, packet)
    made.clock.nowMs += HOUR_MS
    relay(made, resend(made.court, orderId))

    expect(receivedOf(made.bank, orderId)).toMatchObject({ state: 'RECEIVED' })
    expect(orderOf(made.court, orderId)).toMatchObject({ dispatch: { packets: [{}, { state: 'pending' }] } })
  })

  test('rejects strangers, an unknown order, a packet on its way, and an answered order', () => {
    const made = link()
    const { court } = made
    const { orderId, packet } = issue(court)
    refusal(court, fixtureErrors.RoleMissing, message(court, orderId), [nobody])
    refusal(court, errors.OrderUnknown, message(court, `${'0'.repeat(64)}-0`), [judge])
    refusal(court, errors.OtherOrganisation, message(court, orderId), [otherJudge])
    refusal(court, errors.PacketPending, message(court, orderId), [judge])
    relay(made, packet)
    takeOn(made, orderId)
    register(made, orderId)
    made.path.acknowledge(court.end, packet)

    expect(refusal(court, errors.OrderAnswered, message(court, orderId), [judge])).toEqual({ state: 'FULFILLED' })
  })

  test('rejects an order of a revoked instrument, and any while effects are halted', () => {
    const made = link()
    const { court } = made
    const { orderId, packet } = issue(court)
    timeOut(made, packet)
    act(court, 'order/SetHalt', { halted: true, reason: 'INCIDENT' }, [president, auditor])
    refusal(court, errors.EffectsHalted, message(court, orderId), [judge])
    act(court, 'order/SetHalt', { halted: false, reason: 'CLEARED' }, [president, auditor])
    act(court, 'order/Revoke', { instrumentId: INSTRUMENT, reason: 'GROUND_GONE' }, [judge])
    nextBlock(court)

    const seen = refusal(court, errors.InstrumentRevoked, message(court, orderId), [judge])
    expect(seen).toEqual({ instrumentId: INSTRUMENT })
  })

  test('rejects one packet more than the limit', () => {
    const made = link()
    const { court } = made
    const { orderId, packet } = issue(court)
    timeOut(made, packet)
    for (let at = 1; at < PACKETS_PER_DISPATCH_MAX; at++) timeOut(made, resend(court, orderId))

    expect(refusal(court, errors.PacketLimit, message(court, orderId), [judge])).toEqual({
      packetsMax: PACKETS_PER_DISPATCH_MAX,
    })
  })
})
