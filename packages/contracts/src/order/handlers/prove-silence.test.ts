import { clientErrors } from '@xiezhi/interchain'
import { describe, expect, test } from 'vitest'
import { OUTCOME_GRACE_MS } from '../../dispatch-ledger.ts'
import { errors } from '../errors.ts'
import {
  act,
  answerValue,
  HOUR_MS,
  issue,
  link,
  nobody,
  operator,
  orderOf,
  refusal,
  relay,
  silenceValue,
  violations,
} from '../fixtures.ts'

const message = (value: ReturnType<typeof silenceValue>) => ({ type: 'order/ProveSilence', value })

describe('proveSilence', () => {
  test('anyone may prove that an order had arrived and had no answer past its deadline; a late answer is added', () => {
    const made = link()
    const { court, bank, clock } = made
    const { orderId, packet } = issue(court)
    relay(made, packet)
    clock.nowMs += HOUR_MS
    act(court, 'order/ProveSilence', silenceValue(made, orderId, packet), [nobody])

    expect(orderOf(court, orderId)).toMatchObject({ dispatch: { outcome: { kind: 'silent' }, additions: [] } })
    act(bank, 'order/Answer', answerValue(orderId), [operator])
    const answeredMs = bank.chain.app.lastStampMs()
    made.path.acknowledge(court.end, packet)
    expect(orderOf(court, orderId)).toMatchObject({
      order: { state: 'REJECTED' },
      dispatch: { outcome: { kind: 'silent' }, additions: [{ kind: 'answered-late', atMs: answeredMs }] },
    })
    expect(violations(made)).toEqual([])
  })

  test('after "no newer header" it is added to the outcome', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    made.court.chain.advance(HOUR_MS + OUTCOME_GRACE_MS)
    act(made.court, 'order/ProveSilence', silenceValue(made, orderId, packet), [nobody])

    expect(orderOf(made.court, orderId)).toMatchObject({
      dispatch: { outcome: { kind: 'no-newer-header' }, additions: [{ kind: 'held-silent' }] },
    })
  })

  test('rejects proofs that come too early, do not hold, or are for nothing', () => {
    const made = link()
    const { court, clock } = made
    const { orderId, packet } = issue(court)
    const { packet: unsent } = issue(court, { instrumentId: '2f'.repeat(16) })
    relay(made, packet)
    refusal(court, errors.TooEarly, message(silenceValue(made, orderId, packet)), [nobody])
    clock.nowMs += HOUR_MS
    const value = silenceValue(made, orderId, packet)
    const swapped = { ...value, receiptProof: value['absenceProof'] ?? '' }
    refusal(court, errors.OrderUnknown, message({ ...value, orderId: `${'0'.repeat(64)}-0` }), [nobody])
    refusal(court, errors.PacketUnknown, message({ ...value, sequence: unsent.sequence }), [nobody])
    refusal(court, errors.HeightUnknown, message({ ...value, height: 9_999 }), [nobody])
    refusal(court, errors.ProofMalformed, message({ ...value, receiptProof: '????' }), [nobody])
    refusal(court, clientErrors.ProofKind, message(swapped), [nobody])
    act(court, 'order/ProveSilence', value, [nobody])

    expect(refusal(court, errors.OutcomeProved, message(value), [nobody])).toEqual({ outcome: 'silent' })
  })

  test('rejects an order that has been answered', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    const value = silenceValue(made, orderId, packet)
    act(made.bank, 'order/Answer', answerValue(orderId), [operator])
    made.path.acknowledge(made.court.end, packet)

    expect(refusal(made.court, errors.OrderAnswered, message(value), [nobody])).toEqual({ state: 'REJECTED' })
  })

  test('rejects an order that had not arrived', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    made.clock.nowMs += HOUR_MS
    const value = silenceValue(made, orderId, packet)

    expect(refusal(made.court, clientErrors.ProofKind, message(value), [nobody])).not.toEqual({})
  })
})
