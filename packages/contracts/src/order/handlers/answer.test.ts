import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  act,
  answerValue,
  auditor,
  fixtureErrors,
  HOUR_MS,
  issue,
  issueQuery,
  judge,
  link,
  operator,
  orderOf,
  otherOperator,
  president,
  receivedOf,
  refusal,
  relay,
  supervisor,
  takeOn,
  TODAY,
  violations,
} from '../fixtures.ts'

const message = (orderId: string, change = {}) => ({ type: 'order/Answer', value: answerValue(orderId, change) })
const FULFILLED = { kind: 'FULFILLED', code: null, rule: null }
const FAILED = { kind: 'FAILED', code: 'ACCOUNT_CLOSED', rule: null }

describe('answer', () => {
  test('of a query is proved to the court', () => {
    const made = link()
    const { orderId, packet } = issueQuery(made.court)
    relay(made, packet)
    takeOn(made, orderId)
    act(made.bank, 'order/Answer', answerValue(orderId, FULFILLED), [operator])
    made.path.acknowledge(made.court.end, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({
      order: { state: 'FULFILLED', result: { kind: 'FULFILLED', code: null, measure: null } },
      dispatch: { outcome: { kind: 'answered' } },
    })
    expect(violations(made)).toEqual([])
  })

  test('rejects before it is taken on, with the reason and an alarm at the court', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    act(made.bank, 'order/Answer', answerValue(orderId), [operator])
    made.path.acknowledge(made.court.end, packet)

    expect(orderOf(made.court, orderId)).toMatchObject({
      order: { state: 'REJECTED', result: { code: 'NAME_ID_MISMATCH', rule: 'R20-38' } },
    })
    expect(made.court.alarms).toMatchObject([{ kind: 'ORDER_REJECTED', owner: 'COURT_ENFORCER', subject: orderId }])
    expect(violations(made)).toEqual([])
  })

  test('of what cannot be carried out any more is given also when the instrument has ended or effects are halted', () => {
    const made = link()
    const { orderId, packet } = issue(made.court, { validTo: TODAY })
    relay(made, packet)
    takeOn(made, orderId)
    made.clock.nowMs += 24 * HOUR_MS
    act(made.bank, 'order/SetHalt', { halted: true, reason: 'INCIDENT' }, [operator, supervisor])
    act(made.bank, 'order/Answer', answerValue(orderId, FAILED), [operator])

    expect(receivedOf(made.bank, orderId)).toMatchObject({ state: 'FAILED', result: { code: 'ACCOUNT_CLOSED' } })
    expect(violations(made)).toEqual([])
  })

  test('that needs a measure is not given by word alone', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    takeOn(made, orderId)
    refusal(made.bank, errors.AnswerNeedsMeasure, message(orderId, FULFILLED), [operator])

    expect(
      refusal(made.bank, errors.AnswerNeedsMeasure, message(orderId, { kind: 'PARTIAL', code: 'LESS_THERE' }), [
        operator,
      ]),
    ).toEqual({ action: 'FREEZE' })
  })

  test('rejects strangers, what is not in place, and a second answer', () => {
    const made = link()
    const { bank } = made
    const { orderId, packet } = issueQuery(made.court, { validTo: TODAY })
    refusal(bank, errors.OrderUnknown, message(orderId), [operator])
    relay(made, packet)
    refusal(bank, fixtureErrors.RoleMissing, message(orderId), [judge])
    refusal(bank, errors.OtherOrganisation, message(orderId), [otherOperator])
    refusal(bank, errors.AnswerMalformed, message(orderId, { code: null }), [operator])
    refusal(bank, errors.AnswerMalformed, message(orderId, { kind: 'FULFILLED' }), [operator])
    refusal(bank, errors.OrderNotAccepted, message(orderId, FULFILLED), [operator])
    refusal(bank, errors.OrderNotAccepted, message(orderId, FAILED), [operator])
    takeOn(made, orderId)
    refusal(bank, errors.OrderAccepted, message(orderId), [operator])
    act(bank, 'order/SetHalt', { halted: true, reason: 'INCIDENT' }, [operator, supervisor])
    refusal(bank, errors.EffectsHalted, message(orderId, FULFILLED), [operator])
    act(bank, 'order/SetHalt', { halted: false, reason: 'CLEARED' }, [president, auditor])
    made.clock.nowMs += 24 * HOUR_MS
    refusal(bank, errors.InstrumentNotInForce, message(orderId, FULFILLED), [operator])
    act(bank, 'order/Answer', answerValue(orderId, FAILED), [operator])

    expect(refusal(bank, errors.OrderAnswered, message(orderId, FAILED), [operator])).toEqual({ state: 'FAILED' })
  })
})
