import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  act,
  CLIENT,
  DIGEST,
  INSTRUMENT,
  issue,
  judge,
  link,
  MEASURE,
  nextBlock,
  operator,
  orderOf,
  orderPart,
  otherOperator,
  receivedOf,
  refusal,
  register,
  relay,
  sendContent,
  takeOn,
  violations,
} from '../fixtures.ts'
import type { Link } from '../fixtures.ts'

const REVOKED = { kind: 'REJECTED', code: 'INSTRUMENT_REVOKED', rule: 'X-70' }
const revoke = (made: Link) => {
  act(made.court, 'order/Revoke', { instrumentId: INSTRUMENT, reason: 'SET_ASIDE' }, [judge])
  nextBlock(made.court).forEach((packet) => relay(made, packet))
}

describe('receiveRevocation (G31-06)', () => {
  test('rejects every open order under the instrument, taken on or not, and the court has an alarm for each', () => {
    const made = link()
    const { court, bank } = made
    const { orderIds, packets } = issue(court, { orders: [0, 1, 2].map((n) => orderPart(n)) })
    const other = issue(court, { instrumentId: '2f'.repeat(16), orders: [orderPart(3)] })
    packets.forEach((packet) => relay(made, packet))
    relay(made, other.packet)
    const [waiting = '', taken = '', done = ''] = orderIds
    takeOn(made, taken)
    takeOn(made, done)
    register(made, done)
    revoke(made)
    packets.forEach((packet) => made.path.acknowledge(court.end, packet))

    expect([waiting, taken].map((id) => receivedOf(bank, id))).toMatchObject([{ result: REVOKED }, { result: REVOKED }])
    expect(receivedOf(bank, done)).toMatchObject({ state: 'FULFILLED' })
    expect(receivedOf(bank, other.orderId)).toMatchObject({ state: 'RECEIVED', result: null })
    expect(orderOf(court, taken)).toMatchObject({
      order: { state: 'REJECTED' },
      dispatch: { outcome: { kind: 'answered' } },
    })
    expect(court.alarms.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['ORDER_REVOKED', waiting],
      ['ORDER_REVOKED', taken],
    ])
    expect(violations(made)).toEqual([])
  })

  test('from then on nothing under the instrument is taken on or carried out', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    takeOn(made, orderId)
    revoke(made)
    const order = { client: CLIENT, orderId }

    refusal(made.bank, errors.OrderAnswered, { type: 'order/Accept', value: order }, [operator])
    const registered = { type: 'desk/Register', value: { ...order, assetKey: MEASURE } }
    expect(refusal(made.bank, errors.OrderAnswered, registered, [operator])).toEqual({ state: 'REJECTED' })
  })

  test('what was booked before it arrived is recorded once, and the court has a second alarm', () => {
    const made = link()
    const { court, bank } = made
    const { orderIds, packets } = issue(court, { orders: [0, 1].map((n) => orderPart(n)) })
    packets.forEach((packet) => relay(made, packet))
    const [taken = '', untouched = ''] = orderIds
    takeOn(made, taken)
    const book = (orderId: string) => ({ type: 'desk/Book', value: { client: CLIENT, orderId } })
    revoke(made)
    const stoppedAtMs = (receivedOf(bank, taken) as { result: { decidedAtMs: number } }).result.decidedAtMs

    refusal(bank, errors.OrderAnswered, book(untouched), [operator])
    refusal(bank, errors.OtherOrganisation, book(taken), [otherOperator])
    expect(act(bank, 'desk/Book', book(taken).value, [operator])).toMatchObject({
      data: [{ stoppedAtMs }],
      events: [{ type: 'LateBookingRecorded' }],
    })
    nextBlock(bank).forEach((packet) => relay(made, packet, bank))
    refusal(bank, errors.OrderAnswered, book(taken), [operator])
    expect(court.notices).toMatchObject([{ orderId: taken, event: 'BOOKED_LATE', digest: DIGEST }])
    expect(court.alarms).toMatchObject([{ kind: 'MEASURE_BOOKED_LATE', owner: 'COURT_JUDGE', subject: taken }])
    expect(receivedOf(bank, taken)).toMatchObject({ result: REVOKED })
    expect(violations(made)).toEqual([])
  })

  test('the same again changes nothing', () => {
    const made = link()
    relay(made, sendContent(made.court, { kind: 'revoke', instrumentId: INSTRUMENT, revokedAtMs: 1 }))
    relay(made, sendContent(made.court, { kind: 'revoke', instrumentId: INSTRUMENT, revokedAtMs: 2 }))
    const { orderId, packet } = issue(made.court)
    relay(made, packet)

    expect(receivedOf(made.bank, orderId)).toMatchObject({ result: REVOKED })
    expect(violations(made)).toEqual([])
  })
})
