import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  act,
  answerValue,
  CLIENT,
  fixtureErrors,
  issue,
  judge,
  link,
  MEASURE,
  nextBlock,
  nobody,
  operator,
  orderOf,
  receivedOf,
  refusal,
  relay,
  retrieve,
  rungsValue,
  supervisor,
  takeOn,
  violations,
} from '../fixtures.ts'

const HALT = { halted: true, reason: 'INCIDENT' }
const message = { type: 'order/SetHalt', value: HALT }

describe('setHalt (G31-08)', () => {
  test('by one role only has no effect', () => {
    const { bank } = link()
    refusal(bank, fixtureErrors.TwoPersonsNeeded, message, [operator])
    refusal(bank, fixtureErrors.TwoPersonsNeeded, message, [supervisor])
    refusal(bank, fixtureErrors.TwoPersonsNeeded, message, [operator, judge])

    expect(bank.chain.query('order/halt', {})).toBeNull()
  })

  test('by two halts new effects; delivery, reading, verification, and what ends orders go on', () => {
    const made = link()
    const { court, bank } = made
    const [early, late, third] = ['1a', '1b', '1c'].map((id) => issue(court, { instrumentId: id.repeat(16) }))
    if (early === undefined || late === undefined || third === undefined) throw new RangeError('three orders')
    relay(made, early.packet)
    takeOn(made, early.orderId)
    act(bank, 'order/SetHalt', HALT, [operator, supervisor])
    relay(made, late.packet)
    retrieve(made, late.orderId)
    relay(made, third.packet)

    const order = { client: CLIENT, orderId: early.orderId }
    refusal(bank, errors.EffectsHalted, { type: 'desk/Register', value: { ...order, assetKey: MEASURE } }, [operator])
    const accept = { type: 'order/Accept', value: { ...order, orderId: late.orderId } }
    expect(refusal(bank, errors.EffectsHalted, accept, [operator])).toMatchObject({ reason: 'INCIDENT' })
    expect(receivedOf(bank, late.orderId)).toMatchObject({ state: 'RETRIEVED' })
    act(court, 'order/ProveRungs', rungsValue(made, early.orderId), [nobody])
    expect(orderOf(court, early.orderId)).toMatchObject({ dispatch: { ladder: [{}, {}, {}, { rung: 'accepted' }] } })
    act(bank, 'order/Answer', answerValue(late.orderId), [operator])
    act(court, 'order/Revoke', { instrumentId: '1c'.repeat(16), reason: 'SET_ASIDE' }, [judge])
    nextBlock(court).forEach((one) => relay(made, one))
    expect(receivedOf(bank, third.orderId)).toMatchObject({ result: { code: 'INSTRUMENT_REVOKED' } })

    act(bank, 'order/SetHalt', { halted: false, reason: 'CLEARED' }, [operator, supervisor])
    act(bank, 'desk/Register', { ...order, assetKey: MEASURE }, [operator])
    expect(receivedOf(bank, early.orderId)).toMatchObject({ state: 'FULFILLED' })
    expect(violations(made)).toEqual([])
  })

  test('states who, why and since when, and rejects what it already is', () => {
    const { bank } = link()
    refusal(bank, errors.HaltUnchanged, { type: 'order/SetHalt', value: { ...HALT, halted: false } }, [
      operator,
      supervisor,
    ])
    act(bank, 'order/SetHalt', HALT, [operator, supervisor])
    const sinceMs = bank.chain.app.lastStampMs()

    expect(bank.chain.query('order/halt', {})).toEqual({
      ...HALT,
      sinceMs,
      officers: [
        { organisation: 'bank-1', officer: 'operator' },
        { organisation: 'bank-1', officer: 'auditor' },
      ],
    })
    expect(refusal(bank, errors.HaltUnchanged, message, [operator, supervisor])).toEqual({ halted: true })
  })
})
