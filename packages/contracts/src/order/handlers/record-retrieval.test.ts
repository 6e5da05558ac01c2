import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  act,
  CLIENT,
  fixtureErrors,
  gateway,
  issue,
  link,
  operator,
  otherGateway,
  receivedOf,
  refusal,
  register,
  relay,
  takeOn,
} from '../fixtures.ts'

const value = (orderId: string, outcome = 'RETRIEVED') => ({ client: CLIENT, orderId, outcome })
const message = (orderId: string) => ({ type: 'order/RecordRetrieval', value: value(orderId) })

describe('recordRetrieval', () => {
  test('a failure is a rung, once, and a later retrieval another', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    for (const outcome of ['FAILED', 'FAILED']) {
      act(made.bank, 'order/RecordRetrieval', value(orderId, outcome), [gateway])
    }
    expect(receivedOf(made.bank, orderId)).toMatchObject({ state: 'RECEIVED' })
    act(made.bank, 'order/RecordRetrieval', value(orderId), [gateway])

    const atMs = made.bank.chain.app.lastStampMs()
    const rungs = [{ rung: 'delivered' }, { rung: 'retrieval-failed' }, { rung: 'retrieved', atMs }]
    expect(receivedOf(made.bank, orderId)).toMatchObject({ state: 'RETRIEVED', rungs })
  })

  test('rejects officers, other gateways, an unknown order, and what is further on', () => {
    const made = link()
    const { bank } = made
    const { orderId, packet } = issue(made.court)
    refusal(bank, errors.OrderUnknown, message(orderId), [gateway])
    relay(made, packet)
    refusal(bank, fixtureErrors.RoleMissing, message(orderId), [operator])
    refusal(bank, errors.OtherOrganisation, message(orderId), [otherGateway])
    takeOn(made, orderId)
    refusal(bank, errors.OrderAccepted, message(orderId), [gateway])
    register(made, orderId)

    expect(refusal(bank, errors.OrderAnswered, message(orderId), [gateway])).toEqual({ state: 'FULFILLED' })
  })
})
