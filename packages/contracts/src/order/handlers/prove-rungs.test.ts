import { clientErrors } from '@xiezhi/interchain'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  act,
  answerValue,
  CLIENT,
  gateway,
  issue,
  link,
  nobody,
  operator,
  orderOf,
  refusal,
  relay,
  rungsValue,
  takeOn,
} from '../fixtures.ts'

const message = (value: ReturnType<typeof rungsValue>) => ({ type: 'order/ProveRungs', value })
const names = (json: unknown) =>
  (json as { dispatch: { ladder: { rung: string }[] } }).dispatch.ladder.map(({ rung }) => rung)

describe('proveRungs', () => {
  test('adds what the receiver has recorded, once, with its times', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    const arrivedMs = made.bank.chain.app.lastStampMs()
    act(made.bank, 'order/RecordRetrieval', { client: CLIENT, orderId, outcome: 'FAILED' }, [gateway])
    const first = act(made.court, 'order/ProveRungs', rungsValue(made, orderId), [nobody])
    takeOn(made, orderId)
    const value = rungsValue(made, orderId)
    const second = act(made.court, 'order/ProveRungs', value, [nobody])
    const third = act(made.court, 'order/ProveRungs', value, [nobody])

    const ladder = ['submitted', 'delivered', 'retrieval-failed', 'retrieved', 'accepted']
    expect(names(orderOf(made.court, orderId))).toEqual(ladder)
    expect(orderOf(made.court, orderId)).toMatchObject({ dispatch: { ladder: [{}, { atMs: arrivedMs }, {}, {}, {}] } })
    expect([first, second, third].map(({ data }) => data)).toMatchObject([
      [{ rungs: ['delivered', 'retrieval-failed'] }],
      [{ rungs: ['retrieved', 'accepted'] }],
      [{ rungs: [] }],
    ])
    expect(third.events).toEqual([])
  })

  test('is possible after the answer, and its result is not a rung of its own', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)
    act(made.bank, 'order/RecordRetrieval', { client: CLIENT, orderId, outcome: 'RETRIEVED' }, [gateway])
    act(made.bank, 'order/Answer', answerValue(orderId), [operator])
    made.path.acknowledge(made.court.end, packet)
    act(made.court, 'order/ProveRungs', rungsValue(made, orderId), [nobody])

    const ladder = ['submitted', 'delivered', 'rejected', 'feedback-verified', 'retrieved']
    expect(names(orderOf(made.court, orderId))).toEqual(ladder)
  })

  test('rejects a record that is not so, of another order, or of an unknown height', () => {
    const made = link()
    const { court } = made
    const { orderId, packet } = issue(court)
    const other = issue(court, { instrumentId: '2f'.repeat(16) })
    relay(made, packet)
    const value = rungsValue(made, orderId)
    const record = value['record'] as Readonly<Record<string, never>>
    const rungs = [...(record['rungs'] as unknown as object[]), { rung: 'accepted', atMs: 1 }]

    refusal(court, clientErrors.ProofValue, message({ ...value, record: { ...record, rungs } as never }), [nobody])
    refusal(court, clientErrors.ConsensusStateUnknown, message({ ...value, height: 9_999 }), [nobody])
    refusal(court, errors.ProofMalformed, message({ ...value, proof: '????' }), [nobody])
    refusal(court, errors.RecordMismatch, message({ ...value, orderId: other.orderId }), [nobody])
    refusal(court, errors.OrderUnknown, message({ ...value, orderId: `${'0'.repeat(64)}-0` }), [nobody])
    const forged = { ...record, requestDigest: `sha256:${'00'.repeat(32)}` } as never

    expect(refusal(court, errors.RecordMismatch, message({ ...value, record: forged }), [nobody])).toEqual({ orderId })
    expect(names(orderOf(court, orderId))).toEqual(['submitted'])
  })
})
