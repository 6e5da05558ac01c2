import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  act,
  CLIENT,
  fixtureErrors,
  gateway,
  HOUR_MS,
  issue,
  link,
  operator,
  orderPart,
  otherOperator,
  receivedOf,
  refusal,
  relay,
  retrieve,
  takeOn,
  TODAY,
} from '../fixtures.ts'
import { judge } from '../fixtures.ts'

const message = (orderId: string) => ({ type: 'order/Accept', value: { client: CLIENT, orderId } })

describe('accept', () => {
  test('is a rung with its time, by an operator or the adapter', () => {
    for (const signer of [operator, gateway]) {
      const made = link()
      const { orderId, packet } = issue(made.court)
      relay(made, packet)
      retrieve(made, orderId)
      act(made.bank, 'order/Accept', { client: CLIENT, orderId }, [signer])

      const atMs = made.bank.chain.app.lastStampMs()
      expect(receivedOf(made.bank, orderId)).toMatchObject({
        state: 'ACCEPTED',
        rungs: [{ rung: 'delivered' }, { rung: 'retrieved' }, { rung: 'accepted', atMs }],
      })
    }
  })

  test('rejects strangers, an unknown order, a second time, and what has been answered', () => {
    const made = link()
    const { bank } = made
    const { orderId, packet } = issue(made.court)
    refusal(bank, errors.OrderUnknown, message(orderId), [operator])
    relay(made, packet)
    refusal(bank, fixtureErrors.RoleMissing, message(orderId), [judge])
    refusal(bank, errors.OtherOrganisation, message(orderId), [otherOperator])
    expect(refusal(bank, errors.AnnexNotRetrieved, message(orderId), [operator])).toEqual({ state: 'RECEIVED' })
    takeOn(made, orderId)
    refusal(bank, errors.OrderAccepted, message(orderId), [operator])
    act(bank, 'desk/Register', { client: CLIENT, orderId, assetKey: 'aa'.repeat(16) }, [operator])

    expect(refusal(bank, errors.OrderAnswered, message(orderId), [operator])).toEqual({ state: 'FULFILLED' })
  })

  test('an order without an annex is taken on as it is', () => {
    const made = link()
    const { orderId, packet } = issue(made.court, { orders: [orderPart(0, { annexDigest: null })] })
    relay(made, packet)
    act(made.bank, 'order/Accept', { client: CLIENT, orderId }, [operator])
    expect(receivedOf(made.bank, orderId)).toMatchObject({ state: 'ACCEPTED' })
  })

  test('rejects an order whose instrument has ended in the inbox', () => {
    const made = link()
    const { orderId, packet } = issue(made.court, { validTo: TODAY })
    relay(made, packet)
    retrieve(made, orderId)
    made.clock.nowMs += 24 * HOUR_MS

    expect(refusal(made.bank, errors.InstrumentNotInForce, message(orderId), [operator])).toEqual({
      validFrom: TODAY,
      validTo: TODAY,
      today: '2026-03-03',
    })
  })
})
